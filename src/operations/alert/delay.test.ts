import { describe, expect, it } from "vitest";
import {
  activateTestPlaybook,
  contextWithPlaybook,
  SETUP,
  type TestContext,
} from "../../../test/support/operation-context.ts";
import type { AlertEvent } from "../../domain/alert.ts";
import { MS } from "../../domain/duration.ts";
import type { OverlayRoute } from "../../domain/playbook.ts";
import { loadAlerts } from "../../store/alerts.ts";
import { listIncidents } from "../../store/incidents.ts";
import { createSilence } from "../silence/create.ts";
import { explainAlert } from "./explain.ts";
import { type ReceivedRequest, receiveAlerts } from "./receive.ts";
import { reviewAlerts } from "./review.ts";
import { showAlert } from "./show.ts";
import { StandingAlerts } from "./standing-alerts.ts";

const INTEGRATION = { id: "integration-1", name: "Prometheus", team: null };
const ROUTE: OverlayRoute = {
  match: {},
  delay: "PT3M",
  source: { file: "tocsin.yaml", line: 4 },
};

const alert = (overrides: Partial<AlertEvent> = {}): AlertEvent => ({
  action: "trigger",
  dedupKey: "latency",
  groupKey: "latency",
  title: "Slow",
  labels: { severity: "error" },
  annotations: {},
  ...overrides,
});

async function receive(
  context: TestContext,
  events: readonly AlertEvent[],
  unparsed: ReceivedRequest["unparsed"] = [],
): Promise<void> {
  const body = new TextEncoder().encode(JSON.stringify(events));
  const sent = { integration: INTEGRATION, contentType: "application/json", body };
  await receiveAlerts(context, [{ ...sent, truncated: false, events, unparsed }], {
    standing: new StandingAlerts(),
  });
}

async function later(context: TestContext, ms: number): Promise<void> {
  await context.clock.advance(ms);
  while ((await reviewAlerts(context, { limit: 2 })) > 0);
}

async function paged({ database }: TestContext): Promise<readonly string[]> {
  return (await listIncidents(database.read, { limit: 50 })).map(({ title }) => title).sort();
}

async function stored({ database }: TestContext) {
  return (await loadAlerts(database.read, INTEGRATION.id, ["latency"])).get("latency");
}

const withDelay = (route: Partial<OverlayRoute> = {}): Promise<TestContext> =>
  contextWithPlaybook({ routes: [{ ...ROUTE, ...route }] });

describe("an alert that a rule delays", () => {
  it("pages once it has fired for so long, and not before", async () => {
    const context = await withDelay();
    await receive(context, [alert()]);
    await later(context, 3 * MS.minute - 1);
    expect(await paged(context)).toEqual([]);
    await later(context, 1);
    expect(await paged(context)).toEqual(["Slow"]);
    expect(await stored(context)).not.toHaveProperty("hold");
  });

  it("never pages when it ends before, and says why", async () => {
    const context = await withDelay();
    await receive(context, [alert()]);
    await later(context, 2 * MS.minute);
    await receive(context, [alert({ action: "resolve" })]);
    await later(context, MS.hour);
    expect(await paged(context)).toEqual([]);
    const ended = await stored(context);
    const until = context.clock.now() - MS.hour + MS.minute;
    const at = { file: "tocsin.yaml", line: 4 };
    expect(ended).toMatchObject({
      status: "resolved",
      heldToEnd: { reasons: [{ kind: "delayed", at, until }] },
    });
    const view = await showAlert(context, SETUP, { id: ended?.id ?? "" });
    expect(view.alert.heldToEnd).toBeDefined();
  });

  it("is delayed anew when it fires anew, and forgets what held it before", async () => {
    const context = await withDelay();
    await receive(context, [alert()]);
    await receive(context, [alert({ action: "resolve" })]);
    await later(context, MS.hour);
    await receive(context, [alert()]);
    expect(await stored(context)).not.toHaveProperty("heldToEnd");
    await later(context, 2 * MS.minute);
    expect(await paged(context)).toEqual([]);
    await later(context, MS.minute);
    expect(await paged(context)).toEqual(["Slow"]);
  });

  it("is not delayed anew by what else it says, or by being looked at", async () => {
    const context = await withDelay();
    await receive(context, [alert()]);
    await later(context, 2 * MS.minute);
    await receive(context, [alert({ labels: { severity: "error", host: "web-2" } })]);
    await later(context, MS.minute);
    expect(await paged(context)).toEqual(["Slow"]);
  });

  it("pages at once when it is of the worst severity, unless the rule says otherwise", async () => {
    const worst = alert({ labels: { severity: "critical" } });
    const context = await withDelay();
    await receive(context, [worst]);
    expect(await paged(context)).toEqual(["Slow"]);
    const other = await withDelay({ delayWorst: true });
    await receive(other, [worst]);
    expect(await paged(other)).toEqual([]);
  });

  it("pages at once when it becomes one of the worst severity", async () => {
    const context = await withDelay();
    await receive(context, [alert()]);
    await receive(context, [alert({ labels: { severity: "critical" } })]);
    expect(await paged(context)).toEqual(["Slow"]);
  });

  it("pages at once when it could not be read", async () => {
    const context = await withDelay({ delayWorst: true });
    await receive(context, [], [{ reason: "not JSON", excerpt: "{" }]);
    expect(await paged(context)).toEqual(["Unparsed alert: not JSON"]);
  });

  it("has waited long enough when a silence lasted longer", async () => {
    const context = await withDelay();
    const matchers = [{ name: "severity", operator: "=", value: "error" }] as const;
    await createSilence(context, SETUP, { matchers, comment: "x" });
    await receive(context, [alert()]);
    expect((await stored(context))?.hold?.reasons).toHaveLength(2);
    await later(context, 2 * MS.hour);
    expect(await paged(context)).toEqual(["Slow"]);
  });

  it("pages when a playbook without the rule comes into force", async () => {
    const context = await withDelay();
    await receive(context, [alert()]);
    await activateTestPlaybook(context, SETUP);
    await later(context, 0);
    expect(await paged(context)).toEqual(["Slow"]);
  });

  it("is explained before there is one", async () => {
    const context = await withDelay();
    const like = { title: "Slow", labels: {}, annotations: {} };
    const until = context.clock.now() + 3 * MS.minute;
    expect(await explainAlert(context, SETUP, like)).toMatchObject({
      judgement: { delay: { value: { delayMs: 3 * MS.minute }, at: { line: 4 } } },
      hold: { reasons: [{ kind: "delayed", until }] },
    });
  });
});
