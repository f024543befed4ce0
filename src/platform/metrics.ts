/**
 * What Prometheus reads of Tocsin itself. Labels come from closed lists only, so that nobody outside can
 * make a new series.
 */

import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

export interface Metrics {
  /** One inbound request: `stored`, `unauthenticated`, `overloaded` or `failed`. */
  ingestRequest(source: string, outcome: string): void;
  /** Events of inbound requests, by what became of them: an alert change, or `unparsed`. */
  ingestEvents(source: string, outcome: string, count: number): void;
  /**
   * One attempt to notify: `delivered`, `retry` or `rejected`; the reason is empty when delivered. And
   * `reported`, when the provider says afterwards that it did not arrive.
   */
  notification(channel: string, outcome: string, reason: string): void;
  /** One try to tell a machine: `event` or `take-back`, with the same outcomes. */
  outbox(kind: string, outcome: string, reason: string): void;
  /** How late a due escalation was committed. */
  escalationLateness(latenessMs: number): void;
  /** Something that should not happen did, in this part. */
  fault(part: string): void;
  /** Prometheus text exposition format, and its content type. */
  render(): Promise<{ readonly contentType: string; readonly text: string }>;
}

export interface MetricsOptions {
  readonly version: string;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** When the engine's last pass ended, epoch milliseconds; null before the first. */
  readonly lastPassAt: () => number | null;
  /** Asked at each scrape: open incidents by severity. */
  readonly openIncidents: () => Promise<ReadonlyMap<string, number>>;
  /** Node's own: memory, event loop, garbage collection. Off in tests. */
  readonly process?: boolean;
}

/** From a hundredth of a second (what is aimed at) to the five minutes that a first step may take. */
const LATENESS_SECONDS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60, 300];

export function createMetrics(options: MetricsOptions): Metrics {
  const registry = new Registry();
  const registers = [registry];
  if (options.process !== false) collectDefaultMetrics({ register: registry });
  addGauges(options, registers);
  const requests = new Counter({
    name: "tocsin_ingest_requests_total",
    help: "Inbound requests by source and outcome.",
    labelNames: ["source", "outcome"],
    registers,
  });
  const events = new Counter({
    name: "tocsin_ingest_events_total",
    help: "Inbound alert events by source and what became of them.",
    labelNames: ["source", "outcome"],
    registers,
  });
  const notifications = new Counter({
    name: "tocsin_notifications_total",
    help: "Attempts to notify by channel, outcome and reason of failure.",
    labelNames: ["channel", "outcome", "reason"],
    registers,
  });
  const outbox = new Counter({
    name: "tocsin_outbox_total",
    help: "Attempts to tell machines, by what (event, take-back), outcome and reason of failure.",
    labelNames: ["kind", "outcome", "reason"],
    registers,
  });
  const lateness = new Histogram({
    name: "tocsin_escalation_lateness_seconds",
    help: "How late due escalations were committed.",
    buckets: LATENESS_SECONDS,
    registers,
  });
  const faults = new Counter({
    name: "tocsin_faults_total",
    help: "Things that should not happen and did, by part.",
    labelNames: ["part"],
    registers,
  });
  return {
    ingestRequest: (source, outcome) => requests.inc({ source, outcome }),
    ingestEvents: (source, outcome, count) => events.inc({ source, outcome }, count),
    notification: (channel, outcome, reason) => notifications.inc({ channel, outcome, reason }),
    outbox: (kind, outcome, reason) => outbox.inc({ kind, outcome, reason }),
    // The clock may be set back between the due time and now.
    escalationLateness: (latenessMs) => lateness.observe(Math.max(0, latenessMs) / 1000),
    fault: (part) => faults.inc({ part }),
    render: async () => ({ contentType: registry.contentType, text: await registry.metrics() }),
  };
}

/** Values that are read when somebody asks. */
function addGauges(options: MetricsOptions, registers: Registry[]): void {
  new Gauge({
    name: "tocsin_build_info",
    help: "Always 1; the version stands in the label.",
    labelNames: ["version"],
    registers,
  }).set({ version: options.version }, 1);
  const startedAt = options.now();
  new Gauge({
    name: "tocsin_engine_last_pass_age_seconds",
    help: "Time since the engine's last pass ended, since the start before the first one.",
    registers,
    collect() {
      this.set(Math.max(0, options.now() - (options.lastPassAt() ?? startedAt)) / 1000);
    },
  });
  new Gauge({
    name: "tocsin_open_incidents",
    help: "Incidents that are open or acknowledged, by severity.",
    labelNames: ["severity"],
    registers,
    async collect() {
      const counts = await options.openIncidents().catch(() => undefined);
      // A store that does not answer leaves a gap, which an alert can see, not a false zero.
      this.reset();
      for (const [severity, count] of counts ?? []) this.set({ severity }, count);
    },
  });
}
