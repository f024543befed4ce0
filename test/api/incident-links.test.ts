import { beforeEach, describe, expect, it } from "vitest";
import { incidentDetailSchema } from "../../src/contract/incident.ts";
import { loadAlerts } from "../../src/store/alerts.ts";
import { type HttpFixture, httpFixture } from "../support/http-fixture.ts";
import { incidentOf, sendAlerts, trigger } from "../support/sent-alerts.ts";

let fixture: HttpFixture;

beforeEach(async () => {
  fixture = await httpFixture();
  for (const group of ["api", "db"]) {
    const both = [1, 2].map((place) => trigger(`${group}-${place}`, { groupKey: group }));
    await sendAlerts(fixture.context, both);
  }
});

const numberOf = async (key: string): Promise<string> =>
  (await incidentOf(fixture.context, key)).number;

async function idOf(key: string): Promise<string> {
  const { read } = fixture.context.database;
  return (await loadAlerts(read, "integration-1", [key])).get(key)?.id ?? "";
}

async function post(path: string, body: object, status = 200) {
  const options = { token: fixture.tokens.responder, body };
  const answer = await fixture.send("POST", `/api/v1/${path}`, options);
  const json: unknown = await answer.json();
  expect({ status: answer.status, json }).toMatchObject({ status });
  return json;
}

const done = async (path: string, body: object, status = 200) =>
  incidentDetailSchema.parse(await post(path, body, status));

async function show(number: string) {
  const options = { token: fixture.tokens.responder };
  const answer = await fixture.send("GET", `/api/v1/incidents/${number}`, options);
  return incidentDetailSchema.parse(await answer.json());
}

describe("merging over the API", () => {
  it("answers with the incident that goes on; each names the other", async () => {
    const [api, db] = [await numberOf("api-1"), await numberOf("db-1")];
    const merged = await done(`incidents/${api}/merge`, { into: db, duplicate: true });
    expect(merged).toMatchObject({
      number: db,
      firingAlerts: 4,
      links: [{ relation: "duplicated-by", number: api, title: "api-1 is down", status: "closed" }],
    });
    expect(await show(api)).toMatchObject({
      status: "closed",
      mergedInto: db,
      alerts: [],
      links: [{ relation: "duplicate-of", number: db, status: "open" }],
    });
    await post(`incidents/${db}/merge`, { into: api }, 409);
  });

  it("is in the postmortem of the one that goes on, and that of the other says where it went", async () => {
    const [api, db] = [await numberOf("api-1"), await numberOf("db-1")];
    await done(`incidents/${api}/merge`, { into: db });
    const postmortem = async (number: string): Promise<string> => {
      const options = { token: fixture.tokens.responder };
      const path = `/api/v1/incidents/${number}/postmortem`;
      return (await fixture.send("GET", path, options)).text();
    };
    expect(await postmortem(db)).toContain(`${api} (P1, api-1 is down)`);
    expect(await postmortem(api)).toContain(`Merged into ${db}`);
  });
});

describe("moving alerts over the API", () => {
  it("keeps them where they were put, and lets others of their group go by rule", async () => {
    const [api, db] = [await numberOf("api-1"), await numberOf("db-1")];
    const moved = await done("alerts/move", { alerts: [await idOf("api-2")], to: db });
    expect(moved).toMatchObject({ number: db, firingAlerts: 3 });
    expect(moved.links).toMatchObject([{ relation: "alerts-from", number: api }]);
    expect(await show(api)).toMatchObject({
      firingAlerts: 1,
      links: [{ relation: "alerts-to", number: db }],
    });
    const again = trigger("api-2", { groupKey: "api" });
    await sendAlerts(fixture.context, [again]);
    await sendAlerts(fixture.context, [{ ...again, action: "resolve" }]);
    await sendAlerts(fixture.context, [again, trigger("api-3", { groupKey: "api" })]);
    expect(await numberOf("api-2")).toBe(db);
    expect(await numberOf("api-3")).toBe(api);
    expect((await show(db)).firingAlerts).toBe(3);
  });

  it("lets them go by rule once where they were put is closed", async () => {
    const [api, db] = [await numberOf("api-1"), await numberOf("db-1")];
    await done("alerts/move", { alerts: [await idOf("api-2")], to: db });
    const again = trigger("api-2", { groupKey: "api" });
    await sendAlerts(fixture.context, [{ ...again, action: "resolve" }]);
    await done(`incidents/${db}/resolve`, { reason: "fixed" });
    await done(`incidents/${db}/close`, {});
    await sendAlerts(fixture.context, [again]);
    expect(await numberOf("api-2")).toBe(api);
  });

  it("refuses what is there already, what is nowhere, and what nobody knows", async () => {
    const db = await numberOf("db-1");
    const there = await post("alerts/move", { alerts: [await idOf("db-2")], to: db }, 409);
    expect(there).toMatchObject({ detail: `These alerts are in ${db} already.` });
    await post("alerts/move", { alerts: ["none"], to: db }, 404);
    await post("alerts/move", { alerts: [await idOf("api-1")], to: "20200101-001" }, 404);
  });
});

describe("splitting over the API", () => {
  it("opens an incident that pages by what its alerts are worth, and keeps them", async () => {
    const api = await numberOf("api-1");
    await done(`incidents/${api}/acknowledge`, {});
    const body = { alerts: [await idOf("api-2")], title: "The other one", reason: "another host" };
    const split = await done(`incidents/${api}/split`, body, 201);
    expect(split).toMatchObject({
      title: "The other one",
      severity: "P1",
      status: "open",
      firingAlerts: 1,
      links: [{ relation: "split-from", number: api }],
    });
    expect(split.notifications.some(({ purpose }) => purpose === "page")).toBe(true);
    expect(await show(api)).toMatchObject({ status: "acknowledged", firingAlerts: 1 });
    const again = trigger("api-2", { groupKey: "api" });
    await sendAlerts(fixture.context, [{ ...again, action: "resolve" }]);
    expect((await show(split.number)).status).toBe("resolved");
    await sendAlerts(fixture.context, [again]);
    expect(await numberOf("api-2")).toBe(split.number);
    expect((await show(split.number)).status).toBe("open");
  });

  it("takes alerts of that incident only, of which one fires", async () => {
    const api = await numberOf("api-1");
    const other = await post(`incidents/${api}/split`, { alerts: [await idOf("db-1")] }, 409);
    expect(other).toMatchObject({ detail: expect.stringContaining(`is not in ${api}.`) });
    await sendAlerts(fixture.context, [trigger("api-2", { groupKey: "api", action: "resolve" })]);
    const over = await post(`incidents/${api}/split`, { alerts: [await idOf("api-2")] }, 409);
    expect(over).toMatchObject({ detail: `None of these alerts of ${api} fires any more.` });
  });
});

describe("relating over the API", () => {
  it("shows each at the other, once", async () => {
    const [api, db] = [await numberOf("api-1"), await numberOf("db-1")];
    const related = await done(`incidents/${api}/relate`, { to: db, reason: "same rack" });
    expect(related.links).toMatchObject([{ relation: "related", number: db }]);
    expect((await show(db)).links).toMatchObject([{ relation: "related", number: api }]);
    const again = await post(`incidents/${db}/relate`, { to: api }, 409);
    expect(again).toMatchObject({ detail: `${db} and ${api} are related already.` });
  });
});
