import { beforeEach, describe, expect, it } from "vitest";
import { ON_POSTGRES } from "../../../test/support/database.ts";
import {
  contextWithPlaybook,
  principalOf,
  type TestContext,
} from "../../../test/support/operation-context.ts";
import { incidentOf, sendAlerts, trigger } from "../../../test/support/sent-alerts.ts";
import { MS } from "../../domain/duration.ts";
import type { Incident } from "../../domain/incident.ts";
import { countFiring } from "../../store/alerts.ts";
import { listIncidents, loadIncidentByNumber } from "../../store/incidents.ts";
import { StandingAlerts } from "../alert/standing-alerts.ts";
import { closeIncident } from "./close.ts";
import { mergeIncidents } from "./merge.ts";
import { resolveIncident } from "./resolve.ts";

const RESPONDER = principalOf("responder");

let context: TestContext;
let source: string;
let target: string;

beforeEach(async () => {
  context = await contextWithPlaybook();
  await sendAlerts(context, [trigger("api")]);
  await sendAlerts(context, [trigger("db")]);
  source = (await incidentOf(context, "api")).number;
  target = (await incidentOf(context, "db")).number;
});

function merge(from = source, into = target): Promise<Incident> {
  return mergeIncidents(context, RESPONDER, {
    source: from,
    target: into,
    reason: "same cause",
    duplicate: false,
  });
}

async function standing(number: string): Promise<Pick<Incident, "status" | "firingAlerts">> {
  const found = await loadIncidentByNumber(context.database.read, number);
  if (found === undefined) throw new Error(`no ${number}`);
  const firing = await countFiring(context.database.read, found.id);
  const { status, firingAlerts } = found;
  expect({ number, firing }).toEqual({ number, firing: firingAlerts });
  return { status, firingAlerts };
}

describe("merging an incident into another", () => {
  it("moves its alerts, and counts them there", async () => {
    await merge();
    expect(await standing(source)).toEqual({ status: "closed", firingAlerts: 0 });
    expect(await standing(target)).toEqual({ status: "open", firingAlerts: 2 });
    await sendAlerts(context, [trigger("api", { action: "resolve" })]);
    expect(await standing(target)).toEqual({ status: "open", firingAlerts: 1 });
    await sendAlerts(context, [trigger("db", { action: "resolve" })]);
    expect(await standing(target)).toEqual({ status: "resolved", firingAlerts: 0 });
  });

  it("lets what its group brings later join, also from a process that remembers its alerts", async () => {
    const remembering = { standing: new StandingAlerts() };
    await sendAlerts(context, [trigger("api")], remembering);
    await merge();
    await sendAlerts(context, [trigger("api")], remembering);
    await sendAlerts(context, [trigger("api-2", { groupKey: "api" })], remembering);
    expect((await incidentOf(context, "api-2")).number).toBe(target);
    expect(await standing(target)).toEqual({ status: "open", firingAlerts: 3 });
  });

  it("lets both groups fire in one request", async () => {
    await merge();
    const more = [trigger("api-2", { groupKey: "api" }), trigger("db-2", { groupKey: "db" })];
    await sendAlerts(context, more);
    expect(await standing(target)).toEqual({ status: "open", firingAlerts: 4 });
  });

  it("goes on when what it was merged into is merged, too", async () => {
    await sendAlerts(context, [trigger("cache")]);
    const { number: last } = await incidentOf(context, "cache");
    await merge();
    await merge(target, last);
    await sendAlerts(context, [trigger("api-2", { groupKey: "api" })]);
    expect(await standing(last)).toEqual({ status: "open", firingAlerts: 4 });
  });

  it("ends with the other: once that is closed, the group opens one of its own", async () => {
    await merge();
    await resolveIncident(context, RESPONDER, { number: target, reason: "fixed" });
    await sendAlerts(context, [trigger("api-2", { groupKey: "api" })]);
    expect(await standing(target)).toMatchObject({ status: "open" });
    await resolveIncident(context, RESPONDER, { number: target, reason: "fixed" });
    await closeIncident(context, RESPONDER, { number: target, reason: "" });
    context.clock.advance(MS.hour);
    await sendAlerts(context, [trigger("api-3", { groupKey: "api" })]);
    const { number } = await incidentOf(context, "api-3");
    expect([source, target]).not.toContain(number);
    expect(await standing(number)).toEqual({ status: "open", firingAlerts: 1 });
  });

  it("is refused a second time, and in a circle", async () => {
    await merge();
    const message = `${source} was merged into ${target}.`;
    await expect(merge()).rejects.toMatchObject({ code: "conflict", message });
    await expect(merge(target, source)).rejects.toMatchObject({ code: "conflict", message });
    await expect(merge(target, target)).rejects.toThrow(/into itself/);
  });

  it("is for those who may do it to both, and see both", async () => {
    const input = { source, target, reason: "", duplicate: false };
    const viewer = mergeIncidents(context, principalOf("viewer"), input);
    await expect(viewer).rejects.toMatchObject({ code: "forbidden" });
    const unknown = mergeIncidents(context, RESPONDER, { ...input, target: "20200101-001" });
    await expect(unknown).rejects.toMatchObject({ code: "not-found" });
  });
});

describe("merging while others act", () => {
  it.runIf(ON_POSTGRES)("loses no alert, whoever comes first", async () => {
    for (let turn = 0; turn < 15; turn += 1) {
      const [a, b] = [`a${turn}`, `b${turn}`];
      await sendAlerts(context, [trigger(a), trigger(b)]);
      const [from, into] = [await incidentOf(context, a), await incidentOf(context, b)];
      const pair = turn % 2 === 0 ? [from, into] : [into, from];
      const done = await Promise.allSettled([
        merge(pair[0]?.number, pair[1]?.number),
        merge(pair[1]?.number, pair[0]?.number),
        sendAlerts(context, [trigger(`${a}-new`, { groupKey: a })]),
        sendAlerts(context, [trigger(`${b}-new`, { groupKey: b })], {
          integrationId: "integration-2",
        }),
        resolveIncident(context, RESPONDER, { number: from.number, reason: "" }),
      ]);
      const lost = done.slice(2, 4).filter(({ status }) => status === "rejected");
      expect(lost).toEqual([]);
    }
    for (const { number, status } of await listIncidents(context.database.read, { limit: 100 })) {
      await standing(number);
      expect(status).not.toBe("acknowledged");
    }
  });
});
