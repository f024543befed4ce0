/** Changes that senders tell of: stored, listed, and shown beside incidents; they page nobody. */

import { describe, expect, it } from "vitest";
import { CHANGES_KEPT_MS } from "../../src/domain/change-event.ts";
import { MS } from "../../src/domain/duration.ts";
import { declareIncident } from "../../src/operations/incident/declare.ts";
import { createIntegration } from "../../src/operations/integration/create.ts";
import { httpFixture, tokenOf } from "../support/http-fixture.ts";
import { SETUP } from "../support/operation-context.ts";

async function changes() {
  const fixture = await httpFixture();
  const { context, send, tokens } = fixture;
  const sender = async (name: string, team?: string) => {
    const kind = "pagerduty-events";
    const input = { name, kind, ...(team === undefined ? {} : { team }) };
    const { key } = await createIntegration(context, SETUP, input);
    return async (summary: string, more: object = {}) =>
      send("POST", "/v2/change/enqueue", {
        body: { routing_key: key, payload: { summary, ...more } },
      });
  };
  const listed = async (token = tokens.viewer, query = "") => {
    const answer = await send("GET", `/api/v1/changes${query}`, { token });
    const { changes } = (await answer.json()) as { changes: { summary: string }[] };
    return changes.map(({ summary }) => summary);
  };
  return { ...fixture, sender, listed };
}

describe("a change event", () => {
  it("is answered as PagerDuty does, listed, and opens no incident", async () => {
    const { sender, listed, send, tokens } = await changes();
    const tell = await sender("ci");
    const answer = await tell("Deployed api 4.2");
    expect(answer.status).toBe(202);
    expect(await answer.json()).toEqual({ status: "success", message: "Change event processed" });
    await tell("");
    expect(await listed()).toEqual([
      "A change that could not be read: there is no payload.summary",
      "Deployed api 4.2",
    ]);
    const page = await send("GET", "/api/v1/incidents", { token: tokens.viewer });
    expect(await page.json()).toMatchObject({ incidents: [] });
  });

  it("needs a routing key", async () => {
    const { send, listed } = await changes();
    const body = { routing_key: "0".repeat(32), payload: { summary: "s" } };
    const answer = await send("POST", "/v2/change/enqueue", { body });
    expect(answer.status).toBe(401);
    expect(await answer.json()).toMatchObject({ status: "invalid event" });
    expect(await listed()).toEqual([]);
  });

  it("stands beside the incidents of the day after, those of its team", async () => {
    const { sender, context, send, tokens, listed } = await changes();
    const ours = await sender("ci");
    const webs = await sender("ci of web", "web");
    const now = context.clock.now();
    const at = (agoMs: number) => ({ timestamp: new Date(now - agoMs).toISOString() });
    await ours("two days ago", at(2 * MS.day));
    await ours("an hour ago", at(MS.hour));
    await webs("web's, half an hour ago", at(MS.hour / 2));
    const shown = async (team: string) => {
      const { number } = await declareIncident(context, SETUP, { title: "Slow", team });
      const answer = await send("GET", `/api/v1/incidents/${number}`, { token: tokens.viewer });
      const { changes } = (await answer.json()) as { changes: { summary: string }[] };
      return changes.map(({ summary }) => summary);
    };
    expect(await shown("web")).toEqual(["web's, half an hour ago", "an hour ago"]);
    expect(await shown("data")).toEqual(["an hour ago"]);
    const data = await tokenOf(context, { role: "viewer", teams: ["data"] });
    expect(await listed(data)).toEqual(["an hour ago", "two days ago"]);
    const from = encodeURIComponent(new Date(now - MS.day).toISOString());
    expect(await listed(tokens.viewer, `?from=${from}&limit=1`)).toEqual([
      "web's, half an hour ago",
    ]);
    const backwards = `?from=${from}&until=${from}`;
    const answer = await send("GET", `/api/v1/changes${backwards}`, { token: tokens.viewer });
    expect(answer.status).toBe(400);
  });

  it("does not come from the future, and is forgotten after 90 days", async () => {
    const { sender, context, listed, send, tokens } = await changes();
    const tell = await sender("ci");
    const now = context.clock.now();
    await tell("tomorrow's", { timestamp: new Date(now + MS.day).toISOString() });
    const answer = await send("GET", "/api/v1/changes", { token: tokens.viewer });
    expect(await answer.json()).toMatchObject({
      changes: [{ happenedAt: new Date(now).toISOString() }],
    });
    await context.clock.advance(CHANGES_KEPT_MS + 1);
    await tell("new");
    expect(await listed()).toEqual(["new"]);
  });
});
