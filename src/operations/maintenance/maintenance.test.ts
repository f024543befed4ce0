import { describe, expect, it } from "vitest";
import { START } from "../../../test/support/incident-fixtures.ts";
import {
  activateTestPlaybook,
  contextWithPlaybook,
  principalOf,
  SETUP,
  type TestContext,
} from "../../../test/support/operation-context.ts";
import type { AlertEvent } from "../../domain/alert.ts";
import { MS } from "../../domain/duration.ts";
import type { OverlayMaintenance } from "../../domain/playbook.ts";
import { loadAlerts } from "../../store/alerts.ts";
import { listAudit } from "../../store/audit.ts";
import { listIncidents } from "../../store/incidents.ts";
import { explainAlert } from "../alert/explain.ts";
import { type ReceivedRequest, receiveAlerts } from "../alert/receive.ts";
import { reviewAlerts } from "../alert/review.ts";
import { showAlert } from "../alert/show.ts";
import { StandingAlerts } from "../alert/standing-alerts.ts";
import { type CreateMaintenance, createMaintenance } from "./create.ts";
import { endMaintenance } from "./end.ts";
import { listMaintenance } from "./list.ts";

const INTEGRATION = { id: "integration-1", name: "Alertmanager", team: null };
const RESPONDER = principalOf("responder");

function trigger(overrides: Partial<AlertEvent> = {}): AlertEvent {
  return {
    action: "trigger",
    dedupKey: "latency",
    groupKey: "latency",
    title: "Slow",
    labels: { service: "checkout", severity: "error" },
    annotations: {},
    ...overrides,
  };
}

async function receive(
  context: TestContext,
  events: readonly AlertEvent[],
  {
    integration = INTEGRATION,
    unparsed = [],
  }: Partial<Pick<ReceivedRequest, "integration" | "unparsed">> = {},
): Promise<void> {
  const body = new TextEncoder().encode(JSON.stringify(events));
  const sent = { integration, contentType: "application/json", body, truncated: false };
  await receiveAlerts(context, [{ ...sent, events, unparsed }], {
    standing: new StandingAlerts(),
  });
}

async function review(context: TestContext): Promise<void> {
  while ((await reviewAlerts(context, { limit: 2 })) > 0);
}

async function paged({ database }: TestContext): Promise<readonly string[]> {
  const found = await listIncidents(database.read, { limit: 50 });
  return found.map(({ title }) => title).sort();
}

async function stored({ database }: TestContext, key = "latency") {
  return (await loadAlerts(database.read, INTEGRATION.id, [key])).get(key);
}

const plan = (context: TestContext, overrides: Partial<CreateMaintenance> = {}, by = RESPONDER) =>
  createMaintenance(context, by, {
    matchers: [],
    service: "checkout",
    endsAt: context.clock.now() + MS.hour,
    comment: "new database",
    ...overrides,
  });

describe("while a maintenance window is open, an alert of it", () => {
  it("is stored and pages nobody, and pages when it ends", async () => {
    const context = await contextWithPlaybook();
    const { id } = await plan(context);
    await receive(context, [trigger(), trigger({ dedupKey: "db", groupKey: "db", labels: {} })]);
    expect(await paged(context)).toEqual(["Slow"]);
    expect((await stored(context))?.hold?.reasons).toEqual([
      { kind: "maintenance", maintenanceId: id },
    ]);
    await context.clock.advance(MS.hour - 1);
    await review(context);
    expect(await paged(context)).toHaveLength(1);
    await context.clock.advance(1);
    await review(context);
    expect(await paged(context)).toHaveLength(2);
    expect((await stored(context))?.hold).toBeUndefined();
  });

  it("pages at once when the window is ended", async () => {
    const context = await contextWithPlaybook();
    const { id } = await plan(context);
    await receive(context, [trigger()]);
    await endMaintenance(context, RESPONDER, { id });
    await review(context);
    expect(await paged(context)).toEqual(["Slow"]);
    await expect(endMaintenance(context, RESPONDER, { id })).rejects.toMatchObject({
      code: "conflict",
    });
  });

  it("pages before it begins, and is held from then on", async () => {
    const context = await contextWithPlaybook();
    const startsAt = context.clock.now() + MS.hour;
    await plan(context, { startsAt, endsAt: startsAt + MS.hour });
    await receive(context, [trigger()]);
    expect(await paged(context)).toEqual(["Slow"]);
    await context.clock.advance(MS.hour);
    await receive(context, [trigger({ dedupKey: "second", groupKey: "second" })]);
    expect(await paged(context)).toEqual(["Slow"]);
  });

  it("pages all the same when it is of the worst severity, unless the window says otherwise", async () => {
    const worst = trigger({ labels: { service: "checkout", severity: "critical" } });
    const context = await contextWithPlaybook();
    await plan(context);
    await receive(context, [worst]);
    expect(await paged(context)).toEqual(["Slow"]);
    const other = await contextWithPlaybook();
    await plan(other, { includeWorst: true });
    await receive(other, [worst]);
    expect(await paged(other)).toEqual([]);
  });

  it("pages once it becomes one of the worst severity", async () => {
    const context = await contextWithPlaybook();
    await plan(context);
    await receive(context, [trigger()]);
    await receive(context, [trigger({ labels: { service: "checkout", severity: "critical" } })]);
    expect(await paged(context)).toEqual(["Slow"]);
  });

  it("pages when it could not be read", async () => {
    const context = await contextWithPlaybook();
    const ofTeam = { id: "integration-2", name: "Grafana", team: "shop" };
    await createMaintenance(context, RESPONDER, {
      matchers: [],
      team: "shop",
      includeWorst: true,
      endsAt: context.clock.now() + MS.hour,
      comment: "x",
    });
    const unparsed = [{ reason: "not JSON", excerpt: "{" }];
    await receive(context, [trigger()], { integration: ofTeam, unparsed });
    expect(await paged(context)).toEqual(["Unparsed alert: not JSON"]);
  });

  it("is told by the service and team of the rules", async () => {
    const routes = [{ match: { app: "shop" }, service: "checkout", team: "web" }];
    const context = await contextWithPlaybook({ routes });
    await plan(context, { team: "web" });
    await receive(context, [trigger({ labels: { app: "shop" } })]);
    expect(await paged(context)).toEqual([]);
    await receive(context, [trigger({ dedupKey: "other", title: "Other" })]);
    expect(await paged(context)).toEqual(["Other"]);
  });

  it("says what holds it, and what would", async () => {
    const context = await contextWithPlaybook();
    const { id } = await plan(context);
    await receive(context, [trigger()]);
    const alertId = (await stored(context))?.id ?? "";
    expect(await showAlert(context, SETUP, { id: alertId })).toMatchObject({
      named: { maintenance: [{ id }] },
    });
    const labels = { service: "checkout" };
    const like = { title: "Slow", labels, annotations: {} };
    expect(await explainAlert(context, SETUP, like)).toMatchObject({
      hold: { reasons: [{ kind: "maintenance", maintenanceId: id }] },
    });
  });
});

describe("maintenance windows of a team", () => {
  it("are made, seen and ended by those it concerns", async () => {
    const context = await contextWithPlaybook();
    const shop = principalOf("responder", "shop");
    const { id, team } = await plan(context, {}, shop);
    expect(team).toBe("shop");
    const seen = async (by: typeof shop) =>
      (await listMaintenance(context, by, { withEnded: false })).windows.length;
    expect(await seen(shop)).toBe(1);
    expect(await seen(principalOf("viewer"))).toBe(1);
    const web = principalOf("responder", "web");
    expect(await seen(web)).toBe(0);
    await expect(endMaintenance(context, web, { id })).rejects.toMatchObject({ code: "not-found" });
    const everybodys = await plan(context);
    const refused = { code: "forbidden" };
    await expect(endMaintenance(context, web, everybodys)).rejects.toMatchObject(refused);
    expect(() => plan(context, { team: "web" }, shop)).toThrow(/web/u);
    expect(() => plan(context, {}, principalOf("viewer"))).toThrow(/maintenance\.write/u);
  });

  it("stand in the audit log, and end before they begin", async () => {
    const context = await contextWithPlaybook();
    const startsAt = context.clock.now() + MS.day;
    const { id } = await plan(context, { startsAt, endsAt: startsAt + MS.hour });
    await endMaintenance(context, RESPONDER, { id });
    expect((await listMaintenance(context, SETUP, { withEnded: false })).windows).toEqual([]);
    await context.clock.advance(1);
    expect((await listMaintenance(context, SETUP, { withEnded: true })).windows).toHaveLength(1);
    const entries = await listAudit(context.database.read, { limit: 9 });
    expect(entries.map(({ action }) => action).slice(-2)).toEqual([
      "maintenance.create",
      "maintenance.end",
    ]);
  });
});

describe("maintenance that comes every week", () => {
  // The clock stands at 02:30 on a Wednesday.
  const BACKUPS: OverlayMaintenance = {
    name: "Backups",
    service: "checkout",
    when: [{ days: [3], from: "02:00", to: "04:00" }],
  };

  it("holds alerts until it ends", async () => {
    const context = await contextWithPlaybook({ maintenance: [BACKUPS], timeZone: "UTC" });
    await receive(context, [trigger()]);
    expect((await stored(context))?.hold).toEqual({
      reasons: [{ kind: "recurring-maintenance", name: "Backups", until: START + 1.5 * MS.hour }],
      since: START,
      reviewAt: START + 1.5 * MS.hour,
    });
    await context.clock.advance(1.5 * MS.hour);
    await review(context);
    expect(await paged(context)).toEqual(["Slow"]);
  });

  it("ends with the playbook that has it", async () => {
    const context = await contextWithPlaybook({ maintenance: [BACKUPS] });
    await receive(context, [trigger()]);
    await activateTestPlaybook(context, SETUP);
    await review(context);
    expect(await paged(context)).toEqual(["Slow"]);
  });

  it("is listed with when it is open", async () => {
    const context = await contextWithPlaybook({ maintenance: [BACKUPS] });
    const { recurring } = await listMaintenance(context, SETUP, { withEnded: false });
    expect(recurring).toMatchObject([
      { window: { name: "Backups" }, next: { endsAt: START + 1.5 * MS.hour } },
    ]);
  });
});
