import { describe, expect, it } from "vitest";
import { json } from "../../../test/support/api-server.ts";
import { tocsin } from "../../../test/support/run-tocsin.ts";
import type { IncidentStepsJson } from "../../contract/incident-step.ts";
import { doStepSchema, incidentStepsSchema } from "../../contract/incident-step.ts";

const PATH = "/api/v1/incidents/20261123-007/steps";
const dashboards = {
  key: "detection/2",
  text: "Check the dashboards",
  line: 31,
  kind: "step" as const,
  done: null,
};
const STEPS: IncidentStepsJson = incidentStepsSchema.parse({
  next: { ...dashboards, phase: "Detection", endsAt: "2026-11-23T13:33:00.000Z" },
  phases: [
    {
      title: "Detection",
      startsAt: "2026-11-23T13:20:00.000Z",
      endsAt: "2026-11-23T13:33:00.000Z",
      steps: [
        {
          ...dashboards,
          key: "detection/1",
          text: "Acknowledge",
          done: {
            outcome: "done",
            by: null,
            at: "2026-11-23T13:21:00.000Z",
            because: "Ann acknowledged",
          },
        },
        dashboards,
      ],
    },
  ],
});

describe("tocsin incident next", () => {
  it("says the one step that is next, with its line and time, then all of them", async () => {
    const { out } = await tocsin(["incident", "next", "20261123-007"], {
      [`GET ${PATH}`]: json(STEPS),
    });
    expect(out.split("\n")).toEqual([
      "Next: Check the dashboards (line 31, Detection, due in 3 min)",
      "",
      "Detection  until 13:33 UTC, in 3 min",
      "1  done  Acknowledge           13:21 UTC, Ann acknowledged",
      "2  –     Check the dashboards  line 31",
      "",
    ]);
  });
});

describe("tocsin incident done", () => {
  it.each([
    ["2", "detection/2"],
    ["dashboards", "detection/2"],
    ["next", "detection/2"],
    ["detection/1", "detection/1"],
  ])("knows a step by %s", async (word, step) => {
    const { code, sent } = await tocsin(["incident", "done", "20261123-007", word], {
      [`GET ${PATH}`]: json(STEPS),
      [`POST ${PATH}`]: json(STEPS),
    });
    expect(code).toBe(0);
    expect(doStepSchema.parse(sent)).toEqual({ step });
  });

  it("says that a word is no step", async () => {
    const { code, err } = await tocsin(["incident", "done", "20261123-007", "dance"], {
      [`GET ${PATH}`]: json(STEPS),
    });
    expect(code).not.toBe(0);
    expect(err).toContain('"dance" is no step of this playbook');
  });
});
