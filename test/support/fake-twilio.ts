/**
 * Twilio, as an HTTP server: takes messages and calls as the real one does, and brings replies, keys and
 * reports of delivery back, signed. A message that nobody expected fails the test. After GoAlert's
 * harness: `expectSms(to, /text/).thenReply("1a").thenExpectSms(/…/)`,
 * `expectVoice(to).thenPress("4").thenExpectSaid(/…/)`.
 */

import { createHmac } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished } from "vitest";
import type { TwilioSettings } from "../../src/integrations/channel.ts";
import { parseTwiml, type Twiml } from "./parse-twiml.ts";
import {
  createdCall,
  createdMessage,
  problemOfCall,
  problemOfMessage,
} from "./twilio-published.ts";
import { HANGS } from "./vendor-server.ts";

/** How the next request is answered; `lose`: it is taken, and the answer never arrives. */
export type TwilioAnswer =
  | "accept"
  | "lose"
  | "hang"
  | { readonly status: number; readonly code?: number; readonly retryAfterSeconds?: number }
  /** Taken, and this is reported before the answer goes out. */
  | { readonly reportFirst: string };

/** Posts a form to Tocsin; the path is under its public URL. */
export type PostForm = (
  path: string,
  form: { readonly body: string; readonly headers: Readonly<Record<string, string>> },
) => Promise<Response>;

export interface Report {
  readonly sequence?: number;
  readonly errorCode?: number;
  readonly sipCode?: number;
  /** Signed with another token. */
  readonly forged?: boolean;
  /** For an attempt that there is not. */
  readonly unknown?: boolean;
}

interface Taken {
  readonly resource: "Messages" | "Calls";
  readonly sid: string;
  readonly fields: URLSearchParams;
}

const ACCOUNT_SID = `AC${"7".repeat(32)}`;
const AUTH_TOKEN = "the auth token of the account";
const OUR_NUMBER = "+12025550100";

export class FakeTwilio {
  readonly #publicUrl: string;
  readonly #taken: Taken[] = [];
  readonly #plan: TwilioAnswer[] = [];
  #post: PostForm | undefined;
  #port = 0;
  #count = 0;

  private constructor(publicUrl: string) {
    this.#publicUrl = publicUrl;
  }

  /** Stopped when the test is over, which fails if a message was not expected. */
  static async start(publicUrl: string): Promise<FakeTwilio> {
    const twilio = new FakeTwilio(publicUrl);
    const server = createServer((request, response) => void twilio.#serve(request, response));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    twilio.#port = (server.address() as AddressInfo).port;
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
      expect(twilio.unexpected(), "messages that nobody expected").toEqual([]);
    });
    return twilio;
  }

  get settings(): TwilioSettings {
    return {
      accountSid: ACCOUNT_SID,
      authToken: AUTH_TOKEN,
      from: OUR_NUMBER,
      callsFrom: OUR_NUMBER,
      answers: [OUR_NUMBER],
      baseUrl: `http://127.0.0.1:${this.#port}`,
    };
  }

  /** Where callbacks go. */
  bringTo(post: PostForm): void {
    this.#post = post;
  }

  /** Answers the next requests like this, one each; all others are accepted. */
  answerNext(...answers: readonly TwilioAnswer[]): void {
    this.#plan.push(...answers);
  }

  /** What was taken and no test has asked for. */
  unexpected(): readonly string[] {
    return this.#taken.map(
      ({ resource, fields }) =>
        `${resource} to ${fields.get("To")}: ${fields.get("Body") ?? fields.get("Twiml")}`,
    );
  }

  expectSms(to: string, text: RegExp = /(?:)/u): ReceivedSms {
    const taken = this.#take("Messages", to, (fields) => text.test(fields.get("Body") ?? ""), text);
    return new ReceivedSms(this, taken, to);
  }

  expectVoice(to: string, said: RegExp = /(?:)/u): ReceivedCall {
    const saysIt = (fields: URLSearchParams): boolean =>
      said.test(parseTwiml(fields.get("Twiml") ?? "").said);
    return new ReceivedCall(this, this.#take("Calls", to, saysIt, said), to);
  }

  #take(
    resource: Taken["resource"],
    to: string,
    fits: (fields: URLSearchParams) => boolean,
    wanted: RegExp,
  ): Taken {
    const index = this.#taken.findIndex(
      (one) => one.resource === resource && one.fields.get("To") === to && fits(one.fields),
    );
    const [found] = index < 0 ? [] : this.#taken.splice(index, 1);
    if (found === undefined) {
      const there = this.unexpected().join("\n");
      throw new Error(`nothing of ${resource} to ${to} fits ${wanted}; there is:\n${there}`);
    }
    return found;
  }

  /** An SMS of anybody's to our number. @returns what is written back */
  async bringSms(
    from: string,
    text: string,
    { sid = this.#sid("SM"), forged = false } = {},
  ): Promise<Twiml> {
    const fields = { MessageSid: sid, AccountSid: ACCOUNT_SID, From: from, To: OUR_NUMBER };
    const url = `${this.#publicUrl}/callback/twilio/sms`;
    return parseTwiml(await this.bring(url, { ...fields, Body: text }, { forged }));
  }

  /** Somebody calls one of our numbers. */
  callIn(from: string, { to = OUR_NUMBER, sid = this.#sid("CA") } = {}): IncomingCall {
    const fields = { CallSid: sid, AccountSid: ACCOUNT_SID, From: from, To: to };
    const begin = this.bring(`${this.#publicUrl}/callback/twilio/voice`, fields).then(parseTwiml);
    return new IncomingCall(begin, async (key, { action }) => {
      if (action === undefined) throw new Error("no key is waited for");
      return parseTwiml(await this.bring(action, { ...fields, Digits: key }));
    });
  }

  /** Posts to a callback as Twilio does. @throws when it is not answered 2xx */
  async bring(
    url: string,
    given: Readonly<Record<string, string>>,
    { forged = false } = {},
  ): Promise<string> {
    const answer = await this.post(url, given, { forged });
    if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${await answer.text()}`);
    return answer.text();
  }

  /** The same, whatever the answer. */
  async post(
    url: string,
    given: Readonly<Record<string, string>>,
    { forged = false } = {},
  ): Promise<Response> {
    expect(url.startsWith(`${this.#publicUrl}/`), `${url} is ours`).toBe(true);
    const names = Object.keys(given).sort();
    const content = url + names.map((name) => `${name}${given[name]}`).join("");
    const token = forged ? "another token" : AUTH_TOKEN;
    const signature = createHmac("sha1", token).update(content).digest("base64");
    if (this.#post === undefined) throw new Error("nobody said where callbacks go");
    return this.#post(url.slice(this.#publicUrl.length), {
      body: new URLSearchParams(given).toString(),
      headers: {
        "content-type": "application/x-www-form-urlencoded",
        "x-twilio-signature": signature,
      },
    });
  }

  /** Reports to the message's own callback. */
  report({ resource, sid, fields }: Taken, status: string, report: Report = {}): Promise<Response> {
    const { sequence, errorCode, sipCode, forged = false, unknown = false } = report;
    const url = fields.get("StatusCallback") ?? "";
    const isCall = resource === "Calls";
    return this.post(
      unknown ? url.replace(/[^/]+$/u, "0197a3c1-0000-7000-8000-000000000000") : url,
      {
        AccountSid: ACCOUNT_SID,
        [isCall ? "CallSid" : "MessageSid"]: sid,
        [isCall ? "CallStatus" : "MessageStatus"]: status,
        ...(sequence === undefined ? {} : { SequenceNumber: String(sequence) }),
        ...(errorCode === undefined ? {} : { ErrorCode: String(errorCode) }),
        ...(sipCode === undefined ? {} : { SipResponseCode: String(sipCode) }),
      },
      { forged },
    );
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = "";
    request.setEncoding("utf8");
    for await (const chunk of request) body += chunk;
    const answer = this.#plan.shift() ?? "accept";
    if (answer === "hang") {
      response.writeHead(504, { [HANGS]: "yes" }).end();
      return;
    }
    if (typeof answer === "object" && "status" in answer) {
      const { status, code = 20_000 + status, retryAfterSeconds } = answer;
      if (retryAfterSeconds !== undefined) {
        response.setHeader("retry-after", String(retryAfterSeconds));
      }
      return json(response, status, { code });
    }
    const problem = problemOf(request, body);
    if (problem !== undefined) return json(response, 400, { code: 21_000, message: problem });
    const isCall = request.url?.endsWith("/Calls.json") === true;
    const sid = this.#sid(isCall ? "CA" : "SM");
    const fields = new URLSearchParams(body);
    const taken: Taken = { resource: isCall ? "Calls" : "Messages", sid, fields };
    this.#taken.push(taken);
    if (answer === "lose") {
      request.socket.destroy();
      return;
    }
    if (typeof answer === "object") await this.report(taken, answer.reportFirst);
    json(response, 201, (isCall ? createdCall : createdMessage)(sid, ACCOUNT_SID, fields));
  }

  #sid(kind: "SM" | "CA"): string {
    this.#count += 1;
    return kind + this.#count.toString(16).padStart(32, "0");
  }
}

function json(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

/** Why the real one would refuse a request. */
function problemOf({ method, url, headers }: IncomingMessage, body: string): string | undefined {
  const resource = /^\/2010-04-01\/Accounts\/(AC\w{32})\/(Messages|Calls)\.json$/u.exec(url ?? "");
  if (method !== "POST" || resource?.[1] !== ACCOUNT_SID) return `no such resource: ${url}`;
  const credentials = Buffer.from(`${ACCOUNT_SID}:${AUTH_TOKEN}`).toString("base64");
  if (headers.authorization !== `Basic ${credentials}`) return "the credentials are wrong";
  if (headers["content-type"] !== "application/x-www-form-urlencoded") return "no form";
  const fields = new URLSearchParams(body);
  if (fields.get("From") !== OUR_NUMBER) return "From is not a number of the account";
  // Optional there: we always want to hear what became of it, and never on an open line.
  if (!/^https:\/\//u.test(fields.get("StatusCallback") ?? "")) return "no StatusCallback";
  if (!fields.has("To")) return "To is required";
  if (resource[2] === "Messages") return problemOfMessage(fields);
  try {
    parseTwiml(fields.get("Twiml") ?? "");
  } catch (error) {
    return String(error);
  }
  return problemOfCall(fields);
}

/** A message that was expected. */
export class ReceivedSms {
  readonly #twilio: FakeTwilio;
  readonly #taken: Taken;
  readonly #to: string;

  constructor(twilio: FakeTwilio, taken: Taken, to: string) {
    this.#twilio = twilio;
    this.#taken = taken;
    this.#to = to;
  }

  get text(): string {
    return this.#taken.fields.get("Body") ?? "";
  }

  get validSeconds(): number {
    return Number(this.#taken.fields.get("ValidityPeriod"));
  }

  /** Whoever has the number replies. */
  thenReply(text: string): Reply {
    return new Reply(this.#twilio.bringSms(this.#to, text));
  }

  report(status: string, report: Report = {}): Promise<Response> {
    return this.#twilio.report(this.#taken, status, report);
  }
}

/** A call that somebody has made to us. */
export class IncomingCall {
  readonly #begin: Promise<Twiml>;
  readonly #press: (key: string, twiml: Twiml) => Promise<Twiml>;

  constructor(begin: Promise<Twiml>, press: (key: string, twiml: Twiml) => Promise<Twiml>) {
    this.#begin = begin;
    this.#press = press;
  }

  thenExpectSaid(text: RegExp): Promise<Twiml> {
    return new Pressed(this.#begin, this.#press).thenExpectSaid(text);
  }

  thenPress(key: string): Pressed {
    return new Pressed(this.#begin, this.#press).thenPress(key);
  }
}

class Reply {
  readonly #answer: Promise<Twiml>;

  constructor(answer: Promise<Twiml>) {
    this.#answer = answer;
  }

  async thenExpectSms(text: RegExp): Promise<void> {
    expect((await this.#answer).message).toMatch(text);
  }

  async thenExpectNothing(): Promise<void> {
    expect((await this.#answer).message).toBeUndefined();
  }
}

/** A call that was expected. */
export class ReceivedCall {
  readonly #twilio: FakeTwilio;
  readonly #taken: Taken;
  readonly #to: string;

  constructor(twilio: FakeTwilio, taken: Taken, to: string) {
    this.#twilio = twilio;
    this.#taken = taken;
    this.#to = to;
  }

  get said(): string {
    return parseTwiml(this.#taken.fields.get("Twiml") ?? "").said;
  }

  /** Where a key is brought. */
  get keyUrl(): string {
    return parseTwiml(this.#taken.fields.get("Twiml") ?? "").action ?? "";
  }

  get ringSeconds(): number {
    return Number(this.#taken.fields.get("Timeout"));
  }

  thenPress(key: string): Pressed {
    return new Pressed(this.#press(this.keyUrl, key), (next, twiml) =>
      this.#press(twiml.action, next),
    );
  }

  report(status: string, report: Report = {}): Promise<Response> {
    return this.#twilio.report(this.#taken, status, report);
  }

  async #press(action: string | undefined, key: string): Promise<Twiml> {
    if (action === undefined) throw new Error("no key is waited for");
    const fields = { CallSid: this.#taken.sid, To: this.#to, From: OUR_NUMBER, Digits: key };
    return parseTwiml(await this.#twilio.bring(action, fields));
  }
}

/** What is heard after a key, or by somebody who has called. */
class Pressed {
  readonly #answer: Promise<Twiml>;
  readonly #press: (key: string, twiml: Twiml) => Promise<Twiml>;

  constructor(answer: Promise<Twiml>, press: (key: string, twiml: Twiml) => Promise<Twiml>) {
    this.#answer = answer;
    this.#press = press;
  }

  async thenExpectSaid(text: RegExp): Promise<Twiml> {
    const twiml = await this.#answer;
    expect(twiml.said).toMatch(text);
    return twiml;
  }

  /** In the same call. */
  thenPress(key: string): Pressed {
    return new Pressed(
      this.#answer.then((twiml) => this.#press(key, twiml)),
      this.#press,
    );
  }
}
