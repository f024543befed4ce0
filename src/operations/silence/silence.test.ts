import { describe, expect, it } from "vitest";
import {
  contextWithPlaybook,
  principalOf,
  type TestContext,
} from "../../../test/support/operation-context.ts";
import type { AlertEvent } from "../../domain/alert.ts";
import { MS } from "../../domain/duration.ts";
import type { Matcher } from "../../domain/matcher.ts";
import { loadAlerts } from "../../store/alerts.ts";
import { listAudit } from "../../store/audit.ts";
import { listIncidents } from "../../store/incidents.ts";
import { type ReceivedRequest, receiveAlerts } from "../alert/receive.ts";
import { reviewAlerts } from "../alert/review.ts";
import { StandingAlerts } from "../alert/standing-alerts.ts";
import { createSilence } from "./create.ts";
import { expireSilence } from "./expire.ts";
import { listSilences, showSilence } from "./list.ts";
import { makerFor, makerForIntegration } from "./maker.ts";
import { previewSilence } from "./preview.ts";
import { putSilence } from "./put.ts";

const INTEGRATION: ReceivedRequest["integration"] = {
  id: "integration-1",
  name: "Alertmanager",
  team: null,
};
const RESPONDER = principalOf("responder");
const API: readonly Matcher[] = [{ name: "service", operator: "=", value: "api" }];

function trigger(overrides: Partial<AlertEvent> = {}): AlertEvent {
  return {
    action: "trigger",
    dedupKey: "latency",
    groupKey: "api",
    title: "Slow",
    labels: { service: "api", severity: "critical" },
    annotations: {},
    ...overrides,
  };
}

async function receive(
  context: TestContext,
  events: readonly AlertEvent[],
  { standing = new StandingAlerts(), integration = INTEGRATION } = {},
): Promise<void> {
  const body = new TextEncoder().encode(JSON.stringify(events));
  const sent = { integration, contentType: "application/json", body, truncated: false };
  await receiveAlerts(context, [{ ...sent, events, unparsed: [] }], { standing });
}

/** Looks at held alerts as the engine does. */
async function review(context: TestContext): Promise<void> {
  while ((await reviewAlerts(context, { limit: 2 })) > 0);
}

async function statuses({ database }: TestContext): Promise<readonly string[]> {
  return (await listIncidents(database.read, { limit: 50 })).map(({ status }) => status);
}

async function stored({ database }: TestContext, key = "latency") {
  return (await loadAlerts(database.read, INTEGRATION.id, [key])).get(key);
}

const silenced = (context: TestContext, matchers = API, options = {}) =>
  createSilence(context, RESPONDER, { matchers, comment: "deploy", ...options });

describe("an alert that a silence matches", () => {
  it("is stored and opens no incident; others do", async () => {
    const context = await contextWithPlaybook();
    const { id, endsAt } = await silenced(context);
    await receive(context, [trigger(), trigger({ dedupKey: "db", groupKey: "db", labels: {} })]);
    expect(await statuses(context)).toEqual(["open"]);
    expect(await stored(context)).toMatchObject({
      status: "firing",
      incidentId: null,
      hold: { reasons: [{ kind: "silenced", silenceId: id }], reviewAt: endsAt },
    });
  });

  it("pages when the silence ends and it still fires, and not before", async () => {
    const context = await contextWithPlaybook();
    await silenced(context);
    await receive(context, [trigger()]);
    await context.clock.advance(2 * MS.hour - 1);
    await review(context);
    expect(await statuses(context)).toEqual([]);
    await context.clock.advance(1);
    await review(context);
    expect(await statuses(context)).toEqual(["open"]);
    const alert = await stored(context);
    expect(alert?.incidentId).not.toBeNull();
    expect(alert?.hold).toBeUndefined();
    await review(context);
    expect(await statuses(context)).toEqual(["open"]);
  });

  it("pages nobody when it has ended before the silence does", async () => {
    const context = await contextWithPlaybook();
    await silenced(context);
    await receive(context, [trigger()]);
    await receive(context, [trigger({ action: "resolve" })]);
    await context.clock.advance(MS.day);
    await review(context);
    expect(await statuses(context)).toEqual([]);
    expect((await stored(context))?.hold).toBeUndefined();
  });

  it("stays silenced when it flaps", async () => {
    const context = await contextWithPlaybook();
    await silenced(context);
    for (const action of ["trigger", "resolve", "trigger", "resolve", "trigger"] as const) {
      await receive(context, [trigger({ action })]);
    }
    expect(await statuses(context)).toEqual([]);
    expect((await stored(context))?.hold).toBeDefined();
  });

  it("pages at once when the silence is expired, in one incident with its group", async () => {
    const context = await contextWithPlaybook();
    const { id } = await silenced(context);
    await receive(context, [
      trigger(),
      trigger({ dedupKey: "errors" }),
      trigger({ dedupKey: "x" }),
    ]);
    await expireSilence(context, makerFor(RESPONDER), { id });
    await review(context);
    expect(await statuses(context)).toEqual(["open"]);
    expect((await stored(context, "x"))?.incidentId).toBe((await stored(context))?.incidentId);
  });

  it("is held by the silence that ends last", async () => {
    const context = await contextWithPlaybook();
    const { id } = await silenced(context, API, { endsAt: context.clock.now() + MS.day });
    await silenced(context);
    await receive(context, [trigger()]);
    expect((await stored(context))?.hold?.reasons).toHaveLength(2);
    await expireSilence(context, makerFor(RESPONDER), { id });
    await review(context);
    expect(await statuses(context)).toEqual([]);
    await context.clock.advance(2 * MS.hour);
    await review(context);
    expect(await statuses(context)).toEqual(["open"]);
  });

  it("goes on under a silence that had not begun", async () => {
    const context = await contextWithPlaybook();
    const now = context.clock.now();
    await silenced(context, API, { startsAt: now + MS.hour, endsAt: now + 5 * MS.hour });
    await silenced(context);
    await receive(context, [trigger()]);
    expect((await stored(context))?.hold?.reasons).toHaveLength(1);
    await context.clock.advance(2 * MS.hour);
    await review(context);
    expect(await statuses(context)).toEqual([]);
    await context.clock.advance(3 * MS.hour);
    await review(context);
    expect(await statuses(context)).toEqual(["open"]);
  });

  it("pages once its labels match no more", async () => {
    const context = await contextWithPlaybook();
    await silenced(context);
    await receive(context, [trigger()]);
    await receive(context, [trigger({ labels: { service: "db", severity: "critical" } })]);
    expect(await statuses(context)).toEqual(["open"]);
  });

  it("is only counted when it is reported again, by a process that remembers it too", async () => {
    const context = await contextWithPlaybook();
    const standing = new StandingAlerts();
    const { id } = await silenced(context);
    for (let times = 0; times < 3; times += 1) await receive(context, [trigger()], { standing });
    expect(await stored(context)).toMatchObject({ receivedCount: 3, incidentId: null });
    await expireSilence(context, makerFor(RESPONDER), { id });
    await review(context);
    await receive(context, [trigger()], { standing });
    expect(await statuses(context)).toEqual(["open"]);
    expect(await stored(context)).toMatchObject({ receivedCount: 4 });
  });

  it("keeps the incident it has", async () => {
    const context = await contextWithPlaybook();
    await receive(context, [trigger()]);
    await silenced(context);
    await receive(context, [trigger(), trigger({ labels: { service: "api", severity: "page" } })]);
    await context.clock.advance(MS.day);
    await review(context);
    expect(await statuses(context)).toEqual(["open"]);
    expect((await stored(context))?.hold).toBeUndefined();
  });
});

describe("a silence", () => {
  it("is for the alerts of its team, or of its integration", async () => {
    const context = await contextWithPlaybook();
    const now = context.clock.now();
    const ofTeam = principalOf("responder", "payments");
    await createSilence(context, ofTeam, { matchers: API, comment: "x" });
    const other = { id: "integration-2", name: "Other", team: null };
    await putSilence(context, makerForIntegration(other), {
      matchers: API,
      startsAt: now,
      endsAt: now + MS.hour,
      author: "amtool",
      comment: "",
    });
    await receive(context, [trigger()]);
    expect(await statuses(context)).toEqual(["open"]);
    const payments = { id: "integration-3", name: "Payments", team: "payments" };
    await receive(context, [trigger()], { integration: payments });
    await receive(context, [trigger()], { integration: other });
    expect(await statuses(context)).toEqual(["open"]);
  });

  it("is ended by those it concerns alone, once", async () => {
    const context = await contextWithPlaybook();
    const { id } = await silenced(context);
    const ofTeam = principalOf("responder", "payments");
    const rejects = (by: typeof RESPONDER, code: string) =>
      expect(expireSilence(context, makerFor(by), { id })).rejects.toMatchObject({ code });
    await rejects(ofTeam, "forbidden");
    expect(() => makerFor(principalOf("viewer"))).toThrow(/silence\.write/u);
    expect(() => makerFor(ofTeam, "platform")).toThrow(/platform/u);
    await expireSilence(context, makerFor(RESPONDER), { id });
    await rejects(RESPONDER, "conflict");
    await expect(expireSilence(context, makerFor(RESPONDER), { id: "none" })).rejects.toMatchObject(
      { code: "not-found" },
    );
  });

  it("is seen by those it concerns", async () => {
    const context = await contextWithPlaybook();
    const payments = principalOf("responder", "payments");
    const { id } = await createSilence(context, payments, { matchers: API, comment: "x" });
    const viewer = principalOf("viewer");
    expect(await listSilences(context, viewer)).toHaveLength(1);
    expect(await showSilence(context, viewer, { id })).toMatchObject({ author: payments.name });
    const platform = principalOf("admin", "platform");
    expect(await listSilences(context, platform)).toHaveLength(0);
    await expect(showSilence(context, platform, { id })).rejects.toMatchObject({
      code: "not-found",
    });
    await context.clock.advance(3 * MS.hour);
    expect(await listSilences(context, viewer)).toHaveLength(0);
    expect(await listSilences(context, viewer, { endedWithinMs: MS.day })).toHaveLength(1);
  });

  it("that is changed keeps its id where nothing that has been is rewritten", async () => {
    const context = await contextWithPlaybook();
    const maker = makerFor(RESPONDER);
    const { id, startsAt, endsAt } = await silenced(context);
    await receive(context, [trigger()]);
    const wanted = { id, matchers: API, startsAt, author: "Ann", comment: "longer" };
    const longer = await putSilence(context, maker, { ...wanted, endsAt: endsAt + MS.hour });
    expect(longer).toMatchObject({ id, endsAt: endsAt + MS.hour, comment: "longer" });
    await review(context);
    expect((await stored(context))?.hold?.reviewAt).toBe(endsAt + MS.hour);
    const matchers: readonly Matcher[] = [{ name: "service", operator: "=", value: "db" }];
    const another = await putSilence(context, maker, { ...wanted, matchers, endsAt });
    expect(another.id).not.toBe(id);
    await review(context);
    expect(await statuses(context)).toEqual(["open"]);
    expect(await listSilences(context, RESPONDER)).toMatchObject([{ id: another.id }]);
  });

  it("stands in the audit log", async () => {
    const context = await contextWithPlaybook();
    const { id } = await silenced(context);
    await expireSilence(context, makerFor(RESPONDER), { id });
    const entries = await listAudit(context.database.read, { limit: 9 });
    expect(entries.map(({ action }) => action).slice(-2)).toEqual([
      "silence.create",
      "silence.expire",
    ]);
    expect(entries.find(({ action }) => action === "silence.create")).toMatchObject({
      subject: `silence ${id}`,
      detail: { matchers: '{service="api"}', comment: "deploy" },
    });
  });

  it("says beforehand what it would match", async () => {
    const context = await contextWithPlaybook();
    await receive(context, [
      trigger(),
      trigger({ dedupKey: "errors", title: "errors", labels: { service: "api" } }),
      trigger({ dedupKey: "disk", groupKey: "db", labels: { service: "db" } }),
      trigger({ dedupKey: "gone", groupKey: "gone" }),
    ]);
    await receive(context, [trigger({ action: "resolve", dedupKey: "gone", groupKey: "gone" })]);
    await silenced(context);
    await receive(context, [
      trigger({ dedupKey: "new", title: "new", labels: { service: "api", x: "1" } }),
    ]);
    const preview = (matchers: readonly Matcher[], by = RESPONDER) =>
      previewSilence(context, by, { matchers });
    const found = await preview(API);
    expect(found).toMatchObject({ count: 3, withIncident: 2 });
    expect(found.alerts.map(({ title }) => title).sort()).toEqual(["Slow", "errors", "new"]);
    expect(await preview([{ name: "service", operator: "=~", value: "a.*|d.*" }])).toMatchObject({
      count: 4,
    });
    expect(await preview([])).toMatchObject({ count: 4 });
    expect(await preview([], principalOf("responder", "payments"))).toMatchObject({ count: 0 });
    await expect(preview([{ name: "a", operator: "=~", value: "(" }])).rejects.toMatchObject({
      code: "invalid-input",
    });
  });
});
