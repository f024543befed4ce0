/** Clocks over HTTP: paused, resumed, breached and excused, and how that reads in the postmortem. */

import { describe, expect, it } from "vitest";
import type { IncidentDetailJson } from "../../src/contract/incident.ts";
import { engineOn, workOff } from "../support/engine-fixture.ts";
import { httpFixture } from "../support/http-fixture.ts";

const MINUTE = 60_000;

async function declared() {
  const fixture = await httpFixture();
  const { send, tokens, context } = fixture;
  const { clock } = context;
  const token = tokens.responder;
  const answer = await send("POST", "/api/v1/incidents", {
    token,
    body: { title: "Checkout is slow", severity: "P0" },
  });
  const { number } = (await answer.json()) as { number: string };
  const at = `/api/v1/incidents/${number}`;
  const until = (minutes: number): string => new Date(clock.now() + minutes * MINUTE).toISOString();
  const post = (path: string, body: object) => send("POST", `${at}${path}`, { token, body });
  const resolution = async (response: Response) => {
    const { clocks } = (await response.json()) as IncidentDetailJson;
    return clocks.find(({ kind }) => kind === "resolution");
  };
  /** Lets so much time pass, with all that is due in it. */
  const pass = async (minutes: number): Promise<void> => {
    const engine = engineOn(context);
    for (let minute = 0; minute < minutes; minute += 10) {
      await clock.advance(10 * MINUTE);
      await workOff(engine);
    }
  };
  return { ...fixture, token, at, until, post, resolution, pass };
}

describe("a clock", () => {
  it("is paused until a time, and resumed before it", async () => {
    const { post, until, resolution, pass } = await declared();
    await pass(30);
    const pause = { clock: "resolution", until: until(60), reason: "their support opens then" };
    const paused = await resolution(await post("/clocks/pause", pause));
    expect(paused).toMatchObject({ elapsed: "PT30M", pausedUntil: pause.until });
    await pass(10);
    const resumed = await resolution(await post("/clocks/resume", { clock: "resolution" }));
    expect(resumed).toMatchObject({ elapsed: "PT30M", pausedUntil: null, breachedAt: null });
    expect(Date.parse(resumed?.dueAt ?? "") - Date.parse(resumed?.startedAt ?? "")).toBe(
      (4 * 60 + 10) * MINUTE,
    );
  });

  it("is not paused for ever, nor where an answer is what it waits for", async () => {
    const { post, until } = await declared();
    const far = await post("/clocks/pause", {
      clock: "resolution",
      until: until(8 * 24 * 60),
      reason: "-",
    });
    expect(far.status).toBe(409);
    expect(await far.text()).toContain("1 week away at most");
    const response = await post("/clocks/pause", {
      clock: "response",
      until: until(5),
      reason: "-",
    });
    expect(await response.text()).toContain("acknowledge, or snooze it");
  });

  it("that was breached is excused, and the postmortem has both", async () => {
    const { post, pass, send, at, token } = await declared();
    const early = await post("/clocks/excuse", { clock: "resolution", reason: "-" });
    expect(early.status).toBe(409);
    await pass(250);
    await post("/clocks/excuse", { clock: "resolution", reason: "their region was down" });
    await post("/resolve", { reason: "it is back" });
    const headers = { accept: "application/json" };
    const postmortem = await send("GET", `${at}/postmortem`, { token, headers });
    const facts = (await postmortem.json()) as {
      clocks: { clock: string; outcome: string; excuse: string | null }[];
    };
    expect(facts.clocks.filter(({ clock }) => clock === "resolution")).toMatchObject([
      { outcome: "breached", elapsed: "PT4H10M", excuse: "their region was down" },
    ]);
  });
});
