/** An HTTP gateway for SMS and calls, as a team would run one: checks our signature, and signs its own. */

import type { GatewaySettings } from "../../src/integrations/channel.ts";
import { isSignedWebhook, webhookHeaders } from "../../src/integrations/standard-webhooks.ts";
import type { PostForm } from "./fake-twilio.ts";
import { type VendorAnswer, type VendorRequest, VendorServer } from "./vendor-server.ts";

const SECRET = `whsec_${Buffer.from("the secret of the gateway").toString("base64")}`;

export interface GatewayMessage {
  readonly id: string;
  readonly kind: "sms" | "voice";
  readonly to: string;
  readonly text: string;
  readonly callbacks: Readonly<Record<string, string>>;
}

export class FakePhoneGateway {
  readonly server = new VendorServer((request) => this.#serve(request));
  readonly #publicUrl: string;
  readonly #now: () => number;
  readonly #taken: GatewayMessage[] = [];
  #post: PostForm | undefined;

  private constructor(publicUrl: string, now: () => number) {
    this.#publicUrl = publicUrl;
    this.#now = now;
  }

  /** Stopped when the test is over, which fails if a message was not expected. @param now its clock */
  static async start(publicUrl: string, now: () => number): Promise<FakePhoneGateway> {
    const gateway = new FakePhoneGateway(publicUrl, now);
    await gateway.server.start(() => gateway.unexpected());
    return gateway;
  }

  get settings(): GatewaySettings {
    return { url: `${this.server.url}/send`, secrets: [SECRET] };
  }

  bringTo(post: PostForm): void {
    this.#post = post;
  }

  answerNext(status: number, body: object = {}): void {
    this.server.misbehave({ kind: "answers", answer: { status, body } });
  }

  /** What was taken and no test has asked for. */
  unexpected(): readonly string[] {
    return this.#taken.map(
      ({ kind, to }) => `nobody expected this ${kind} at the gateway to ${to}`,
    );
  }

  expect(kind: GatewayMessage["kind"], to: string): GatewayMessage {
    const index = this.#taken.findIndex((one) => one.kind === kind && one.to === to);
    const [found] = index < 0 ? [] : this.#taken.splice(index, 1);
    if (found === undefined) throw new Error(`the gateway has no ${kind} to ${to}`);
    return found;
  }

  /** Posts to a callback of ours, signed. @param at when it was signed, epoch milliseconds */
  async bring(
    url: string | undefined,
    content: object,
    { secret = SECRET, at = this.#now() } = {},
  ): Promise<Response> {
    if (this.#post === undefined || url === undefined) throw new Error("there is no such callback");
    const body = JSON.stringify(content);
    const signed = { id: "message-of-the-gateway", timestamp: Math.floor(at / 1000), body };
    const headers = { "content-type": "application/json", ...webhookHeaders(signed, [secret]) };
    return this.#post(url.slice(this.#publicUrl.length), { body, headers });
  }

  #serve({ headers, text, body }: VendorRequest): VendorAnswer {
    const header = (name: string): string | undefined => headers[name]?.toString();
    const signed = {
      id: header("webhook-id"),
      timestamp: header("webhook-timestamp"),
      signature: header("webhook-signature"),
      body: text,
    };
    if (!isSignedWebhook(signed, [SECRET], this.#now())) return { status: 401, body: {} };
    const message = body as GatewayMessage;
    this.#taken.push(message);
    return { status: 202, body: { id: `gw-${message.id}` } };
  }
}
