/** Tocsin as an Alertmanager: what amtool and Grafana read and write there. */

import { beforeEach, describe, expect, it } from "vitest";
import { MS } from "../../src/domain/duration.ts";
import { reviewAlerts } from "../../src/operations/alert/review.ts";
import { createIntegration } from "../../src/operations/integration/create.ts";
import { createSilence } from "../../src/operations/silence/create.ts";
import { listAudit } from "../../src/store/audit.ts";
import { listIncidents } from "../../src/store/incidents.ts";
import { type HttpFixture, httpFixture } from "../support/http-fixture.ts";
import { activateTestPlaybook, SETUP } from "../support/operation-context.ts";

interface AlertAnswer {
  readonly fingerprint: string;
  readonly labels: Record<string, string>;
  readonly status: { readonly state: string; readonly silencedBy: readonly string[] };
}

const API = { alertname: "Slow", service: "api", severity: "critical" };
const DB = { alertname: "Slow", service: "db", severity: "critical" };

describe("Tocsin as an Alertmanager", () => {
  let fixture: HttpFixture;
  let key: string;

  beforeEach(async () => {
    fixture = await httpFixture();
    const made = await createIntegration(fixture.context, SETUP, {
      name: "Prometheus",
      kind: "prometheus",
    });
    key = made.key;
  });

  const iso = (afterMs: number): string =>
    new Date(fixture.context.clock.now() + afterMs).toISOString();

  async function ask(method: string, path: string, body?: unknown, as = key) {
    const answer = await fixture.send(method, `/api/v2${path}`, {
      headers: { authorization: `Basic ${btoa(`amtool:${as}`)}` },
      ...(body === undefined ? {} : { body }),
    });
    const text = await answer.text();
    return { status: answer.status, json: text === "" ? undefined : JSON.parse(text) };
  }

  const post = (...labels: readonly Record<string, string>[]) =>
    ask(
      "POST",
      "/alerts",
      labels.map((one) => ({ labels: one, endsAt: iso(4 * MS.minute) })),
    );

  const alerts = async (query = ""): Promise<readonly AlertAnswer[]> =>
    (await ask("GET", `/alerts${query}`)).json;

  const services = async (query: string): Promise<readonly (string | undefined)[]> =>
    (await alerts(query)).map(({ labels }) => labels["service"]).sort();

  const silence = (overrides = {}) => ({
    matchers: [{ name: "service", value: "api", isRegex: false, isEqual: true }],
    startsAt: iso(-MS.hour),
    endsAt: iso(MS.hour),
    createdBy: "ann",
    comment: "deploy",
    ...overrides,
  });

  async function incidents(): Promise<readonly string[]> {
    const found = await listIncidents(fixture.context.database.read, { limit: 50 });
    return found.map(({ status }) => status);
  }

  async function passTime(ms: number): Promise<void> {
    await fixture.context.clock.advance(ms);
    while ((await reviewAlerts(fixture.context, { limit: 50 })) > 0);
  }

  it("takes alerts, and shows those that fire", async () => {
    expect(await post(API, DB)).toEqual({ status: 200, json: undefined });
    expect(await incidents()).toEqual(["open", "open"]);
    const { json } = await ask("GET", "/alerts");
    expect(json).toHaveLength(2);
    expect(json[0].fingerprint < json[1].fingerprint).toBe(true);
    expect(json.find(({ labels }: AlertAnswer) => labels["service"] === "api")).toEqual({
      annotations: {},
      endsAt: iso(4 * MS.minute),
      fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/u),
      receivers: [{ name: "tocsin" }],
      startsAt: iso(0),
      status: { inhibitedBy: [], silencedBy: [], state: "active" },
      updatedAt: iso(0),
      labels: API,
    });
    await ask("POST", "/alerts", [{ labels: API, endsAt: iso(-1) }]);
    expect(await services("")).toEqual(["db"]);
    expect((await incidents()).toSorted()).toEqual(["open", "resolved"]);
  });

  it("lets what is not repeated end", async () => {
    await post(API);
    await passTime(3 * MS.minute);
    await post(API);
    await passTime(3 * MS.minute);
    expect(await incidents()).toEqual(["open"]);
    await passTime(MS.minute);
    expect(await incidents()).toEqual(["resolved"]);
    expect(await alerts()).toEqual([]);
    await passTime(MS.minute);
    await post(API);
    expect(await incidents()).toEqual(["open"]);
  });

  it("filters as Alertmanager does", async () => {
    await post(API, DB, { ...API, service: "web", pod: "web-1" });
    const filter = (...filters: readonly string[]) =>
      services(`?${filters.map((one) => `filter=${encodeURIComponent(one)}`).join("&")}`);
    expect(await filter('service="api"')).toEqual(["api"]);
    expect(await filter('service=~"a.*|d.*"')).toEqual(["api", "db"]);
    expect(await filter("pod=")).toEqual(["api", "db"]);
    expect(await filter('pod!=""', "service!~api")).toEqual(["web"]);
    expect(await services("?receiver=tocsin")).toHaveLength(3);
    expect(await services("?receiver=toc")).toEqual([]);
    expect(await services("?active=false")).toEqual([]);
    expect((await ask("GET", "/alerts?filter=service")).status).toBe(400);
    expect((await ask("GET", "/alerts?receiver=(")).status).toBe(400);
  });

  it("shows groups", async () => {
    await post(API, { ...API, pod: "a" }, DB);
    const { json } = await ask("GET", "/alerts/groups");
    expect(json.map(({ labels, alerts }: never) => [labels, (alerts as []).length])).toEqual([
      [{ alertname: "Slow", service: "api" }, 2],
      [{ alertname: "Slow", service: "db" }, 1],
    ]);
    expect((await ask("GET", "/alerts/groups?receiver=x")).json).toEqual([]);
  });

  it("silences, and pages when that ends", async () => {
    const { json } = await ask("POST", "/silences", silence());
    expect(json).toEqual({ silenceID: expect.any(String) });
    await post(API, DB);
    expect(await incidents()).toEqual(["open"]);
    expect(await alerts("?silenced=true&active=false")).toMatchObject([
      { labels: API, status: { state: "suppressed", silencedBy: [json.silenceID] } },
    ]);
    expect(await services("?silenced=false")).toEqual(["db"]);
    expect((await ask("DELETE", `/silence/${json.silenceID}`)).status).toBe(200);
    await passTime(0);
    expect(await incidents()).toEqual(["open", "open"]);
    expect((await ask("DELETE", `/silence/${json.silenceID}`)).status).toBe(200);
    const audited = await listAudit(fixture.context.database.read, { limit: 99 });
    expect(audited.at(-1)).toMatchObject({
      action: "silence.expire",
      actor: { kind: "integration", name: "Prometheus" },
    });
  });

  it("says what inhibits an alert", async () => {
    const rule = {
      source: ["severity=critical"],
      target: ["severity=warning"],
      equal: ["service"],
    };
    await activateTestPlaybook(fixture.context, SETUP, { inhibit: [rule] });
    const slow = { ...API, alertname: "Slower", severity: "warning" };
    await post(API, { ...slow, pod: "a" }, { ...slow, service: "db" });
    const [source] = await alerts("?filter=severity=critical");
    const suppressed = { state: "suppressed", silencedBy: [], inhibitedBy: [source?.fingerprint] };
    expect(await alerts("?filter=pod=a")).toMatchObject([{ status: suppressed }]);
    expect(await services("?inhibited=false")).toEqual(["api", "db"]);
  });

  it("shows silences, and finds them by their matchers", async () => {
    const { json } = await ask("POST", "/silences", silence());
    const shown = {
      id: json.silenceID,
      status: { state: "active" },
      updatedAt: iso(0),
      comment: "deploy",
      createdBy: "ann",
      endsAt: iso(MS.hour),
      matchers: [{ isEqual: true, isRegex: false, name: "service", value: "api" }],
      startsAt: iso(0),
    };
    expect((await ask("GET", `/silence/${json.silenceID}`)).json).toEqual(shown);
    expect((await ask("GET", "/silences")).json).toEqual([shown]);
    const found = async (filter: string) =>
      (await ask("GET", `/silences?filter=${encodeURIComponent(filter)}`)).json.length;
    expect(await found('service="api"')).toBe(1);
    expect(await found('service=~"api"')).toBe(0);
    await ask(
      "POST",
      "/silences",
      silence({ id: json.silenceID, startsAt: iso(0), endsAt: iso(9) }),
    );
    expect((await ask("GET", "/silences")).json).toMatchObject([{ endsAt: iso(9) }]);
    await passTime(10);
    expect((await ask("GET", "/silences")).json).toMatchObject([{ status: { state: "expired" } }]);
  });

  it.each([
    [{ matchers: [] }, 422],
    [{ comment: undefined }, 422],
    [{ matchers: [{ name: "a", value: "b" }] }, 422],
    [{ matchers: [{ name: "a", value: "(", isRegex: true }] }, 400],
    [{ matchers: [{ name: "a", value: ".*", isRegex: true }] }, 400],
    [{ matchers: [{ name: "a", value: "x", isRegex: false, isEqual: false }] }, 400],
    [{ matchers: "a=b" }, 400],
    [{ endsAt: "2020-01-01T00:00:00Z" }, 400],
    [{ endsAt: "2099-01-01T00:00:00Z" }, 400],
    [{ endsAt: "tomorrow" }, 400],
    [{ id: "00000000-0000-0000-0000-000000000000" }, 404],
  ])("refuses a silence with %j: %i", async (overrides, status) => {
    const answer = await ask("POST", "/silences", silence(overrides));
    expect(answer.status).toBe(status);
    expect(await ask("GET", "/silences")).toEqual({ status: 200, json: [] });
  });

  it("is about the integration's own alerts and silences", async () => {
    const { key: other } = await createIntegration(fixture.context, SETUP, {
      name: "Other",
      kind: "prometheus",
    });
    await post(API);
    const made = await ask("POST", "/silences", silence());
    expect((await ask("GET", "/alerts", undefined, other)).json).toEqual([]);
    expect((await ask("GET", "/silences", undefined, other)).json).toEqual([]);
    const theirs = `/silence/${made.json.silenceID}`;
    expect((await ask("GET", theirs, undefined, other)).status).toBe(404);
    expect((await ask("DELETE", theirs, undefined, other)).status).toBe(404);
    const shared = await createSilence(fixture.context, SETUP, {
      matchers: [{ name: "service", operator: "=", value: "db" }],
      comment: "for all",
    });
    expect((await ask("GET", "/silences", undefined, other)).json).toHaveLength(1);
    expect((await ask("DELETE", `/silence/${shared.id}`, undefined, other)).status).toBe(403);
  });

  it("takes its key from the address too, and none without", async () => {
    const at = (path: string) => `/ingest/prometheus/${path}/api/v2`;
    const alert = [{ labels: API }];
    expect((await fixture.send("POST", `${at(key)}/alerts`, { body: alert })).status).toBe(200);
    const listed = await fixture.send("GET", `${at(key)}/alerts`);
    expect(await listed.json()).toHaveLength(1);
    expect((await fixture.send("GET", `${at("x")}/alerts`)).status).toBe(401);
    expect((await fixture.send("GET", "/api/v2/alerts")).status).toBe(401);
  });

  it("says how it is, as amtool asks first", async () => {
    expect((await ask("GET", "/status")).json).toMatchObject({
      cluster: { status: "disabled" },
      versionInfo: { version: "0.25.0" },
      uptime: iso(0),
    });
    expect((await ask("GET", "/receivers")).json).toEqual([{ name: "tocsin" }]);
  });
});
