import { describe, expect, it } from "vitest";
import { minutes, must } from "../../test/support/decided.ts";
import { actor, opened } from "../../test/support/incident-fixtures.ts";
import { playbookOf } from "../../test/support/playbook-of.ts";
import { answersIn, checklistPoints } from "./checklist.ts";
import type { IncidentInput } from "./decide.ts";
import type { Incident } from "./incident.ts";
import { nextPlaybookStep } from "./next-step.ts";
import { stepGroups } from "./playbook-steps.ts";
import type { TimelineEntry } from "./timeline.ts";

const at = (line: number) => ({ source: { file: "playbook.md", line } });
const lists = { sources: [], objectives: [] };

const PLAYBOOK = playbookOf({
  severities: [
    {
      id: "P0",
      name: "Critical",
      definition: "",
      examples: [],
      responseActions: [
        { text: "Page on-call", kind: "page", ...at(10) },
        {
          text: "Engage incident commander",
          kind: "notify",
          role: "incident commander",
          engages: true,
          ...at(11),
        },
      ],
      sla: {},
      ...at(9),
    },
  ],
  phases: [
    {
      id: "detection",
      title: "Detection",
      start: "PT0S",
      end: "PT5M",
      ...lists,
      actions: [
        { text: "Acknowledge the alert", showsIn: "acknowledged", ...at(20) },
        { text: "Check the dashboards", ...at(21) },
      ],
      ...at(19),
    },
    {
      id: "triage",
      title: "Triage",
      start: "PT5M",
      end: "PT15M",
      ...lists,
      actions: [],
      ...at(30),
    },
    { id: "talk", title: "Communication", ...lists, actions: [], ...at(40) },
  ],
  checklists: [
    {
      id: "questions",
      title: "Questions",
      phase: "triage",
      groups: [
        {
          id: "impact",
          title: "Impact",
          items: [{ id: "data", text: "Data at risk", type: "boolean", ...at(31) }],
          ...at(31),
        },
      ],
      ...at(31),
    },
  ],
  templates: [
    { id: "inside", title: "Internal", phase: "talk", channel: "slack", body: "-", ...at(41) },
  ],
});

const ann = actor("Ann");

/** Plays deeds, each with its minute, and says what is next at the minute after them. */
function play(deeds: readonly (readonly [number, IncidentInput])[]) {
  let { incident } = opened();
  const entries: TimelineEntry[] = [];
  for (const [minute, deed] of deeds) {
    const decided = must(incident, deed, minutes(minute));
    for (const entry of decided.entries) {
      entries.push({ ...entry, incidentId: incident.id, seq: entries.length + 1 });
    }
    incident = decided.incident;
  }
  return { incident, entries, groups: groupsOf(incident, entries) };
}

function groupsOf(incident: Incident, entries: readonly TimelineEntry[]) {
  const answers = answersIn(entries, checklistPoints(PLAYBOOK));
  return stepGroups(incident, PLAYBOOK, { entries, answers });
}

const nextAt = (minute: number, deeds: readonly (readonly [number, IncidentInput])[]) => {
  const { incident, groups } = play(deeds);
  return nextPlaybookStep(incident, groups, minutes(minute))?.step.text;
};

const ACKNOWLEDGE: IncidentInput = { kind: "acknowledge", by: ann, via: "cli" };
const COMMAND: IncidentInput = { kind: "accept-role", by: ann, role: "Incident Commander" };
const tick = (key: string, reason?: string): IncidentInput => ({
  kind: "step-done",
  by: ann,
  step: { key, text: key, line: 1 },
  ...(reason === undefined ? {} : { reason }),
});
const ANSWER: IncidentInput = {
  kind: "answer",
  by: ann,
  point: { key: "questions/impact/data", text: "Data at risk", line: 31 },
  answer: { value: "No", outcome: "done" },
  reason: "",
  effect: {},
};
const UPDATE: IncidentInput = { kind: "update", by: ann, audience: "stakeholders", text: "-" };

describe("the next step", () => {
  it("is that somebody has it, then what the severity asks for, then the phase's", () => {
    expect(nextAt(0, [])).toBe("Acknowledge the alert");
    expect(nextAt(1, [[1, ACKNOWLEDGE]])).toBe("Engage incident commander");
    expect(
      nextAt(2, [
        [1, ACKNOWLEDGE],
        [2, COMMAND],
      ]),
    ).toBe("Check the dashboards");
  });

  it("is of the phase whose time it is, then what was left undone before it, then what comes after", () => {
    const begun = [
      [1, ACKNOWLEDGE],
      [2, COMMAND],
    ] as const;
    expect(nextAt(7, begun)).toBe("Data at risk");
    expect(nextAt(7, [...begun, [6, ANSWER]])).toBe("Check the dashboards");
    expect(nextAt(7, [...begun, [6, ANSWER], [7, tick("detection/2")]])).toBe(
      "Tell people: Internal",
    );
    expect(
      nextAt(9, [...begun, [6, ANSWER], [7, tick("detection/2", "no dashboards")], [8, UPDATE]]),
    ).toBeUndefined();
  });

  it("says how each is done: by whom, or by what shows it", () => {
    const { groups } = play([
      [1, ACKNOWLEDGE],
      [2, tick("detection/2", "no dashboards")],
    ]);
    expect(groups.find(({ title }) => title === "Detection")).toMatchObject({
      endsAt: minutes(5),
      steps: [
        { done: { outcome: "done", by: null, because: "Ann acknowledged", at: minutes(1) } },
        { done: { outcome: "skipped", by: "Ann", because: "no dashboards", at: minutes(2) } },
      ],
    });
  });

  it("is the last phase's once it is resolved, and nothing once it is closed", () => {
    const resolved = [
      [1, ACKNOWLEDGE],
      [2, { kind: "resolve", by: ann, reason: "-" }],
    ] as const;
    expect(nextAt(3, resolved)).toBe("Tell people: Internal");
    expect(nextAt(3, [...resolved, [3, { kind: "close", by: ann, reason: "" }]])).toBeUndefined();
  });
});
