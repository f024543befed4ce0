/** What the playbook asks for, over HTTP: ticked, skipped, shown by facts, and what is next. */

import { describe, expect, it } from "vitest";
import type { IncidentDetailJson } from "../../src/contract/incident.ts";
import type { IncidentStepsJson } from "../../src/contract/incident-step.ts";
import { httpFixture } from "../support/http-fixture.ts";

async function declared() {
  const { send, tokens } = await httpFixture();
  const token = tokens.responder;
  const answer = await send("POST", "/api/v1/incidents", {
    token,
    body: { title: "Checkout is slow", severity: "P0" },
  });
  const incident = (await answer.json()) as IncidentDetailJson;
  const at = `/api/v1/incidents/${incident.number}`;
  const post = (path: string, body: object) => send("POST", `${at}${path}`, { token, body });
  const steps = async () =>
    (await (await send("GET", `${at}/steps`, { token })).json()) as IncidentStepsJson;
  return { incident, post, steps };
}

describe("steps", () => {
  it("are those of the severity and the checklists, and one of them is next", async () => {
    const { incident, post, steps } = await declared();
    expect(incident.nextStep).toMatchObject({
      key: "p0/2",
      text: "Engage the incident commander",
      phase: "At P0",
    });
    await post("/roles/incident%20commander/accept", {});
    const { phases, next } = await steps();
    expect(phases[0]?.steps[0]).toMatchObject({
      key: "p0/2",
      done: { outcome: "done", by: null, because: "Rita Responder has accepted" },
    });
    expect(next).toMatchObject({ key: "p0/3", text: "Everybody joins" });
  });

  it("are ticked, or skipped with a reason, and the timeline has the playbook's line", async () => {
    const { post } = await declared();
    const skipped = await post("/steps", { step: "p0/3", skip: "three are enough" });
    const { phases } = (await skipped.json()) as IncidentStepsJson;
    expect(phases[0]?.steps[1]?.done).toMatchObject({
      outcome: "skipped",
      by: "Rita Responder",
      because: "three are enough",
    });
    const done = await post("/steps", { step: "p0/3" });
    const after = (await done.json()) as IncidentStepsJson;
    expect(after.phases[0]?.steps[1]?.done).toMatchObject({ outcome: "done" });
  });

  it.each([
    ["p0/9", "asks for no step “p0/9”"],
    ["triage/impact/data", "is a point of a checklist: answer it"],
  ])("%s is refused with what to do", async (step, problem) => {
    const { post } = await declared();
    const refused = await post("/steps", { step });
    expect(refused.status).toBe(400);
    expect(await refused.text()).toContain(problem);
  });
});
