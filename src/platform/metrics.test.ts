import { describe, expect, test } from "vitest";
import { createMetrics, type MetricsOptions } from "./metrics.ts";

const NOW = Date.parse("2026-11-23T02:00:00Z");

function metrics(changes: Partial<MetricsOptions> = {}) {
  return createMetrics({
    version: "1.2.3",
    now: () => NOW,
    lastPassAt: () => NOW - 1500,
    openIncidents: async () => new Map([["P0", 2]]),
    process: false,
    ...changes,
  });
}

async function linesOf(made: ReturnType<typeof metrics>): Promise<string[]> {
  const { text } = await made.render();
  return text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
}

describe("metrics", () => {
  test("count what they are told", async () => {
    const made = metrics();
    made.ingestRequest("alertmanager", "stored");
    made.ingestEvents("alertmanager", "fired", 3);
    made.notification("email", "rejected", "address-refused");
    made.notification("email", "delivered", "");
    made.fault("deliver");
    const lines = await linesOf(made);
    for (const line of [
      'tocsin_build_info{version="1.2.3"} 1',
      'tocsin_ingest_requests_total{source="alertmanager",outcome="stored"} 1',
      'tocsin_ingest_events_total{source="alertmanager",outcome="fired"} 3',
      'tocsin_notifications_total{channel="email",outcome="rejected",reason="address-refused"} 1',
      'tocsin_notifications_total{channel="email",outcome="delivered",reason=""} 1',
      'tocsin_faults_total{part="deliver"} 1',
      'tocsin_open_incidents{severity="P0"} 2',
      "tocsin_engine_last_pass_age_seconds 1.5",
    ]) {
      expect(lines).toContain(line);
    }
  });

  test("lateness is a histogram in seconds, and never negative", async () => {
    const made = metrics();
    for (const latenessMs of [-50, 8, 40, 700_000]) made.escalationLateness(latenessMs);
    const lines = await linesOf(made);
    expect(lines).toContain('tocsin_escalation_lateness_seconds_bucket{le="0.01"} 2');
    expect(lines).toContain('tocsin_escalation_lateness_seconds_bucket{le="0.05"} 3');
    expect(lines).toContain('tocsin_escalation_lateness_seconds_bucket{le="+Inf"} 4');
  });

  test("before the first pass the engine's age counts from the start", async () => {
    let now = NOW;
    const made = metrics({ now: () => now, lastPassAt: () => null });
    now += 5000;
    expect(await linesOf(made)).toContain("tocsin_engine_last_pass_age_seconds 5");
  });

  test("open incidents that are no more do not linger, and a store that fails leaves a gap", async () => {
    let answer: () => Promise<ReadonlyMap<string, number>> = async () => new Map([["P0", 1]]);
    const made = metrics({ openIncidents: () => answer() });
    expect((await linesOf(made)).join()).toContain("tocsin_open_incidents{");
    answer = async () => new Map();
    expect((await linesOf(made)).join()).not.toContain("tocsin_open_incidents{");
    answer = () => Promise.reject(new Error("down"));
    const lines = await linesOf(made);
    expect(lines.join()).not.toContain("tocsin_open_incidents{");
    expect(lines.join()).toContain("tocsin_build_info");
  });

  test("two do not get into each other's way, and Node's own are there when wanted", async () => {
    const made = metrics({ process: true });
    metrics({ process: true });
    const { contentType, text } = await made.render();
    expect(contentType).toContain("text/plain");
    expect(text).toContain("process_resident_memory_bytes");
  });
});
