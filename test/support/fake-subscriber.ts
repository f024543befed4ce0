/**
 * Somebody's endpoint for lifecycle events: checks every signature as https://www.standardwebhooks.com
 * says, refuses a body that is not as documented, and has every event expected by the test.
 */

import { createHmac } from "node:crypto";
import { z } from "zod";
import { type VendorAnswer, type VendorRequest, VendorServer } from "./vendor-server.ts";

const instant = z.iso.datetime();
const eventSchema = z.strictObject({
  type: z.string().regex(/^incident\.[a-z-]+$/u),
  version: z.literal(1),
  timestamp: instant,
  data: z.strictObject({
    sequence: z.int().min(1),
    actor: z.strictObject({ kind: z.string(), name: z.string().nullable() }),
    detail: z.record(z.string(), z.unknown()),
    incident: z.strictObject({
      id: z.string(),
      number: z.string(),
      title: z.string(),
      severity: z.string(),
      severityName: z.string(),
      mode: z.enum(["real", "drill", "test"]),
      status: z.enum(["open", "acknowledged", "resolved", "closed"]),
      team: z.string().nullable(),
      openedAt: instant,
      acknowledgedAt: instant.nullable(),
      acknowledgedBy: z.string().nullable(),
      resolvedAt: instant.nullable(),
      closedAt: instant.nullable(),
      url: z.url(),
    }),
  }),
});

export type ReceivedEvent = z.infer<typeof eventSchema> & { readonly id: string };

export class FakeSubscriber {
  readonly server = new VendorServer((request) => this.#serve(request));
  /** What it has to be signed with. */
  secret = "";
  readonly #events: ReceivedEvent[] = [];
  readonly #now: () => number;

  private constructor(now: () => number) {
    this.#now = now;
  }

  static async start(now: () => number): Promise<FakeSubscriber> {
    const fake = new FakeSubscriber(now);
    await fake.server.start(() =>
      fake.#events.map(({ type, data }) => `nobody expected ${type} of ${data.incident.number}`),
    );
    return fake;
  }

  /** All that has arrived since the last time, in its order. */
  expectEvents(): readonly ReceivedEvent[] {
    return this.#events.splice(0);
  }

  #serve(request: VendorRequest): VendorAnswer {
    const id = String(request.headers["webhook-id"]);
    const timestamp = String(request.headers["webhook-timestamp"]);
    const key = Buffer.from(this.secret.replace(/^whsec_/u, ""), "base64");
    const digest = createHmac("sha256", key).update(`${id}.${timestamp}.${request.text}`);
    if (request.headers["webhook-signature"] !== `v1,${digest.digest("base64")}`) {
      this.server.complain(`${id} is not signed with the secret`);
    }
    if (Math.abs(Number(timestamp) * 1000 - this.#now()) > 1000) {
      this.server.complain(`${id} is signed for another time`);
    }
    const read = eventSchema.safeParse(request.body);
    if (!read.success) {
      this.server.complain(`an event is not as documented: ${z.prettifyError(read.error)}`);
      return { status: 400, body: {} };
    }
    this.#events.push({ ...read.data, id });
    return { status: 200, body: {} };
  }
}
