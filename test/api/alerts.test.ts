/** Looking for alerts over HTTP: which there are, why they paged or not, and what would become of others. */

import { describe, expect, it } from "vitest";
import type {
  AlertDetailJson,
  AlertExplanationJson,
  AlertListJson,
} from "../../src/contract/alert.ts";
import { MS } from "../../src/domain/duration.ts";
import { createIntegration } from "../../src/operations/integration/create.ts";
import { createSilence } from "../../src/operations/silence/create.ts";
import { type HttpFixture, httpFixture, tokenOf } from "../support/http-fixture.ts";
import { activateTestPlaybook, SETUP } from "../support/operation-context.ts";

const ROUTES = [
  {
    matchers: ['team="web"'],
    severity: "P2",
    runbook: "Disks",
    groupBy: ["alertname"],
    source: { file: "tocsin.yaml", line: 12 },
  },
];

interface Lab extends HttpFixture {
  /** Sends a plain alert and gives its dedup key. */
  alert(title: string, labels?: Record<string, string>): Promise<string>;
  get<T>(path: string): Promise<T>;
  explain(body: unknown): Promise<AlertExplanationJson>;
}

async function lab(): Promise<Lab> {
  const fixture = await httpFixture();
  await activateTestPlaybook(fixture.context, SETUP, { routes: ROUTES });
  const { key } = await createIntegration(fixture.context, SETUP, { name: "shop", kind: "plain" });
  const token = fixture.tokens.viewer;
  let sent = 0;
  return {
    ...fixture,
    async alert(title, labels = {}) {
      sent += 1;
      const dedupKey = `key-${sent}`;
      const body = { title, labels, dedupKey };
      const answer = await fixture.send("POST", "/ingest/plain", { token: key, body });
      expect(answer.status).toBe(202);
      return dedupKey;
    },
    async get<T>(path: string) {
      const answer = await fixture.send("GET", path, { token });
      expect(answer.status).toBe(200);
      return (await answer.json()) as T;
    },
    async explain(body) {
      const answer = await fixture.send("POST", "/api/v1/alerts/explain", { token, body });
      expect(answer.status).toBe(200);
      return (await answer.json()) as AlertExplanationJson;
    },
  };
}

const listed = async (fixture: Lab, query: string): Promise<readonly string[]> => {
  const { alerts } = await fixture.get<AlertListJson>(`/api/v1/alerts?${query}`);
  return alerts.map(({ title }) => title);
};

describe("alerts that are there", () => {
  it("are listed by state, sender and matchers, the newest first, a page at a time", async () => {
    const fixture = await lab();
    await fixture.alert("one", { team: "web", host: "a-1" });
    await fixture.alert("two", { team: "ops", host: "a-2" });
    await fixture.alert('three "quoted"', { team: 'w"eb' });
    const end = { title: "one", dedupKey: "key-1", status: "resolved" };
    const { key } = await createIntegration(fixture.context, SETUP, { name: "x", kind: "plain" });
    await fixture.send("POST", "/ingest/plain", { token: key, body: { ...end, title: "unheard" } });

    expect(await listed(fixture, "")).toEqual(['three "quoted"', "two", "one"]);
    const matching = (text: string) => listed(fixture, `matchers=${encodeURIComponent(text)}`);
    expect(await matching('team="web"')).toEqual(["one"]);
    expect(await matching('team=~"web|ops"')).toEqual(["two", "one"]);
    expect(await matching('host=~"a-.*", team!="ops"')).toEqual(["one"]);
    expect(await matching('team="w\\"eb"')).toEqual(['three "quoted"']);
    expect(await matching('team=~"w.*"')).toEqual(['three "quoted"', "one"]);
    expect(await matching('team=~"w.b"')).toEqual(["one"]);
    expect(await matching('host=~"none.*"')).toEqual([]);
    expect(await matching('host=""')).toEqual(['three "quoted"']);
    expect(await listed(fixture, "state=resolved&integration=x")).toEqual(["unheard"]);
    expect(await listed(fixture, "integration=x")).toEqual([]);

    const first = await fixture.get<AlertListJson>("/api/v1/alerts?limit=2");
    expect(first.alerts).toHaveLength(2);
    expect(await listed(fixture, `limit=2&before=${first.nextBefore}`)).toEqual(["one"]);
  });

  it("matchers that are none, and a sender that is not there, are told", async () => {
    const fixture = await lab();
    const token = fixture.tokens.viewer;
    const matchers = encodeURIComponent('a=~"("');
    const wrong = await fixture.send("GET", `/api/v1/alerts?matchers=${matchers}`, { token });
    expect(wrong.status).toBe(400);
    const unknown = await fixture.send("GET", "/api/v1/alerts?integration=none", { token });
    expect(unknown.status).toBe(404);
  });

  it("say why they paged: receipt, rule, group and incident", async () => {
    const fixture = await lab();
    await fixture.alert("Disk is full", { team: "web", alertname: "DiskFull" });
    const [found] = (await fixture.get<AlertListJson>("/api/v1/alerts")).alerts;
    const shown = await fixture.get<AlertDetailJson>(`/api/v1/alerts/${found?.id}`);
    expect(shown.receipts.map(({ requests }) => requests)).toEqual([
      [{ contentType: "application/json", bytes: expect.any(Number) }],
    ]);
    expect(shown.decision).toMatchObject({
      severity: "P2",
      severityBecause: "rule at tocsin.yaml:12",
      routedTo: "runbook Disks (rule at tocsin.yaml:12)",
      grouping: "by alertname (rule at tocsin.yaml:12)",
      outcome: "opened an incident",
    });
    expect(shown).toMatchObject({ holds: [], incident: { severity: "P2", status: "open" } });
  });

  it("say why they did not: the silence that holds them", async () => {
    const fixture = await lab();
    await createSilence(fixture.context, SETUP, {
      matchers: [{ name: "team", operator: "=", value: "web" }],
      comment: "moving racks",
    });
    await fixture.alert("Disk is full", { team: "web" });
    expect(await listed(fixture, "state=held")).toEqual(["Disk is full"]);
    const [found] = (await fixture.get<AlertListJson>("/api/v1/alerts?state=held")).alerts;
    const shown = await fixture.get<AlertDetailJson>(`/api/v1/alerts/${found?.id}`);
    expect(shown).toMatchObject({ held: true, incident: null, decision: null });
    expect(shown.holds[0]?.because).toMatch(/^silence .* of setup, \{team="web"\}: moving racks$/u);
  });

  it("say why they did not: the alert that inhibits them", async () => {
    const fixture = await lab();
    await activateTestPlaybook(fixture.context, SETUP, {
      inhibit: [{ source: ['role="cause"'], target: ['role="effect"'], equal: [] }],
    });
    await fixture.alert("cause", { role: "cause" });
    await fixture.alert("effect", { role: "effect" });
    const [found] = (await fixture.get<AlertListJson>("/api/v1/alerts?state=held")).alerts;
    const shown = await fixture.get<AlertDetailJson>(`/api/v1/alerts/${found?.id}`);
    expect(shown).toMatchObject({ title: "effect", incident: null });
    expect(shown.holds).toEqual([
      { because: expect.stringMatching(/^alert .*, which fires and inhibits it$/u), until: null },
    ]);
  });

  it("are those of the teams that somebody is confined to", async () => {
    const fixture = await lab();
    const { key } = await createIntegration(fixture.context, SETUP, {
      name: "of web",
      kind: "plain",
      team: "web",
    });
    await fixture.send("POST", "/ingest/plain", { token: key, body: { title: "of web" } });
    await fixture.alert("of all");
    const token = await tokenOf(fixture.context, { role: "admin", teams: ["ops"] });
    const answer = await fixture.send("GET", "/api/v1/alerts", { token });
    const { alerts } = (await answer.json()) as AlertListJson;
    expect(alerts.map(({ title }) => title)).toEqual(["of all"]);
    const explained = await fixture.send("POST", "/api/v1/alerts/explain", {
      token,
      body: { labels: {}, integration: "of web" },
    });
    expect(explained.status).toBe(404);
  });
});

describe("what would become of an alert", () => {
  it("is told by its labels, and nothing happens", async () => {
    const fixture = await lab();
    const labels = { alertname: "HighErrorRate", severity: "info" };
    expect(await fixture.explain({ labels, annotations: { value: "9%" } })).toMatchObject({
      severity: "P1",
      severityBecause: "matched line 200, High error rate (>5%): it is 9%",
      routedTo: null,
      grouping: "as its sender groups it",
      pages: true,
      joins: null,
      holds: [],
    });
    expect(await listed(fixture, "")).toEqual([]);
  });

  it("is told of one that is there, with the incident that it would join", async () => {
    const fixture = await lab();
    await fixture.alert("Disk is full", { team: "web", alertname: "DiskFull" });
    const [found] = (await fixture.get<AlertListJson>("/api/v1/alerts")).alerts;
    const { joins } = await fixture.explain({ alert: found?.id });
    expect(joins).toEqual({ number: found?.incident?.number, status: "open" });
    const labels = { team: "web", alertname: "DiskFull" };
    expect((await fixture.explain({ labels, integration: "shop" })).joins).toEqual(joins);
  });
});

it("a test alert pages by the rules in an incident of its own, and says what it is", async () => {
  const fixture = await lab();
  await fixture.alert("Disk is full", { team: "web", alertname: "TocsinTest" });
  const answer = await fixture.send("POST", "/api/v1/alerts/test", {
    token: fixture.tokens.responder,
    body: { integration: "shop", labels: { team: "web", tocsin_mode: "real" } },
  });
  expect(answer.status).toBe(202);
  fixture.context.clock.advance(MS.second);
  const { alerts } = await fixture.get<AlertListJson>("/api/v1/alerts");
  expect(alerts[0]).toMatchObject({
    title: "TEST: no action is needed",
    labels: { team: "web", tocsin_mode: "test" },
    integration: "shop",
    incident: { severity: "P2" },
  });
  expect(new Set(alerts.map(({ incident }) => incident?.number)).size).toBe(2);
});
