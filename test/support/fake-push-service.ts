/**
 * A push service as browsers' vendors run them, over TLS: it checks what they check, and opens each
 * message as the browser would. A message that nobody expected is a failure, said when it is closed.
 */

import { createECDH, createHash, randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import type { TestCertificate } from "./test-certificate.ts";
import { checkVapid } from "./vapid-check.ts";
import { HANGS } from "./vendor-server.ts";
import { type BrowserKeys, openPush } from "./web-push-decryption.ts";

/** RFC 8030, 7.2: what every push service has to take. */
const BODY_BYTES_MAX = 4096;
const URGENCIES = ["very-low", "low", "normal", "high"];

export interface PushMessage {
  readonly browser: FakeBrowser;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly ttlSeconds: number;
  readonly urgency: string;
  readonly topic: string;
  readonly subject: string;
}

/** A browser that has subscribed, with the keys that only it has. */
export interface FakeBrowser extends BrowserKeys {
  readonly endpoint: string;
  readonly path: string;
  /** What has reached the browser, the oldest first. */
  readonly received: PushMessage[];
}

/**
 * What the service does with a message: `lose` takes it and brings it to nobody, `break` takes it and ends
 * the connection before its answer, `silence` never answers; a number is the status of its answer, which brings the message to the browser where it is 2xx.
 */
export type PushAnswer = number | "lose" | "break" | "silence";

interface Expectation {
  readonly path: string;
  readonly answer: PushAnswer;
  readonly arrive: (message: PushMessage) => void;
}

export interface FakePushServiceOptions {
  readonly certificate: TestCertificate;
  /** Any free one when left out. */
  readonly port?: number;
  /** With which Tocsin signs: browsers subscribe with it. Any key will do when left out. */
  readonly publicKey?: () => string;
  /** Takes what no test has announced, in place of failing. */
  readonly takeOthers?: (message: PushMessage) => void;
}

export class FakePushService {
  readonly #server: Server;
  readonly #options: FakePushServiceOptions;
  readonly #browsers = new Map<string, FakeBrowser>();
  readonly #expected: Expectation[] = [];
  readonly #problems: string[] = [];

  static async start(options: FakePushServiceOptions): Promise<FakePushService> {
    const service = new FakePushService(options);
    await new Promise<void>((resolve, reject) => {
      service.#server.once("error", reject);
      service.#server.listen(options.port ?? 0, "127.0.0.1", resolve);
    });
    return service;
  }

  private constructor(options: FakePushServiceOptions) {
    this.#options = options;
    const { cert, key } = options.certificate;
    this.#server = createServer({ cert, key }, (request, response) => {
      this.#take(request, response).catch((error) => {
        this.#problems.push(String(error));
        response.writeHead(400).end();
      });
    });
  }

  get origin(): string {
    return `https://localhost:${(this.#server.address() as AddressInfo).port}`;
  }

  /** A browser subscribes; of one name it is the same each time, also with another service. */
  subscribe(name = randomBytes(16).toString("hex")): FakeBrowser {
    const secret = (use: string): Buffer => createHash("sha256").update(`${use} ${name}`).digest();
    const curve = createECDH("prime256v1");
    curve.setPrivateKey(secret("key"));
    const path = `/push/${secret("path").toString("base64url")}`;
    const browser: FakeBrowser = {
      endpoint: this.origin + path,
      path,
      privateKey: curve.getPrivateKey(),
      p256dh: curve.getPublicKey().toString("base64url"),
      auth: secret("auth").subarray(0, 16).toString("base64url"),
      received: [],
    };
    this.#browsers.set(path, browser);
    return browser;
  }

  /** Announces the next message to a browser, and what is done with it; resolves when it has come. */
  expect(browser: FakeBrowser, answer: PushAnswer = 201): Promise<PushMessage> {
    return new Promise((arrive) => {
      this.#expected.push({ path: browser.path, answer, arrive });
    });
  }

  /** @throws Error when something came that nobody expected, or nothing where something was expected */
  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
    const missing = this.#expected.map(({ path }) => `nothing came to ${path}`);
    const wrong = [...this.#problems, ...missing];
    if (wrong.length > 0) throw new Error(`the push service: ${wrong.join("; ")}`);
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const browser = this.#browsers.get(request.url ?? "");
    if (browser === undefined) throw new Error(`nobody subscribed at ${request.url}`);
    if (body.length > BODY_BYTES_MAX) throw new Error(`a message has ${body.length} bytes`);
    const message = this.#read(request, body, browser);
    const index = this.#expected.findIndex(({ path }) => path === browser.path);
    const [expectation] = index === -1 ? [] : this.#expected.splice(index, 1);
    if (expectation === undefined) {
      if (this.#options.takeOthers === undefined) {
        throw new Error(`nobody expected "${message.payload["title"]}"`);
      }
      this.#options.takeOthers(message);
    }
    answer(expectation?.answer ?? 201, message, response);
    expectation?.arrive(message);
  }

  #read({ headers, method }: IncomingMessage, body: Buffer, browser: FakeBrowser): PushMessage {
    if (method !== "POST") throw new Error(`a message comes by POST, not ${method}`);
    const publicKey = this.#options.publicKey?.();
    // By this machine's time: the token of a message is signed for it.
    const expected = { origin: this.origin, publicKey, now: Date.now() };
    const checked = checkVapid(headers.authorization, expected);
    if ("refused" in checked) throw new Error(`VAPID: ${checked.refused}`);
    if (headers["content-encoding"] !== "aes128gcm") throw new Error("the encoding is another");
    const ttl = String(headers["ttl"]);
    if (!/^\d{1,7}$/u.test(ttl)) throw new Error(`the TTL is ${ttl}`);
    const urgency = String(headers["urgency"]);
    if (!URGENCIES.includes(urgency)) throw new Error(`the urgency is ${urgency}`);
    const topic = String(headers["topic"]);
    if (!/^[\w-]{1,32}$/u.test(topic)) throw new Error(`the topic is ${topic}`);
    return {
      browser,
      payload: JSON.parse(openPush(body, browser)),
      ttlSeconds: Number(ttl),
      urgency,
      topic,
      subject: checked.subject,
    };
  }
}

function answer(what: PushAnswer, message: PushMessage, response: ServerResponse): void {
  if (what === "silence") return void response.writeHead(504, { [HANGS]: "yes" }).end();
  const status = typeof what === "number" ? what : 201;
  if (status < 300 && what !== "lose") message.browser.received.push(message);
  if (what === "break") return void response.destroy();
  response.writeHead(status, status === 429 ? { "retry-after": "40" } : {}).end();
}
