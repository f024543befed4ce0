/** Heartbeats from the first request to the incident, and what a ping may be. */

import { request } from "undici";
import { describe, expect, it } from "vitest";
import { addHeartbeat } from "../../src/operations/heartbeat/add.ts";
import { createIntegration } from "../../src/operations/integration/create.ts";
import { disableIntegration } from "../../src/operations/integration/disable.ts";
import { listIntegrations } from "../../src/store/integrations.ts";
import { httpFixture, PUBLIC_URL } from "../support/http-fixture.ts";
import { liveServer } from "../support/live-server.ts";
import { SETUP } from "../support/operation-context.ts";

const MIB = 1024 * 1024;

async function added(body: object = {}) {
  const fixture = await httpFixture();
  const { send, tokens } = fixture;
  const answer = await send("POST", "/api/v1/heartbeats", {
    token: tokens.manager,
    body: { name: "nightly backup", interval: "P1D", ...body },
  });
  const { url = "", heartbeat } = (await answer.json()) as {
    url?: string;
    heartbeat?: { id: string; grace: string };
  };
  const list = async () => {
    const listed = await send("GET", "/api/v1/heartbeats", { token: tokens.viewer });
    const text = await listed.text();
    return {
      text,
      heartbeats: (JSON.parse(text) as { heartbeats: { state: string }[] }).heartbeats,
    };
  };
  return { ...fixture, answer, path: url.replace(PUBLIC_URL, ""), heartbeat, list };
}

describe("a heartbeat over HTTP", () => {
  it("is added, heard in each of the ways, and never shows its secret again", async () => {
    const { send, path, list, heartbeat, app } = await added();
    expect(heartbeat?.grace).toBe("PT1H");
    expect(path).toMatch(/^\/heartbeat\/tocsin_beat_/);
    for (const [method, suffix] of [
      ["GET", ""],
      ["POST", ""],
      ["GET", "/start"],
      ["POST", "/0"],
      ["GET", "/success"],
    ]) {
      expect((await send(method ?? "", `${path}${suffix}`)).status).toBe(200);
    }
    expect((await app.request(path, { method: "HEAD" })).status).toBe(200);
    const { heartbeats, text } = await list();
    expect(heartbeats[0]?.state).toBe("up");
    expect(text).not.toContain("tocsin_beat_");
  });

  it("opens an incident when it says that it failed", async () => {
    const { send, path, tokens, list } = await added({ severity: "P2" });
    await send("POST", `${path}/2`, { body: "no space left" });
    const page = await send("GET", "/api/v1/incidents", { token: tokens.viewer });
    expect(await page.text()).toContain("Heartbeat nightly backup reported a failure");
    expect((await list()).heartbeats[0]?.state).toBe("failed");
  });

  it("answers 404 to a suffix that says nothing, and to a secret of none", async () => {
    const { send, path } = await added();
    for (const wrong of [`${path}/nope`, `${path}x`, "/heartbeat/none", `${path}/start/more`]) {
      expect((await send("GET", wrong)).status).toBe(404);
    }
  });

  it("bounds how often a secret can be tried", async () => {
    const { send } = await added();
    const statuses = new Set<number>();
    for (let tried = 0; tried < 25; tried += 1) {
      statuses.add((await send("GET", `/heartbeat/guess${tried}`)).status);
    }
    expect([...statuses]).toEqual([404, 429]);
  });

  it.each([
    [{ interval: "soon" }, "interval"],
    [{ interval: "PT1S" }, "interval"],
    [{ interval: "P9999D" }, "interval"],
    [{ grace: "PT0S" }, "grace"],
    [{ alert: {} }, "alert"],
    [{ name: " " }, "name"],
  ])("refuses %j and names the field", async (body, field) => {
    const { send, tokens } = await httpFixture();
    const answer = await send("POST", "/api/v1/heartbeats", {
      token: tokens.manager,
      body: { name: "nightly backup", interval: "P1D", ...body },
    });
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain(field);
  });

  it("refuses a name that is taken", async () => {
    const { send, tokens } = await added();
    const again = await send("POST", "/api/v1/heartbeats", {
      token: tokens.manager,
      body: { name: "nightly backup", interval: "PT5M" },
    });
    expect(again.status).toBe(409);
  });

  it("lets nobody who is confined to a team say which alerts are pings", async () => {
    const { context } = await added();
    const confined = { ...SETUP, teams: ["web"] };
    const input = {
      name: "all of them",
      intervalMs: 60_000,
      team: "web",
      fedBy: { severity: "none" },
    };
    await expect(addHeartbeat(context, confined, input)).rejects.toThrow(/confined to web/);
  });

  it("keeps its integration", async () => {
    const { context } = await added();
    const own = (await listIntegrations(context.database.read)).find(
      (one) => one.kind === "heartbeat",
    );
    await expect(disableIntegration(context, SETUP, { id: own?.id ?? "" })).rejects.toThrow(
      /belongs to Tocsin itself/,
    );
  });

  it("is added although somebody's integration has the name of ours", async () => {
    const { context } = await httpFixture();
    await createIntegration(context, SETUP, { name: "Heartbeats", kind: "plain" });
    const { heartbeat } = await addHeartbeat(context, SETUP, { name: "a", intervalMs: 60_000 });
    expect(heartbeat.state).toBe("waiting");
  });

  it("is heard although its cron job posts megabytes", async () => {
    const fixture = await added();
    const url = await liveServer(fixture);
    const answer = await request(`${url}${fixture.path}`, {
      method: "POST",
      body: "x".repeat(5 * MIB),
    });
    expect(answer.statusCode).toBe(200);
    await answer.body.dump();
    expect((await fixture.list()).heartbeats[0]?.state).toBe("up");
  });
});
