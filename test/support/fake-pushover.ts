/**
 * Pushover as its documents have it (https://pushover.net/api, https://pushover.net/api/receipts), as far
 * as we use it: emergency messages repeat on the test's clock until they are acknowledged, cancelled or
 * expire, and every message has to be expected by the test.
 */

import { z } from "zod";
import { type VendorAnswer, type VendorRequest, VendorServer } from "./vendor-server.ts";

export const PUSHOVER_TOKEN = "azGDORePK8gMaC0QOYAMyEEuzJnyUi";

const common = {
  token: z.string(),
  user: z.string(),
  title: z.string().min(1).max(250),
  message: z.string().min(1).max(1024),
  url: z.url().max(512).optional(),
  url_title: z.string().max(100).optional(),
};
const messageForm = z.discriminatedUnion("priority", [
  z.strictObject({ ...common, priority: z.literal(0) }),
  z.strictObject({
    ...common,
    priority: z.literal(2),
    retry: z.int().min(30),
    expire: z.int().max(10_800),
    callback: z.url().optional(),
    tags: z.string().regex(/^[\w-]+$/u),
  }),
]);
const cancelForm = z.strictObject({ token: z.string() });

export type PushoverMessage = z.infer<typeof messageForm> & {
  readonly receipt: string;
  readonly expiresAt: number;
  isAcknowledged: boolean;
  isCancelled: boolean;
};

/** Posts a form to the call-back address of a message; the server's answer. */
export type PostForm = (url: string, form: string) => Promise<Response>;

export class FakePushover {
  readonly server = new VendorServer((request) => this.#serve(request));
  readonly messages: PushoverMessage[] = [];
  readonly users = new Set<string>();
  readonly #now: () => number;
  readonly #expected = new Set<PushoverMessage>();

  private constructor(now: () => number) {
    this.#now = now;
  }

  static async start(now: () => number): Promise<FakePushover> {
    const fake = new FakePushover(now);
    await fake.server.start(() => fake.unexpected());
    return fake;
  }

  /** What was taken and no test has asked for. */
  unexpected(): readonly string[] {
    return this.messages
      .filter((message) => !this.#expected.has(message))
      .map(({ user, title }) => `nobody expected this at Pushover for ${user}: ${title}`);
  }

  /** The next message to this user that nobody has expected yet. */
  expectMessage(user: string): PushoverMessage {
    const message = this.messages.find((one) => one.user === user && !this.#expected.has(one));
    if (message === undefined) throw new Error(`no message has arrived at Pushover for ${user}`);
    this.#expected.add(message);
    return message;
  }

  /** Messages that go on being repeated at this instant. */
  repeating(): readonly PushoverMessage[] {
    return this.messages.filter(
      (message) =>
        message.priority === 2 &&
        !message.isAcknowledged &&
        !message.isCancelled &&
        this.#now() < message.expiresAt,
    );
  }

  /** The person acknowledges on the phone, and Pushover calls back. */
  async acknowledge(message: PushoverMessage, post: PostForm): Promise<Response> {
    message.isAcknowledged = true;
    if (message.priority !== 2 || message.callback === undefined)
      throw new Error("the message has no call-back");
    return post(message.callback, this.callbackForm(message));
  }

  callbackForm({ receipt, user }: Pick<PushoverMessage, "receipt" | "user">): string {
    return new URLSearchParams({
      receipt,
      acknowledged: "1",
      acknowledged_at: String(Math.floor(this.#now() / 1000)),
      acknowledged_by: user,
      acknowledged_by_device: "phone",
    }).toString();
  }

  #serve({ method, path, body }: VendorRequest): VendorAnswer {
    if (method === "POST" && path === "/1/messages.json") return this.#send(body);
    const tag = /^\/1\/receipts\/cancel_by_tag\/([\w-]+)\.json$/u.exec(path)?.[1];
    const receipt = /^\/1\/receipts\/([A-Za-z0-9]{30})\/cancel\.json$/u.exec(path)?.[1];
    if (method === "POST" && (tag ?? receipt) !== undefined) {
      return this.#cancel(body, (one) =>
        tag === undefined ? one.receipt === receipt : one.priority === 2 && one.tags === tag,
      );
    }
    this.server.complain(`Pushover is asked for ${method} ${path}, which nobody expected`);
    return refusal(404, "resource", "not found");
  }

  #send(body: unknown): VendorAnswer {
    const read = messageForm.safeParse(body);
    if (!read.success) return this.#malformed(read.error);
    const sent = read.data;
    if (sent.token !== PUSHOVER_TOKEN) return refusal(400, "token", "application token is invalid");
    if (!this.users.has(sent.user)) return refusal(400, "user", "user key is invalid");
    const number = String(this.messages.length + 1);
    const receipt = `rLqVuqTRh62UzxtmqiaLzQmVcPgiC${number}`.slice(-30);
    this.messages.push({
      ...sent,
      receipt,
      expiresAt: this.#now() + (sent.priority === 2 ? sent.expire * 1000 : 0),
      isAcknowledged: false,
      isCancelled: false,
    });
    const request = "647d2300-702c-4b38-8b2f-d56326ae460b";
    return {
      status: 200,
      body: { status: 1, request, ...(sent.priority === 2 ? { receipt } : {}) },
    };
  }

  #cancel(body: unknown, fits: (message: PushoverMessage) => boolean): VendorAnswer {
    const read = cancelForm.safeParse(body);
    if (!read.success) return this.#malformed(read.error);
    if (read.data.token !== PUSHOVER_TOKEN)
      return refusal(400, "token", "application token is invalid");
    for (const message of this.messages.filter(fits)) message.isCancelled = true;
    return { status: 200, body: { status: 1, request: "647d2300-702c-4b38-8b2f-d56326ae460c" } };
  }

  #malformed(error: z.ZodError): VendorAnswer {
    this.server.complain(`a request is not as Pushover has it: ${z.prettifyError(error)}`);
    return refusal(400, "message", "cannot be blank");
  }
}

function refusal(status: number, parameter: string, error: string): VendorAnswer {
  const request = "5042853c-402d-4a18-abcb-168734a801de";
  return { status, body: { [parameter]: "invalid", errors: [error], status: 0, request } };
}
