/** Notes of another time, stars and corrections over HTTP, and how the postmortem tells them. */

import { describe, expect, it } from "vitest";
import type { IncidentDetailJson } from "../../src/contract/incident.ts";
import type { TimelineJson } from "../../src/contract/timeline.ts";
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
  await context.clock.advance(20 * 60_000);
  const ago = (minutes: number): string =>
    new Date(context.clock.now() - minutes * 60_000).toISOString();
  const post = (path: string, body: object = {}) => send("POST", `${at}${path}`, { token, body });
  const timeline = async () =>
    ((await (await send("GET", `${at}/timeline`, { token })).json()) as TimelineJson).entries;
  const notes = async () => (await timeline()).filter(({ kind }) => kind === "note");
  const postmortem = async () => (await send("GET", `${at}/postmortem`, { token })).text();
  return { post, ago, timeline, notes, postmortem };
}

describe("entries of a timeline", () => {
  it("stay as they were written, with what was put right and marked beside them", async () => {
    const { post, ago, notes, timeline, postmortem } = await declared();
    await post("/notes", { text: "It was the disk", at: ago(25) });
    const [before] = await notes();
    const seq = before?.seq ?? 0;
    await post(`/timeline/${seq}/correct`, { text: "It was the pool" });
    await post(`/timeline/${seq}/star`);
    const [after] = await notes();
    expect(after).toMatchObject({
      text: before?.text,
      data: before?.data,
      starred: true,
      toldAt: ago(25),
      correction: { text: "It was the pool", was: "It was the disk", by: "Rita Responder" },
    });
    expect((await timeline()).at(-2)?.text).toBe(
      `Rita Responder corrected entry ${seq}: It was the pool (it said: It was the disk).`,
    );
    const rows = (await postmortem()).split("\n").filter((line) => /^\| \d\d:\d\d \|/u.test(line));
    // Five minutes before it was opened.
    expect(rows[0]).toMatch(
      /★ Rita Responder noted: It was the pool\. .*written down at .* UTC; corrected by Rita Responder; it said: It was the disk/u,
    );
    await post(`/timeline/${seq}/star`, { starred: false });
    expect((await notes())[0]?.starred).toBe(false);
  });

  it.each<[string, string, object, number, RegExp]>([
    ["of Tocsin's", "/timeline/1/correct", { text: "-" }, 400, /Tocsin wrote it/u],
    ["that are not there", "/timeline/900/correct", { text: "-" }, 404, /no entry 900/u],
    ["that are not there", "/timeline/900/star", {}, 409, /no entry 900/u],
    ["without a correction", "/timeline/1/correct", {}, 400, /should have said/u],
  ])("%s are not changed (%s)", async (_, path, body, status, problem) => {
    const { post } = await declared();
    const refused = await post(path, body);
    expect(refused.status).toBe(status);
    expect(await refused.text()).toMatch(problem);
  });

  it("of updates keep the time at which they went out", async () => {
    const { post, timeline, ago } = await declared();
    await post("/updates", { text: "We look into it" });
    const seq = (await timeline()).find(({ kind }) => kind === "update")?.seq ?? 0;
    const moved = await post(`/timeline/${seq}/correct`, { at: ago(5) });
    expect(moved.status).toBe(400);
    const worded = await post(`/timeline/${seq}/correct`, { text: "We looked into it" });
    expect(worded.status).toBe(200);
  });
});
