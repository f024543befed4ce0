/**
 * PagerDuty as its documents have it, as far as we use it: Events API v2 in, v3 webhooks out, also for what
 * it was told by events itself, so that whatever goes around in circles shows.
 */

import { createHmac } from "node:crypto";
import { z } from "zod";
import { type VendorAnswer, type VendorRequest, VendorServer } from "./vendor-server.ts";

export const ROUTING_KEY = "R0123456789abcdef0123456789abcde";

const common = { routing_key: z.string().length(32), dedup_key: z.string().min(1).max(255) };
const eventSchema = z.discriminatedUnion("event_action", [
  z.strictObject({
    ...common,
    event_action: z.literal("trigger"),
    payload: z.strictObject({
      summary: z.string().min(1).max(1024),
      source: z.string().min(1),
      severity: z.enum(["critical", "error", "warning", "info"]),
      timestamp: z.iso.datetime().optional(),
      custom_details: z.record(z.string(), z.unknown()).optional(),
    }),
    client: z.string().optional(),
    client_url: z.url().optional(),
    links: z.array(z.strictObject({ href: z.url(), text: z.string() })).optional(),
  }),
  z.strictObject({ ...common, event_action: z.literal("acknowledge") }),
  z.strictObject({ ...common, event_action: z.literal("resolve") }),
]);

export interface PagerDutyIncident {
  readonly dedupKey: string;
  readonly summary: string;
  readonly severity: string;
  status: "triggered" | "acknowledged" | "resolved";
}

const JANE = { id: "PJANE01", type: "user_reference", summary: "Jane Doe" };
const OUR_INTEGRATION = { id: "PINT001", type: "inbound_integration_reference", summary: "Tocsin" };

export class FakePagerDuty {
  readonly server = new VendorServer((request) => this.#serve(request));
  readonly incidents: PagerDutyIncident[] = [];
  /** Bodies of webhooks that have not been delivered yet. */
  readonly #webhooks: string[] = [];
  readonly #now: () => number;
  #events = 0;

  private constructor(now: () => number) {
    this.#now = now;
  }

  static async start(now: () => number): Promise<FakePagerDuty> {
    const fake = new FakePagerDuty(now);
    await fake.server.start(() => []);
    return fake;
  }

  /** The one incident that there is. */
  get only(): PagerDutyIncident {
    const [incident, ...more] = this.incidents;
    if (incident === undefined || more.length > 0) {
      throw new Error(`PagerDuty has ${this.incidents.length} incidents`);
    }
    return incident;
  }

  /** Jane does it there. */
  act(incident: PagerDutyIncident, status: "acknowledged" | "resolved"): void {
    incident.status = status;
    this.#say(incident, JANE);
  }

  /** Webhooks that are to be delivered, once each. */
  takeWebhooks(): readonly string[] {
    return this.#webhooks.splice(0);
  }

  /** https://developer.pagerduty.com/docs/webhooks/v3-overview */
  #say(incident: PagerDutyIncident, agent: object): void {
    this.#events += 1;
    const event = {
      id: `01DEVENT${this.#events}`,
      event_type: `incident.${incident.status}`,
      resource_type: "incident",
      occurred_at: new Date(this.#now()).toISOString(),
      agent,
      client: null,
      data: {
        id: "PGR0VU2",
        type: "incident",
        number: 2,
        status: incident.status,
        incident_key: incident.dedupKey,
        title: incident.summary,
      },
    };
    this.#webhooks.push(JSON.stringify({ event }));
  }

  #serve({ method, path, body }: VendorRequest): VendorAnswer {
    if (method !== "POST" || path !== "/v2/enqueue") {
      this.server.complain(`PagerDuty is asked for ${method} ${path}, which nobody expected`);
      return { status: 404, body: {} };
    }
    const read = eventSchema.safeParse(body);
    if (!read.success) {
      this.server.complain(`an event is not as PagerDuty has it: ${z.prettifyError(read.error)}`);
      return { status: 400, body: { status: "invalid event", message: "", errors: [] } };
    }
    if (read.data.routing_key !== ROUTING_KEY) {
      return { status: 400, body: { status: "invalid key", message: "", errors: [] } };
    }
    this.#take(read.data);
    const { dedup_key: key } = read.data;
    return { status: 202, body: { status: "success", message: "Event processed", dedup_key: key } };
  }

  #take(event: z.infer<typeof eventSchema>): void {
    const open = this.incidents.find(
      ({ dedupKey, status }) => dedupKey === event.dedup_key && status !== "resolved",
    );
    if (event.event_action === "trigger") {
      if (open !== undefined) return;
      const { summary, severity } = event.payload;
      const made = { dedupKey: event.dedup_key, summary, severity, status: "triggered" } as const;
      this.incidents.push({ ...made });
      this.#say({ ...made }, OUR_INTEGRATION);
      return;
    }
    const status = event.event_action === "acknowledge" ? "acknowledged" : "resolved";
    // Without an open incident, or with one that is so already, it is dropped.
    if (open === undefined || open.status === status) return;
    open.status = status;
    this.#say(open, OUR_INTEGRATION);
  }
}

/** https://developer.pagerduty.com/docs/verifying-webhook-signatures */
export function pagerdutySignature(body: string, secret: string): string {
  return `v1=${createHmac("sha256", secret).update(body).digest("hex")}`;
}
