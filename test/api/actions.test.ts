/** Tasks and action items over HTTP: given, carried over at the end, changed, and in the postmortem. */

import { describe, expect, it } from "vitest";
import type { IncidentDetailJson } from "../../src/contract/incident.ts";
import type { ActionListJson } from "../../src/contract/task.ts";
import { httpFixture } from "../support/http-fixture.ts";

async function declared() {
  const { send, tokens, context } = await httpFixture();
  const token = tokens.responder;
  const answer = await send("POST", "/api/v1/incidents", {
    token,
    body: { title: "Checkout is slow", severity: "P0" },
  });
  const { number } = (await answer.json()) as IncidentDetailJson;
  const at = `/api/v1/incidents/${number}`;
  const post = (path: string, body: object = {}) => send("POST", `${at}${path}`, { token, body });
  const get = (path: string) => send("GET", path, { token });
  const open = async () => (await (await get("/api/v1/actions")).json()) as ActionListJson;
  return { context, number, at, post, get, open };
}

describe("tasks", () => {
  it("are in the incident while they are open, and action items when it is over", async () => {
    const { post, open, number } = await declared();
    await post("/tasks", { text: "Restart the queue", person: "Ann" });
    const second = await post("/tasks", { text: "Call the supplier" });
    expect(((await second.json()) as IncidentDetailJson).tasks).toMatchObject([
      { task: 1, person: "Ann", acceptedAt: null },
      { task: 2, person: null },
    ]);
    await post("/tasks/1/done");
    expect((await open()).actions).toEqual([]);
    await post("/resolve", { reason: "it is back" });
    expect((await open()).actions).toMatchObject([
      { incident: number, item: 2, text: "Call the supplier", purpose: "task", status: "open" },
    ]);
    const late = await post("/tasks", { text: "One more" });
    expect(late.status).toBe(409);
  });
});

describe("action items", () => {
  it("have an owner, a deadline and a status, and stand in the postmortem", async () => {
    const { post, get, at, open } = await declared();
    await post("/resolve", { reason: "it is back" });
    await post("/actions", {
      text: "Deploy PgBouncer",
      owner: "Ann",
      dueAt: "2026-01-20T17:00:00Z",
    });
    await post("/actions/1", { status: "in-progress" });
    const refused = await post("/actions/1", { status: "in-progress" });
    expect(refused.status).toBe(409);
    const markdown = await (await get(`${at}/postmortem`)).text();
    expect(markdown).toContain("| Deploy PgBouncer | Ann | 2026-01-20 | in progress |");
    await post("/actions/1", { status: "dropped", reason: "we leave the database" });
    expect((await open()).actions).toEqual([]);
    const all = (await (await get("/api/v1/actions?status=all")).json()) as ActionListJson;
    expect(all.actions).toMatchObject([{ item: 1, owner: "Ann", status: "dropped" }]);
  });
});
