/** Taking alerts in, through a real server: bodies are read as Node receives them. */

import { createHmac } from "node:crypto";
import { Agent, request } from "undici";
import { describe, expect, it, onTestFinished } from "vitest";
import { AppError } from "../../src/domain/error.ts";
import type { IngestRequest } from "../../src/http/ingest-port.ts";
import { createIntegration } from "../../src/operations/integration/create.ts";
import { receiptFromRow } from "../../src/store/receipts.ts";
import { type HttpFixture, httpFixture, tokenOf } from "../support/http-fixture.ts";
import { liveServer } from "../support/live-server.ts";
import { SETUP } from "../support/operation-context.ts";

const MIB = 1024 * 1024;
const GROUP = {
  version: "4",
  groupKey: '{}:{alertname="DiskFull"}',
  status: "firing",
  alerts: [
    {
      status: "firing",
      labels: { alertname: "DiskFull", severity: "critical" },
      annotations: { summary: "The disk is full" },
      startsAt: "2026-01-14T02:29:00Z",
      endsAt: "0001-01-01T00:00:00Z",
      fingerprint: "3d8d118f2f70d6e9",
    },
  ],
};

async function keyOf({ context }: HttpFixture, kind = "alertmanager"): Promise<string> {
  const name = `the ${kind} of production`;
  return (await createIntegration(context, SETUP, { name, kind })).key;
}

async function post(
  url: string,
  body: string | Buffer,
  headers: Readonly<Record<string, string>> = {},
): Promise<{ status: number; text: string; headers: Record<string, unknown> }> {
  const answer = await request(url, {
    method: "POST",
    body,
    headers: { "content-type": "application/json", ...headers },
  });
  return {
    status: answer.statusCode,
    text: await answer.body.text(),
    headers: answer.headers as Record<string, unknown>,
  };
}

async function titles({ send, tokens }: HttpFixture): Promise<string[]> {
  const page = await send("GET", "/api/v1/incidents", { token: tokens.viewer });
  const { incidents } = (await page.json()) as { incidents: { title: string }[] };
  return incidents.map(({ title }) => title);
}

describe("POST /ingest/alertmanager", () => {
  it.each([
    ["a bearer token", (key: string) => ({ authorization: `Bearer ${key}` })],
    [
      "the password of basic authentication",
      (key: string) => ({
        authorization: `Basic ${Buffer.from(`any:${key}`).toString("base64")}`,
      }),
    ],
    ["a header of ours", (key: string) => ({ "x-tocsin-key": key })],
  ])("takes the key as %s", async (_, headers) => {
    const fixture = await httpFixture();
    const url = `${await liveServer(fixture)}/ingest/alertmanager`;
    const answer = await post(url, JSON.stringify(GROUP), headers(await keyOf(fixture)));
    expect(answer.status).toBe(200);
    expect(await titles(fixture)).toEqual(["The disk is full"]);
  });

  it("refuses a wrong key, none, and that of a disabled integration", async () => {
    const fixture = await httpFixture();
    const base = await liveServer(fixture);
    const url = `${base}/ingest/alertmanager`;
    const body = JSON.stringify(GROUP);
    expect((await post(url, body)).status).toBe(401);
    expect((await post(url, body, { "x-tocsin-key": "wrong" })).status).toBe(401);
    const { integration, key } = await createIntegration(fixture.context, SETUP, {
      name: "old",
      kind: "alertmanager",
    });
    expect((await post(url, body, { "x-tocsin-key": key })).status).toBe(200);
    const path = `/api/v1/integrations/${integration.id}`;
    await fixture.send("DELETE", path, { token: fixture.tokens.admin });
    expect((await post(url, body, { "x-tocsin-key": key })).status).toBe(401);
  });

  it("does not take an API token for a key", async () => {
    const fixture = await httpFixture();
    const url = `${await liveServer(fixture)}/ingest/alertmanager`;
    const headers = { authorization: `Bearer ${fixture.tokens.admin}` };
    expect((await post(url, JSON.stringify(GROUP), headers)).status).toBe(401);
  });

  it("stores what it cannot read, answers 2xx, and pages", async () => {
    const fixture = await httpFixture();
    const url = `${await liveServer(fixture)}/ingest/alertmanager`;
    const headers = { "x-tocsin-key": await keyOf(fixture) };
    for (const body of ["{not json", "", "null", '{"alerts": 7}'])
      expect((await post(url, body, headers)).status).toBe(200);
    expect(await titles(fixture)).toHaveLength(1);
  });

  it("keeps the first 5 MiB of a longer body, and the connection", async () => {
    const received: IngestRequest[] = [];
    const fixture = await httpFixture(({ ingest }) => ({
      ingest: {
        ingest: (given) => {
          received.push(given);
          return ingest.ingest(given);
        },
      },
    }));
    const url = `${await liveServer(fixture)}/ingest/alertmanager`;
    const agent = new Agent({ connections: 1 });
    onTestFinished(() => agent.close());
    const headers = {
      "content-type": "application/json",
      "x-tocsin-key": await keyOf(fixture),
    };
    const long = Buffer.alloc(12 * MIB, "x");
    const connections = new Set<unknown>();
    agent.on("connect", (origin) => connections.add([origin]));
    for (const body of [long, Buffer.from(JSON.stringify(GROUP))]) {
      const answer = await request(url, { method: "POST", headers, body, dispatcher: agent });
      expect(answer.statusCode).toBe(200);
      await answer.body.dump();
    }
    expect(connections.size).toBe(1);
    expect(received.map(({ truncated }) => truncated)).toEqual([true, false]);
    expect(received[0]?.body.length).toBe(5 * MIB);
    expect(received[0]?.body.subarray(-3)).toEqual(Buffer.from("xxx"));
    expect(await titles(fixture)).toHaveLength(2);
  });

  it("answers strictly after the commit", async () => {
    const commit = Promise.withResolvers<void>();
    const handed = Promise.withResolvers<void>();
    const fixture = await httpFixture(({ ingest }) => ({
      ingest: {
        ingest: async (given) => {
          handed.resolve();
          await commit.promise;
          return ingest.ingest(given);
        },
      },
    }));
    const url = `${await liveServer(fixture)}/ingest/alertmanager`;
    let answered = false;
    const answer = post(url, JSON.stringify(GROUP), {
      "x-tocsin-key": await keyOf(fixture),
    }).finally(() => {
      answered = true;
    });
    await handed.promise;
    // Time enough for an answer to arrive, had one been sent.
    for (let turn = 0; turn < 20; turn += 1) await new Promise((done) => setImmediate(done));
    expect(answered).toBe(false);
    commit.resolve();
    expect((await answer).status).toBe(200);
  });

  it.each([
    ["there is no room", new AppError("overloaded", "No room.")],
    ["the store fails", new Error("disk I/O error")],
  ])("answers 503 when %s, so that the sender tries again", async (_, error) => {
    const fixture = await httpFixture(() => ({ ingest: { ingest: () => Promise.reject(error) } }));
    const url = `${await liveServer(fixture)}/ingest/alertmanager`;
    const answer = await post(url, JSON.stringify(GROUP), {
      "x-tocsin-key": await keyOf(fixture),
    });
    expect(answer.status).toBe(503);
    expect(answer.headers["retry-after"]).toBe("1");
    expect(answer.text).not.toContain("disk");
  });

  it("cleans what a database refuses, and loses nothing else", async () => {
    const fixture = await httpFixture();
    const url = `${await liveServer(fixture)}/ingest/alertmanager`;
    const hostile = JSON.stringify(GROUP).replace(
      "The disk is full",
      "a\\u0000b \\ud800 <script>alert(1)</script>",
    );
    const headers = { "x-tocsin-key": await keyOf(fixture) };
    expect((await post(url, hostile, headers)).status).toBe(200);
    expect(await titles(fixture)).toEqual(["a\uFFFDb \uFFFD <script>alert(1)</script>"]);
  });
});

describe("POST /ingest/plain with a mapping", () => {
  const mapping = {
    title: "{/check/name} on {/host}",
    status: { from: "/ok", values: { true: "resolved", false: "firing" } },
    dedupKey: ["{/host}", "/check/name"].join(" "),
    labels: { host: "/host" },
  };
  const create = ({ send, tokens }: HttpFixture, more: object) =>
    send("POST", "/api/v1/integrations", {
      token: tokens.admin,
      body: { name: "of our own", kind: "plain", mapping, ...more },
    });

  it("reads a form of the sender's own", async () => {
    const fixture = await httpFixture();
    const { key, url } = (await (await create(fixture, {})).json()) as { key: string; url: string };
    const base = await liveServer(fixture);
    const { pathname } = new URL(url);
    const send = (ok: boolean) =>
      post(base + pathname, JSON.stringify({ host: "db-3", check: { name: "disk" }, ok }), {
        "x-tocsin-key": key,
      });
    expect((await send(false)).status).toBe(202);
    expect(await titles(fixture)).toEqual(["disk on db-3"]);
    await send(true);
    const alerts = await fixture.context.database.read.selectFrom("alert").selectAll().execute();
    expect(alerts.map(({ status }) => status)).toEqual(["resolved"]);
  });

  it.each([
    ["of a kind that has a form of its own", { kind: "zabbix" }],
    ["without a title", { mapping: { labels: {} } }],
    ["with a field that there is none of", { mapping: { title: "t", colour: "/x" } }],
    ["with too many labels", { mapping: { title: "t", labels: names(51) } }],
  ])("refuses one %s", async (_, more) => {
    const answer = await create(await httpFixture(), more);
    expect(answer.status).toBe(400);
  });

  function names(count: number): Record<string, string> {
    return Object.fromEntries(Array.from({ length: count }, (_, index) => [`n${index}`, "/x"]));
  }
});

describe("/ingest/grafana", () => {
  const sign = (key: string, body: string) => createHmac("sha256", key).update(body).digest("hex");

  it.each(["POST", "PUT"] as const)(
    "takes %s, signed or not, and nothing that is signed wrongly",
    async (method) => {
      const fixture = await httpFixture();
      const url = `${await liveServer(fixture)}/ingest/grafana`;
      const key = await keyOf(fixture, "grafana");
      const body = JSON.stringify(GROUP);
      const send = async (headers: Record<string, string>) => {
        const authorization = `Bearer ${key}`;
        const answer = await request(url, { method, body, headers: { authorization, ...headers } });
        await answer.body.dump();
        return answer.statusCode;
      };
      expect(await send({ "x-grafana-alerting-signature": sign("other", body) })).toBe(401);
      expect(await titles(fixture)).toEqual([]);
      expect(await send({ "x-grafana-alerting-signature": sign(key, body) })).toBe(200);
      // By now the key is known, and the short way taken.
      expect(await send({ "x-grafana-alert-signature": sign("other", body) })).toBe(401);
      expect(await send({})).toBe(200);
      expect(await titles(fixture)).toEqual(["The disk is full"]);
    },
  );

  it("does not lose a signed body that is too long to be checked", async () => {
    const fixture = await httpFixture();
    const url = `${await liveServer(fixture)}/ingest/grafana`;
    const headers = {
      "x-tocsin-key": await keyOf(fixture, "grafana"),
      "x-grafana-alerting-signature": "0".repeat(64),
    };
    expect((await post(url, Buffer.alloc(6 * MIB, "x"), headers)).status).toBe(200);
    expect(await titles(fixture)).toHaveLength(1);
  });
});

describe("POST /integrations/v1/{kind}/{key}", () => {
  it.each([
    ["formatted_webhook", { title: "The disk is full", alert_uid: "disk" }],
    ["grafana_alerting", GROUP],
    ["alertmanager", GROUP],
    ["something_else", { title: "The disk is full" }],
  ])("takes what is sent to OnCall's address of a %s", async (kind, body) => {
    const fixture = await httpFixture();
    const base = `${await liveServer(fixture)}/integrations/v1/${kind}`;
    const key = await keyOf(fixture, "grafana-oncall");
    expect((await post(`${base}/wrong/`, JSON.stringify(body))).status).toBe(401);
    expect(await titles(fixture)).toEqual([]);
    expect((await post(`${base}/${key}/`, JSON.stringify(body))).status).toBe(200);
    expect(await titles(fixture)).toEqual(["The disk is full"]);
    expect(fixture.context.logLines.join()).not.toContain(key);
  });
});

describe.each(["/v2/enqueue", "/ingest/pagerduty/v2/enqueue"])("POST %s", (path) => {
  const event = (routingKey: string, more: object = {}) =>
    JSON.stringify({
      routing_key: routingKey,
      event_action: "trigger",
      dedup_key: "disk",
      payload: { summary: "Disk full", source: "db-1", severity: "critical" },
      ...more,
    });

  it("answers exactly as PagerDuty does", async () => {
    const fixture = await httpFixture();
    const key = await keyOf(fixture, "pagerduty-events");
    expect(key).toMatch(/^[0-9a-f]{32}$/);
    const answer = await post(`${await liveServer(fixture)}${path}`, event(key));
    expect(answer.status).toBe(202);
    expect(JSON.parse(answer.text)).toEqual({
      status: "success",
      message: "Event processed",
      dedup_key: "disk",
    });
    expect(await titles(fixture)).toEqual(["Disk full"]);
  });

  it("refuses a wrong routing key in PagerDuty's form", async () => {
    const fixture = await httpFixture();
    const url = `${await liveServer(fixture)}${path}`;
    for (const body of [event("0".repeat(32)), "{}", "not json", ""]) {
      const answer = await post(url, body);
      expect(answer.status).toBe(401);
      expect(JSON.parse(answer.text)).toMatchObject({ status: "invalid event" });
    }
    expect(await titles(fixture)).toEqual([]);
  });

  it("pages for a malformed event that has a valid key", async () => {
    const fixture = await httpFixture();
    const key = await keyOf(fixture, "pagerduty-events");
    const url = `${await liveServer(fixture)}${path}`;
    expect((await post(url, event(key, { payload: 7 }))).status).toBe(202);
    expect((await post(url, `${event(key)} trailing`)).status).toBe(202);
    expect(await titles(fixture)).toHaveLength(1);
  });

  it("leaves the routing key nowhere: it is as good as a password", async () => {
    const fixture = await httpFixture();
    const key = await keyOf(fixture, "pagerduty-events");
    const url = `${await liveServer(fixture)}${path}`;
    const bodies = [
      event(key),
      event(key, { dedup_key: key, payload: { summary: `from ${key}` } }),
      `${event(key)} trailing`,
      // The excerpt of what was not understood ends in the middle of the key.
      `{"filling": "${"x".repeat(2000)}", "routing_key": "${key}", "payload": `,
    ];
    for (const body of bodies) expect((await post(url, body)).status).toBe(202);
    const { read } = fixture.context.database;
    const receipts = (await read.selectFrom("receipt").selectAll().execute()).map(receiptFromRow);
    const texts = receipts.flatMap(({ requests }) =>
      requests.map((one) => Buffer.from(one.body).toString("utf8")),
    );
    expect(texts.map((text) => text.length).sort()).toEqual(
      bodies.map((body) => body.length).sort(),
    );
    const alerts = await read.selectFrom("alert").selectAll().execute();
    const entries = await read.selectFrom("timeline_entry").selectAll().execute();
    const kept = [...texts, JSON.stringify([alerts, entries]), ...fixture.context.logLines].join();
    expect(kept).toContain("Disk full");
    expect(kept).not.toContain(key.slice(0, 8));
  });
});

describe("POST /api/v1/alerts", () => {
  it("takes an alert with a token, and tells a caller what is wrong with one", async () => {
    const fixture = await httpFixture();
    const { send, tokens } = fixture;
    const body = { title: "Disk full", severity: "critical", dedupKey: "disk" };
    const stored = await send("POST", "/api/v1/alerts", { token: tokens.responder, body });
    expect(await stored.json()).toEqual({ status: "stored", dedupKeys: ["disk"], unparsed: [] });
    const wrong = await send("POST", "/api/v1/alerts", {
      token: tokens.responder,
      body: { title: "", url: "javascript:alert(1)" },
    });
    expect(wrong.status).toBe(400);
    expect(await titles(fixture)).toEqual(["Disk full"]);
  });

  it("finds a place also where somebody else has taken the name", async () => {
    const fixture = await httpFixture();
    for (const name of ["API tokens", "API tokens of web"])
      await createIntegration(fixture.context, SETUP, { name, kind: "plain", team: "data" });
    const web = await tokenOf(fixture.context, { role: "responder", teams: ["web"] });
    const ask = async (token: string, dedupKey: string) => {
      const body = { title: `Disk full on ${dedupKey}`, dedupKey };
      return (await fixture.send("POST", "/api/v1/alerts", { token, body })).status;
    };
    for (const time of ["first", "second"]) {
      expect(await ask(fixture.tokens.responder, time)).toBe(202);
      expect(await ask(web, time)).toBe(202);
    }
    const integrations = await fixture.context.database.read
      .selectFrom("integration")
      .selectAll()
      .execute();
    expect(integrations.filter(({ kind }) => kind === "api")).toHaveLength(2);
  });

  it("belongs to one integration, which an administrator may disable", async () => {
    const { send, tokens } = await httpFixture();
    const ask = () =>
      send("POST", "/api/v1/alerts", { token: tokens.responder, body: { title: "Disk full" } });
    const statuses = (await Promise.all([ask(), ask(), ask()])).map(({ status }) => status);
    expect(statuses).toEqual([202, 202, 202]);
    const list = await send("GET", "/api/v1/integrations", { token: tokens.admin });
    const { integrations } = (await list.json()) as { integrations: { id: string }[] };
    expect(integrations).toHaveLength(1);
    const path = `/api/v1/integrations/${integrations[0]?.id}`;
    await send("DELETE", path, { token: tokens.admin });
    expect((await ask()).status).toBe(403);
  });
});
