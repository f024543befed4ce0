import { connect } from "node:net";
import { request } from "undici";
import { describe, expect, it, onTestFinished } from "vitest";
import { type HttpFixture, httpFixture } from "../../test/support/http-fixture.ts";
import { SETUP } from "../../test/support/operation-context.ts";
import { AppError } from "../domain/error.ts";
import { createIntegration } from "../operations/integration/create.ts";
import { ByteBudget } from "./byte-budget.ts";
import { directIngest } from "./direct-ingest.ts";
import { IntegrationKeys } from "./integration-keys.ts";
import { startServer } from "./server.ts";

interface Served {
  readonly port: number;
  /** Paths that came by Hono. */
  readonly viaHono: string[];
  post(path: string, body: string, key?: string): Promise<Answer>;
}

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
}

async function serve({ app, direct }: HttpFixture): Promise<Served> {
  const viaHono: string[] = [];
  const fetch = (given: Request, env?: object) => {
    viaHono.push(new URL(given.url).pathname);
    return app.fetch(given, env);
  };
  const server = await startServer({ fetch, direct }, { host: "127.0.0.1", port: 0 });
  onTestFinished(async () => {
    await server.drain(0);
  });
  return {
    port: server.port,
    viaHono,
    async post(path, body, key) {
      const answer = await request(`http://127.0.0.1:${server.port}${path}`, {
        method: "POST",
        headers: {
          "content-type": "application/json",
          ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
        },
        body,
      });
      const { date: _, ...headers } = answer.headers;
      return { status: answer.statusCode, headers, text: await answer.body.text() };
    },
  };
}

async function keyOf({ context }: HttpFixture, kind: string): Promise<string> {
  return (await createIntegration(context, SETUP, { name: kind, kind })).key;
}

describe("answering senders without Hono", () => {
  it.each([
    ["alertmanager", JSON.stringify({ alerts: [{ labels: { alertname: "DiskFull" } }] })],
    ["alertmanager", "no JSON"],
    ["plain", JSON.stringify({ title: "Disk full", dedupKey: "disk – voll" })],
  ])("says of %s what the route says: %s", async (kind, body) => {
    const fixture = await httpFixture();
    const { post, viaHono } = await serve(fixture);
    const key = await keyOf(fixture, kind);
    const path = `/ingest/${kind}`;
    const first = await post(path, body, key);
    expect(viaHono).toEqual([path]);
    expect(await post(path, body, key)).toEqual(first);
    expect(viaHono).toEqual([path]);
  });

  it.each([new AppError("overloaded", "No room."), new Error("disk I/O error")])(
    "asks to be sent again what was not stored: %s",
    async (error) => {
      const fixture = await httpFixture(() => ({
        ingest: { ingest: () => Promise.reject(error) },
      }));
      const { post, viaHono } = await serve(fixture);
      const key = await keyOf(fixture, "alertmanager");
      const first = await post("/ingest/alertmanager", "{}", key);
      expect(first.status).toBe(503);
      expect(await post("/ingest/alertmanager", "{}", key)).toEqual(first);
      expect(viaHono).toHaveLength(1);
    },
  );

  it("leaves to the routes whoever is not known", async () => {
    const fixture = await httpFixture();
    const { post, viaHono } = await serve(fixture);
    const key = await keyOf(fixture, "alertmanager");
    await post("/ingest/alertmanager", "{}", key);
    expect((await post("/ingest/alertmanager", "{}")).status).toBe(401);
    expect((await post("/ingest/alertmanager", "{}", "wrong")).status).toBe(401);
    expect((await post("/ingest/alertmanager", "{}", "wrong")).status).toBe(401);
    expect((await post("/ingest/nothing", "{}", key)).status).toBe(404);
    expect((await post("/ingest/alertmanager?x=1", "{}", key)).status).toBe(200);
    // What was found is believed for five seconds.
    await fixture.context.clock.advance(5000);
    expect((await post("/ingest/alertmanager", "{}", key)).status).toBe(200);
    expect(viaHono).toHaveLength(7);
  });

  it("gives back the room of bodies that were answered, refused or never completed", async () => {
    const fixture = await httpFixture();
    const budget = new ByteBudget(1000);
    const keys = new IntegrationKeys(async () => ({ id: "i", name: "prometheus", team: null }));
    await keys.find("known", fixture.context.clock.now());
    const direct = directIngest({
      dependencies: {
        context: fixture.context,
        ingest: { ingest: async () => ({ events: [], unparsed: [], omittedAlerts: 0 }) },
      },
      keys,
      budget,
      headers: {},
    });
    const { port, post } = await serve({ ...fixture, direct });
    expect((await post("/ingest/alertmanager", "x".repeat(900), "known")).status).toBe(200);
    expect((await post("/ingest/alertmanager", "x".repeat(1100), "known")).status).toBe(503);
    expect(budget.taken).toBe(0);
    const client = connect(port, "127.0.0.1");
    client.write(
      "POST /ingest/alertmanager HTTP/1.1\r\nhost: x\r\nx-tocsin-key: known\r\ncontent-length: 9\r\n\r\nhalf",
    );
    await expect.poll(() => budget.taken).toBe(4);
    client.destroy();
    await expect.poll(() => budget.taken).toBe(0);
  });
});
