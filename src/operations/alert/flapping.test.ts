import { describe, expect, it } from "vitest";
import {
  contextWithPlaybook,
  SETUP,
  type TestContext,
} from "../../../test/support/operation-context.ts";
import type { AlertEvent } from "../../domain/alert.ts";
import { MS } from "../../domain/duration.ts";
import type { Overlay } from "../../domain/playbook.ts";
import { countFiring, loadAlerts } from "../../store/alerts.ts";
import { listIncidents } from "../../store/incidents.ts";
import { listNotifications } from "../../store/notifications.ts";
import { listEntries } from "../../store/timeline.ts";
import { acknowledgeIncident } from "../incident/acknowledge.ts";
import { resolveIncident } from "../incident/resolve.ts";
import { createSilence } from "../silence/create.ts";
import { receiveAlerts } from "./receive.ts";
import { reviewAlerts } from "./review.ts";
import { StandingAlerts } from "./standing-alerts.ts";

const INTEGRATION = { id: "integration-1", name: "Prometheus", team: null };

interface Played {
  readonly context: TestContext;
  readonly standing: StandingAlerts;
}

async function begin(overlay: Partial<Overlay> = {}): Promise<Played> {
  return { context: await contextWithPlaybook(overlay), standing: new StandingAlerts() };
}

/** One a minute. */
async function play(
  { context, standing }: Played,
  ...actions: readonly AlertEvent["action"][]
): Promise<void> {
  for (const action of actions) {
    const events: AlertEvent[] = [
      {
        action,
        dedupKey: "latency",
        groupKey: "latency",
        title: "Slow",
        labels: { severity: "error" },
        annotations: {},
      },
    ];
    const body = new TextEncoder().encode(JSON.stringify(events));
    const sent = { integration: INTEGRATION, contentType: "application/json", body };
    await receiveAlerts(context, [{ ...sent, truncated: false, events, unparsed: [] }], {
      standing,
    });
    await later({ context }, MS.minute);
  }
}

async function later({ context }: Pick<Played, "context">, ms: number): Promise<void> {
  await context.clock.advance(ms);
  while ((await reviewAlerts(context, { limit: 2 })) > 0);
}

async function incidents({ context }: Played) {
  return listIncidents(context.database.read, { limit: 50 });
}

async function only(played: Played) {
  const found = await incidents(played);
  const [incident] = found;
  if (incident === undefined || found.length > 1) throw new Error("there is one incident");
  const { read } = played.context.database;
  const firing = await countFiring(read, incident.id);
  expect(incident.firingAlerts).toBe(firing);
  const entries = await listEntries(read, incident.id, {});
  return { incident, entries, kinds: entries.map(({ kind }) => kind), firing };
}

async function stored({ context }: Played) {
  return (await loadAlerts(context.database.read, INTEGRATION.id, ["latency"])).get("latency");
}

const TWICE = ["trigger", "resolve", "trigger", "resolve"] as const;

describe("an alert that flaps", () => {
  it("stays in its incident, which is neither resolved nor paged for again", async () => {
    const played = await begin();
    await play(played, ...TWICE);
    const { incident, entries } = await only(played);
    expect(incident.status).toBe("open");
    const notes = entries.flatMap((entry) => (entry.kind === "note" ? [entry.data.text] : []));
    expect(notes).toEqual([
      "Slow: it comes and goes, 3 changes within 30 min. It counts as firing until it has been steady for 15 min.",
    ]);
    const { read } = played.context.database;
    const pages = await listNotifications(read, incident.id);
    await play(played, "trigger", "resolve", "trigger", "resolve", "trigger", "trigger");
    const after = await only(played);
    expect(after.incident.status).toBe("open");
    expect(after.entries).toHaveLength(entries.length);
    expect(await listNotifications(read, incident.id)).toEqual(pages);
  });

  it("has ended once it has been quiet for long enough, and not before", async () => {
    const played = await begin();
    await play(played, ...TWICE);
    await later(played, 14 * MS.minute - 1);
    expect((await only(played)).incident.status).toBe("open");
    await later(played, 1);
    const { incident, firing, kinds } = await only(played);
    expect(incident.status).toBe("resolved");
    expect(firing).toBe(0);
    expect(kinds.filter((kind) => kind === "alerts.resolved")).toHaveLength(2);
    const alert = await stored(played);
    expect(alert?.status).toBe("resolved");
    expect(alert?.flapping).not.toHaveProperty("quietSince");
    // It ended when its sender said so.
    expect(played.context.clock.now() - (alert?.endsAt ?? 0)).toBe(15 * MS.minute);
  });

  it("does not ask its people again and again whether it is resolved", async () => {
    const played = await begin();
    await play(played, "trigger");
    const { incident } = await only(played);
    await acknowledgeIncident(played.context, SETUP, { number: incident.number, via: "test" });
    await play(played, "resolve", "trigger", "resolve", "trigger", "resolve", "trigger");
    const asked = async () =>
      (await only(played)).kinds.filter((kind) => kind === "resolution.proposed").length;
    expect(await asked()).toBe(1);
    await play(played, "resolve");
    await later(played, 15 * MS.minute);
    expect(await asked()).toBe(2);
  });

  it("pages when it fires after a person has ended its incident", async () => {
    const played = await begin();
    await play(played, ...TWICE);
    const { incident } = await only(played);
    await resolveIncident(played.context, SETUP, { number: incident.number, reason: "fixed" });
    await play(played, "trigger");
    expect((await only(played)).incident.status).toBe("open");
  });

  it("pages for the first time whatever it did before", async () => {
    const played = await begin();
    const matchers = [{ name: "severity", operator: "=", value: "error" }] as const;
    await createSilence(played.context, SETUP, { matchers, comment: "x" });
    await play(played, ...TWICE, ...TWICE);
    expect(await incidents(played)).toEqual([]);
    await play(played, "trigger");
    await later(played, 2 * MS.hour);
    expect((await only(played)).incident.status).toBe("open");
  });

  it("is not delayed any more: it does not heal itself", async () => {
    const played = await begin({ routes: [{ match: {}, delay: "PT3M" }] });
    await play(played, ...TWICE);
    expect(await incidents(played)).toEqual([]);
    await play(played, "trigger");
    expect((await only(played)).incident.status).toBe("open");
  });

  it("is like any other where tocsin.yaml wants none damped", async () => {
    const played = await begin({ flapping: false });
    await play(played, ...TWICE);
    expect((await only(played)).incident.status).toBe("resolved");
    const other = await begin({ flapping: { changes: 5 } });
    await play(other, ...TWICE);
    expect((await only(other)).incident.status).toBe("resolved");
  });
});
