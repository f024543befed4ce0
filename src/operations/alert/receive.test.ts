import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ON_POSTGRES } from "../../../test/support/database.ts";
import { UNOBSERVED } from "../../../test/support/engine-fixture.ts";
import {
  activateTestPlaybook,
  contextWithPlaybook,
  principalOf,
  SETUP,
  type TestContext,
} from "../../../test/support/operation-context.ts";
import type { AlertEvent } from "../../domain/alert.ts";
import { describeEntry } from "../../domain/describe-entry.ts";
import { MS } from "../../domain/duration.ts";
import type { Incident } from "../../domain/incident.ts";
import { runDue } from "../../engine/run-due.ts";
import { countFiring, loadAlerts } from "../../store/alerts.ts";
import { listIncidents } from "../../store/incidents.ts";
import { listEntries } from "../../store/timeline.ts";
import type { OperationContext } from "../context.ts";
import { closeIncident } from "../incident/close.ts";
import { reopenIncident } from "../incident/reopen.ts";
import { resolveIncident } from "../incident/resolve.ts";
import { receiveAlerts } from "./receive.ts";
import { StandingAlerts } from "./standing-alerts.ts";

const INTEGRATION = { id: "integration-1", name: "Alertmanager", team: null };
const RESPONDER = principalOf("responder");

function trigger(overrides: Partial<AlertEvent> = {}): AlertEvent {
  return {
    action: "trigger",
    dedupKey: "disk",
    groupKey: "storage",
    title: "Disk is full",
    labels: { severity: "critical" },
    annotations: {},
    ...overrides,
  };
}

const end = (overrides: Partial<AlertEvent> = {}): AlertEvent =>
  trigger({ action: "resolve", ...overrides });

async function receive(context: OperationContext, ...events: readonly AlertEvent[]): Promise<void> {
  await receiveBy(new StandingAlerts(), context, events);
}

/** By a process that remembers this much. */
async function receiveBy(
  standing: StandingAlerts,
  context: OperationContext,
  events: readonly AlertEvent[],
): Promise<void> {
  const body = new TextEncoder().encode(JSON.stringify(events));
  const sent = { integration: INTEGRATION, contentType: "application/json", body };
  await receiveAlerts(context, [{ ...sent, truncated: false, events, unparsed: [] }], { standing });
}

async function incidents({ database }: TestContext): Promise<readonly Incident[]> {
  return (await listIncidents(database.read, { limit: 50 })).toReversed();
}

async function only(context: TestContext): Promise<Incident> {
  const all = await incidents(context);
  const [first] = all;
  if (first === undefined || all.length > 1) throw new Error(`${all.length} incidents`);
  return first;
}

async function roundsOf(
  { database }: TestContext,
  incident: Incident | undefined,
): Promise<number> {
  const entries = await listEntries(database.read, incident?.id ?? "");
  return entries.filter(({ kind }) => kind === "escalation.started").length;
}

/** Lets time act on what is due. */
async function pass(context: TestContext): Promise<void> {
  const engine = {
    ...context,
    owner: "test",
    send: () => Promise.reject(new Error("nothing is sent here")),
    incidentUrl: () => "",
    callbackUrl: () => "",
    tell: () => Promise.reject(new Error("nobody has subscribed")),
    takeBack: () => Promise.reject(new Error("nobody takes anything back here")),
    fetchCalendar: () => Promise.reject(new Error("no calendar is read here")),
    testPageUrl: () => "",
    acknowledgeUrl: () => "",
    observe: UNOBSERVED,
  };
  await runDue(engine);
}

describe("an alert that ends and fires again while one batch gathers", () => {
  it("goes on paging when it was new", async () => {
    const context = await contextWithPlaybook();
    await receive(context, trigger(), end(), trigger());
    expect(await only(context)).toMatchObject({ status: "open", firingAlerts: 1 });
  });

  it("goes on paging when it was known", async () => {
    const context = await contextWithPlaybook();
    await receive(context, trigger());
    await receive(context, end());
    await receive(context, trigger(), end(), trigger());
    expect(await only(context)).toMatchObject({ status: "open", firingAlerts: 1 });
  });

  it("is counted where it is when its group has changed", async () => {
    const context = await contextWithPlaybook();
    await receive(context, trigger());
    await receive(context, end(), trigger({ groupKey: "storage of today" }));
    expect((await incidents(context)).map(({ status, firingAlerts }) => [status, firingAlerts])) //
      .toEqual([
        ["resolved", 0],
        ["open", 1],
      ]);
  });
});

describe("what its sender did to an alert while one batch gathers", () => {
  const acknowledge = trigger({ action: "acknowledge" });

  it.each([
    { of: "before it ends", events: [acknowledge, end()], status: "acknowledged" },
    {
      of: "before it fires again",
      events: [acknowledge, end(), trigger()],
      status: "acknowledged",
    },
    { of: "after it has ended", events: [end(), acknowledge], status: "resolved" },
  ])("counts as it would by itself: acknowledged $of", async ({ events, status }) => {
    const [together, apart] = [await contextWithPlaybook(), await contextWithPlaybook()];
    await receive(together, trigger(), ...events);
    for (const event of [trigger(), ...events]) await receive(apart, event);
    expect(await only(together)).toMatchObject({ status });
    expect(await only(apart)).toMatchObject({ status });
  });
});

describe("whatever senders report and people do", () => {
  const event = fc.record({
    action: fc.constantFrom("trigger" as const, "trigger" as const, "resolve" as const),
    dedupKey: fc.constantFrom("a", "b"),
    groupKey: fc.constantFrom("one", "two"),
  });
  const doing = fc.oneof(
    {
      weight: 2,
      arbitrary: fc.record({
        events: fc.array(event, { minLength: 1, maxLength: 5 }),
        process: fc.nat({ max: 1 }),
      }),
    },
    fc.constantFrom("resolve" as const, "close" as const, "wait" as const),
  );

  it("what fires is in an incident that is not over, and is counted there", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(doing, { maxLength: 10 }), async (doings) => {
        const context = await contextWithPlaybook();
        // Two processes share the work, and each remembers what it has seen.
        const processes = [new StandingAlerts(), new StandingAlerts()];
        for (const one of doings) await act(context, processes, one);
      }),
      { numRuns: ON_POSTGRES ? 6 : 60 },
    );
  }, 30_000);

  async function act(
    context: TestContext,
    processes: readonly StandingAlerts[],
    doing:
      | { readonly events: readonly Partial<AlertEvent>[]; readonly process: number }
      | "resolve"
      | "close"
      | "wait",
  ): Promise<void> {
    if (typeof doing === "string") await disturb(context, doing);
    else {
      const { events, process } = doing;
      await receiveBy(processes[process] ?? new StandingAlerts(), context, events.map(trigger));
      const keys = events.map(({ dedupKey = "" }) => dedupKey);
      const alerts = await loadAlerts(context.database.read, INTEGRATION.id, keys);
      const lastly = new Map(events.map(({ dedupKey, action }) => [dedupKey ?? "", action]));
      for (const [key, { status, incidentStatus, flapping }] of alerts) {
        // The end of one that flaps is not believed yet.
        const isFiring = status === "firing" && flapping?.quietSince === undefined;
        expect(isFiring).toBe(lastly.get(key) === "trigger");
        if (status === "firing") expect(incidentStatus).toBe("open");
      }
    }
    for (const { id, status, firingAlerts } of await incidents(context)) {
      if (status === "closed") continue;
      expect(firingAlerts).toBe(await countFiring(context.database.read, id));
    }
  }

  async function disturb(context: TestContext, doing: "resolve" | "close" | "wait"): Promise<void> {
    await context.clock.advance(doing === "wait" ? 31 * MS.minute : MS.minute);
    const from = doing === "close" ? "resolved" : "open";
    const found = (await incidents(context)).find(({ status }) => status === from);
    if (doing === "wait") await pass(context);
    else if (found !== undefined) {
      const end = doing === "close" ? closeIncident : resolveIncident;
      await end(context, RESPONDER, { number: found.number, reason: "as I see it" });
    }
  }
});

describe("an alert that its sender still reports after a person has resolved its incident", () => {
  async function resolved(event: AlertEvent): Promise<TestContext> {
    const context = await contextWithPlaybook();
    await receive(context, event);
    const { number } = await only(context);
    await context.clock.advance(MS.minute);
    await resolveIncident(context, RESPONDER, { number, reason: "fixed" });
    await context.clock.advance(MS.minute);
    return context;
  }

  it("reopens it when the sender says so anew", async () => {
    const context = await resolved(trigger());
    await receive(context, trigger());
    expect(await only(context)).toMatchObject({ status: "open", firingAlerts: 1 });
  });

  it("changes nothing at first when it only repeats its state", async () => {
    const event = trigger({ startsAt: 1000 });
    const context = await resolved(event);
    await receive(context, event);
    expect(await only(context)).toMatchObject({ status: "resolved" });
  });

  it("reopens it when it began anew without having ended", async () => {
    const context = await resolved(trigger({ startsAt: 1000 }));
    await receive(context, trigger({ startsAt: 2000 }));
    expect(await only(context)).toMatchObject({ status: "open", firingAlerts: 1 });
  });

  it("pages by an incident of its own once that one is closed", async () => {
    const event = trigger({ startsAt: 1000 });
    const context = await resolved(event);
    await context.clock.advance(31 * MS.minute);
    await pass(context);
    await receive(context, event);
    const all = await incidents(context);
    expect(all.map(({ status }) => status)).toEqual(["closed", "open"]);
    expect(await roundsOf(context, all[1])).toBe(1);
  });

  it("also when a person has closed it", async () => {
    const event = trigger({ startsAt: 1000 });
    const context = await resolved(event);
    const { number } = await only(context);
    await closeIncident(context, RESPONDER, { number, reason: "done" });
    await receive(context, event);
    expect((await incidents(context)).map(({ status }) => status)).toEqual(["closed", "open"]);
  });
});

describe("an alert that becomes worse under the same key", () => {
  it("raises its incident, which pages by the worse severity", async () => {
    const context = await contextWithPlaybook();
    await receive(context, trigger({ labels: { severity: "info" } }));
    expect(await only(context)).toMatchObject({ severity: "P3" });
    await receive(context, trigger());
    const raised = await only(context);
    expect(raised).toMatchObject({ severity: "P0", firingAlerts: 1 });
    expect(await roundsOf(context, raised)).toBe(2);
  });

  it("raises it by what is measured too, where only the value is told anew", async () => {
    const context = await contextWithPlaybook();
    const slow = (value: string) =>
      trigger({ labels: { alertname: "HighErrorRate", severity: "info" }, annotations: { value } });
    await receive(context, slow("2%"));
    expect(await only(context)).toMatchObject({ severity: "P3" });
    await receive(context, slow("3%"));
    expect(await only(context)).toMatchObject({ severity: "P3", version: 0 });
    await receive(context, slow("9%"));
    const raised = await only(context);
    expect(raised.severity).toBe("P1");
    const entries = await listEntries(context.database.read, raised.id);
    const changed = entries.find(({ kind }) => kind === "severity.changed");
    expect(changed?.data).toMatchObject({
      reason: "matched line 200, High error rate (>5%): it is 9%",
      explanation: { kind: "threshold", at: { file: "playbook.md", line: 200 }, value: "9%" },
    });
  });

  it("does not lower it when it becomes better", async () => {
    const context = await contextWithPlaybook();
    await receive(context, trigger());
    await receive(context, trigger({ labels: { severity: "info" } }));
    expect(await only(context)).toMatchObject({ severity: "P0" });
  });
});

describe("rules of tocsin.yaml", () => {
  const at = (line: number) => ({ file: "tocsin.yaml", line });
  const web = (labels: Record<string, string>, overrides: Partial<AlertEvent> = {}) =>
    trigger({ dedupKey: JSON.stringify(labels), labels: { team: "web", ...labels }, ...overrides });

  it("say severity, service, runbook and team, and the alert and its incident say by which", async () => {
    const context = await contextWithPlaybook({
      routes: [
        { match: { team: "web" }, severity: "P2", team: "Web", continue: true, source: at(12) },
        { match: {}, runbook: "Disks", service: "shop", source: at(15) },
      ],
    });
    await receive(context, web({}, { dedupKey: "k" }));
    const incident = await only(context);
    expect(incident).toMatchObject({ severity: "P2", team: "Web" });
    const entries = await listEntries(context.database.read, incident.id);
    expect(entries[0]?.data).toMatchObject({
      severityReason: "rule at tocsin.yaml:12",
      explanation: { kind: "rule", at: at(12) },
    });
    expect(entries.filter(({ kind }) => kind === "incident.routed").map(describeEntry)).toEqual([
      "Routed to service shop (rule at tocsin.yaml:15), runbook Disks (rule at tocsin.yaml:15), team Web (rule at tocsin.yaml:12).",
    ]);
    expect((await storedAlert(context, "k"))?.routing).toMatchObject({
      severity: { severity: "P2", reason: { kind: "rule", at: at(12) } },
      runbook: { value: "Disks", at: at(15) },
      outcome: { kind: "opened" },
    });
  });

  it("group alerts by labels, whatever their sender's groups", async () => {
    const groupBy = ["alertname"];
    const context = await contextWithPlaybook({
      routes: [{ match: { team: "web" }, groupBy, source: at(3) }],
    });
    await receive(context, web({ alertname: "A", pod: "1" }, { groupKey: "g1" }));
    const again = web({ alertname: "A", pod: "2" }, { groupKey: "g2", dedupKey: "second" });
    await receive(context, again, web({ alertname: "B" }, { groupKey: "g1" }));
    await receive(context, trigger({ groupKey: "g1" }));
    expect((await incidents(context)).map(({ firingAlerts }) => firingAlerts)).toEqual([2, 1, 1]);
    expect((await storedAlert(context, "second"))?.routing).toMatchObject({
      groupedBy: { value: groupBy, at: at(3) },
      outcome: { kind: "joined" },
    });
  });

  it("group by the playbook in force, also in a process that remembers another", async () => {
    const context = await contextWithPlaybook();
    const standing = new StandingAlerts();
    await receiveBy(standing, context, [web({ alertname: "A", pod: "1" }, { groupKey: "g1" })]);
    await activateTestPlaybook(context, SETUP, {
      routes: [{ match: { team: "web" }, groupBy: ["alertname"] }],
    });
    await receiveBy(standing, context, [web({ alertname: "A", pod: "2" }, { groupKey: "g2" })]);
    await receiveBy(standing, context, [web({ alertname: "A", pod: "3" }, { groupKey: "g3" })]);
    expect((await incidents(context)).map(({ firingAlerts }) => firingAlerts)).toEqual([1, 2]);
  });

  it("leave what could not be read in its own group", async () => {
    const context = await contextWithPlaybook({ routes: [{ match: {}, groupBy: ["alertname"] }] });
    const unparsed = [{ reason: "no JSON", excerpt: "x" }];
    await receiveAlerts(context, [
      {
        integration: INTEGRATION,
        contentType: "text/plain",
        body: new Uint8Array(),
        truncated: false,
        events: [],
        unparsed,
      },
    ]);
    await receive(context, trigger());
    expect((await incidents(context)).map(({ groupKey }) => groupKey)).toEqual([
      "tocsin:unparsed",
      '{} by {alertname=""}',
    ]);
  });

  async function storedAlert({ database }: TestContext, key: string) {
    return (await loadAlerts(database.read, INTEGRATION.id, [key])).get(key);
  }
});

describe("an alert of a group that has an open incident and one resolved lately", () => {
  it("joins the open one", async () => {
    const context = await contextWithPlaybook();
    await receive(context, trigger());
    const first = await only(context);
    await resolveIncident(context, RESPONDER, { number: first.number, reason: "fixed" });
    await closeIncident(context, RESPONDER, { number: first.number, reason: "done" });
    await receive(context, trigger({ dedupKey: "other disk" }));
    const second = (await incidents(context))[1] ?? first;
    await resolveIncident(context, RESPONDER, { number: second.number, reason: "fixed" });
    await reopenIncident(context, RESPONDER, { number: first.number, reason: "not at all" });
    await receive(context, trigger({ dedupKey: "third disk" }));
    expect((await incidents(context)).map(({ status }) => status)).toEqual(["open", "resolved"]);
  });
});

describe("an alert that fires again at the last instant at which it reopens its incident", () => {
  it.each([-4, -3, -2, -1, 0])("pages however long it takes to decide (%i ms)", async (early) => {
    const context = await contextWithPlaybook();
    await receive(context, trigger());
    await receive(context, end());
    await context.clock.advance(30 * MS.minute + early);
    let reads = 0;
    const clock = { now: () => context.clock.now() + reads++ };
    await receive({ ...context, clock }, trigger());
    expect((await incidents(context)).at(-1)).toMatchObject({ status: "open", firingAlerts: 1 });
  });
});

describe("a report of what is known", () => {
  /** Of each report the incidents' statuses, and what is stored of the alert. */
  async function reports(
    context: TestContext,
    standing: StandingAlerts,
    ...events: readonly AlertEvent[]
  ) {
    const sent = { integration: INTEGRATION, contentType: "", body: new Uint8Array() };
    const request = { ...sent, truncated: false, events, unparsed: [] };
    await receiveAlerts(context, [request], { standing });
    const alerts = await loadAlerts(context.database.read, INTEGRATION.id, ["disk"]);
    return alerts.get("disk");
  }

  it("is counted, with when it was heard, whether it is remembered or looked up", async () => {
    const context = await contextWithPlaybook();
    const standing = new StandingAlerts();
    const first = await reports(context, standing, trigger());
    for (const [count, memory] of [
      [3, standing],
      [5, new StandingAlerts()],
      [7, standing],
    ] as const) {
      await context.clock.advance(MS.minute);
      const again = await reports(context, memory, trigger(), trigger());
      expect(again).toEqual({
        ...first,
        receivedCount: count,
        lastReceivedAt: context.clock.now(),
        incidentStatus: "open",
      });
    }
  });

  it("brings its annotations up to date", async () => {
    const context = await contextWithPlaybook();
    const standing = new StandingAlerts();
    await reports(context, standing, trigger());
    const worse = trigger({ annotations: { description: "97% full" } });
    for (const receivedCount of [2, 3]) {
      const stored = await reports(context, standing, worse);
      expect(stored).toMatchObject({ annotations: worse.annotations, receivedCount });
    }
  });

  it("fires anew after an end that another process has taken in", async () => {
    const context = await contextWithPlaybook();
    const [standing, ofAnother] = [new StandingAlerts(), new StandingAlerts()];
    // The other one keeps their incident open.
    await reports(context, standing, trigger(), trigger({ dedupKey: "other disk" }));
    await reports(context, ofAnother, end());
    expect(await only(context)).toMatchObject({ status: "open", firingAlerts: 1 });
    expect(await reports(context, standing, trigger())).toMatchObject({ status: "firing" });
    expect(await only(context)).toMatchObject({ status: "open", firingAlerts: 2 });
  });

  it("fires anew once a person has resolved its incident, although it is remembered", async () => {
    const context = await contextWithPlaybook();
    const standing = new StandingAlerts();
    await reports(context, standing, trigger());
    const { number } = await only(context);
    await resolveIncident(context, RESPONDER, { number, reason: "fixed" });
    await reports(context, standing, trigger());
    expect(await only(context)).toMatchObject({ status: "open" });
  });
});
