/** An HTTP gateway for SMS and calls, as a team would run one: checks our signature, and signs its own. */

import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished } from "vitest";
import type { GatewaySettings } from "../../src/integrations/channel.ts";
import { isSignedWebhook, webhookHeaders } from "../../src/integrations/standard-webhooks.ts";
import type { PostForm } from "./fake-twilio.ts";

const SECRET = `whsec_${Buffer.from("the secret of the gateway").toString("base64")}`;

export interface GatewayMessage {
  readonly id: string;
  readonly kind: "sms" | "voice";
  readonly to: string;
  readonly text: string;
  readonly callbacks: Readonly<Record<string, string>>;
}

export class FakePhoneGateway {
  readonly #publicUrl: string;
  readonly #now: () => number;
  readonly #taken: GatewayMessage[] = [];
  readonly #plan: { readonly status: number; readonly body: string }[] = [];
  #post: PostForm | undefined;
  #port = 0;

  private constructor(publicUrl: string, now: () => number) {
    this.#publicUrl = publicUrl;
    this.#now = now;
  }

  /** Stopped when the test is over, which fails if a message was not expected. @param now its clock */
  static async start(publicUrl: string, now: () => number): Promise<FakePhoneGateway> {
    const gateway = new FakePhoneGateway(publicUrl, now);
    const server = createServer(async (request, response) => {
      let body = "";
      request.setEncoding("utf8");
      for await (const chunk of request) body += chunk;
      const header = (name: string): string | undefined => request.headers[name]?.toString();
      const signed = {
        id: header("webhook-id"),
        timestamp: header("webhook-timestamp"),
        signature: header("webhook-signature"),
        body,
      };
      if (!isSignedWebhook(signed, [SECRET], now())) return void response.writeHead(401).end();
      const planned = gateway.#plan.shift();
      if (planned !== undefined) return void response.writeHead(planned.status).end(planned.body);
      const message = JSON.parse(body) as GatewayMessage;
      gateway.#taken.push(message);
      response.writeHead(202).end(JSON.stringify({ id: `gw-${message.id}` }));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    gateway.#port = (server.address() as AddressInfo).port;
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
      expect(gateway.#taken, "messages that nobody expected").toEqual([]);
    });
    return gateway;
  }

  get settings(): GatewaySettings {
    return { url: `http://127.0.0.1:${this.#port}/send`, secrets: [SECRET] };
  }

  bringTo(post: PostForm): void {
    this.#post = post;
  }

  answerNext(status: number, body: object = {}): void {
    this.#plan.push({ status, body: JSON.stringify(body) });
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
}
