import { describe, expect, it } from "vitest";
import {
  activateTestPlaybook,
  contextWithPlaybook,
  SETUP,
  type TestContext,
} from "../../../test/support/operation-context.ts";
import type { AlertEvent } from "../../domain/alert.ts";
import { MS } from "../../domain/duration.ts";
import type { OverlayInhibition } from "../../domain/playbook.ts";
import { loadAlerts } from "../../store/alerts.ts";
import { listIncidents } from "../../store/incidents.ts";
import { createSilence } from "../silence/create.ts";
import { type ReceivedRequest, receiveAlerts } from "./receive.ts";
import { reviewAlerts } from "./review.ts";
import { StandingAlerts } from "./standing-alerts.ts";

const ONE = { id: "integration-1", name: "Prometheus", team: null };
const OTHER = { id: "integration-2", name: "Nagios", team: null };

const RULE: OverlayInhibition = {
  source: ['severity="critical"'],
  target: ["severity=warning"],
  equal: ["cluster"],
};

const alert = (
  key: string,
  labels: Record<string, string>,
  action: AlertEvent["action"] = "trigger",
): AlertEvent => ({
  action,
  dedupKey: key,
  groupKey: key,
  title: key,
  labels,
  annotations: {},
});

const down = (action?: AlertEvent["action"]) =>
  alert("down", { severity: "critical", cluster: "a" }, action);
const slow = (action?: AlertEvent["action"]) =>
  alert("slow", { severity: "warning", cluster: "a" }, action);

async function receive(
  context: TestContext,
  events: readonly AlertEvent[],
  integration: ReceivedRequest["integration"] = ONE,
): Promise<void> {
  const body = new TextEncoder().encode(JSON.stringify(events));
  const sent = { integration, contentType: "application/json", body, truncated: false };
  await receiveAlerts(context, [{ ...sent, events, unparsed: [] }], {
    standing: new StandingAlerts(),
  });
}

async function review(context: TestContext): Promise<void> {
  while ((await reviewAlerts(context, { limit: 2 })) > 0);
}

/** What opened an incident, or still has one. */
async function paged({ database }: TestContext): Promise<readonly string[]> {
  const found = await listIncidents(database.read, { statuses: ["open"], limit: 50 });
  return found.map(({ title }) => title).sort();
}

const withRule = (rule = RULE): Promise<TestContext> => contextWithPlaybook({ inhibit: [rule] });

describe("while its source fires, an alert", () => {
  it("pages nobody, and pages when that ends", async () => {
    const context = await withRule();
    await receive(context, [down()]);
    await receive(context, [slow()]);
    expect(await paged(context)).toEqual(["down"]);
    const stored = await loadAlerts(context.database.read, ONE.id, ["slow", "down"]);
    expect(stored.get("slow")?.hold?.reasons).toEqual([
      { kind: "inhibited", alertId: stored.get("down")?.id },
    ]);
    await context.clock.advance(30 * MS.day);
    await review(context);
    expect(await paged(context)).toEqual(["down"]);
    await receive(context, [down("resolve")]);
    await review(context);
    expect(await paged(context)).toEqual(["slow"]);
  });

  it("pages nobody when both come at once, in any order", async () => {
    for (const events of [
      [down(), slow()],
      [slow(), down()],
    ]) {
      const context = await withRule();
      await receive(context, events);
      expect(await paged(context)).toEqual(["down"]);
      await receive(context, [slow("resolve")]);
      await receive(context, [down("resolve")]);
      await review(context);
      expect(await paged(context)).toEqual([]);
    }
  });

  it("pages nobody, whichever integration each comes from", async () => {
    const context = await withRule();
    await receive(context, [down()], OTHER);
    await receive(context, [slow()]);
    expect(await paged(context)).toEqual(["down"]);
    await receive(context, [down("resolve")], OTHER);
    await review(context);
    expect(await paged(context)).toEqual(["slow"]);
  });

  it("pages where a label of equal differs", async () => {
    const context = await withRule();
    await receive(context, [down(), alert("else", { severity: "warning", cluster: "b" })]);
    expect(await paged(context)).toEqual(["down", "else"]);
  });

  it("pages once the source is another alert by its labels", async () => {
    const context = await withRule();
    await receive(context, [down()]);
    await receive(context, [slow()]);
    await receive(context, [alert("down", { severity: "critical", cluster: "b" })]);
    await review(context);
    expect(await paged(context)).toEqual(["down", "slow"]);
  });

  it("goes on being held by another source", async () => {
    const context = await withRule();
    const second = (action?: AlertEvent["action"]) => ({ ...down(action), dedupKey: "second" });
    await receive(context, [down(), second(), slow()]);
    await receive(context, [down("resolve")]);
    await review(context);
    const held = await loadAlerts(context.database.read, ONE.id, ["slow"]);
    expect(held.get("slow")?.hold).toBeDefined();
    await receive(context, [second("resolve")]);
    await review(context);
    expect(await paged(context)).toEqual(["slow"]);
  });

  it("keeps the incident it has", async () => {
    const context = await withRule();
    await receive(context, [slow()]);
    await receive(context, [down()]);
    expect(await paged(context)).toEqual(["down", "slow"]);
  });

  it("is inhibited by a source that is silenced, as Alertmanager has it", async () => {
    const context = await withRule();
    await createSilence(context, SETUP, {
      matchers: [{ name: "severity", operator: "=", value: "critical" }],
      comment: "x",
    });
    await receive(context, [down(), slow()]);
    expect(await paged(context)).toEqual([]);
    await context.clock.advance(2 * MS.hour);
    await review(context);
    expect(await paged(context)).toEqual(["down"]);
  });
});

describe("a playbook that comes into force", () => {
  it("has its rules hold for sources that fire already", async () => {
    const context = await contextWithPlaybook();
    await receive(context, [down()]);
    await activateTestPlaybook(context, SETUP, { inhibit: [RULE] });
    await receive(context, [slow()]);
    expect(await paged(context)).toEqual(["down"]);
  });

  it("lets go what its rules do not hold", async () => {
    const context = await withRule();
    await receive(context, [down(), slow()]);
    await activateTestPlaybook(context, SETUP);
    await review(context);
    expect(await paged(context)).toEqual(["down", "slow"]);
  });
});
