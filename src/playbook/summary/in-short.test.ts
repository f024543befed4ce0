import { describe, expect, test } from "vitest";
import {
  at,
  pathOf,
  playbookOf,
  rotationOf,
  severityOf,
} from "../../../test/support/playbook-of.ts";
import { listed } from "../words/listed.ts";
import { inShort } from "./in-short.ts";

const page = { text: "Page the on-call engineer", kind: "page", source: at(4) } as const;
const ticket = { text: "Open a ticket", kind: "ticket", source: at(5) } as const;
const step = (effect: "observe" | "change" | "reveal" | "unknown") => ({
  text: effect,
  command: effect,
  effect,
  placeholders: [],
  source: at(30),
});
const runbookOf = (title: string, ...effects: readonly Parameters<typeof step>[0][]) => ({
  id: title,
  title,
  blocks: [{ kind: "sequence" as const, steps: effects.map(step), source: at(30) }],
  source: at(29),
});
const imani = {
  name: "Imani",
  contact: [{ kind: "email" as const, address: "imani@example.com" }],
};

describe("a playbook in short", () => {
  test("says what it promises, whom it wakes, who is on call, and what its runbooks change", () => {
    const playbook = playbookOf({
      severities: [
        severityOf("P0", { responseActions: [page] }),
        severityOf("P1", { sla: { response: "PT1H" }, responseActions: [ticket] }),
        severityOf("P2", { sla: {}, responseActions: [ticket] }),
      ],
      escalation: [pathOf("P0", ["Primary"]), pathOf("P1", ["Primary"])],
      rotations: [
        rotationOf(
          ["Primary"],
          [
            ["2026-03-02", "Imani"],
            ["2026-03-09", "Jonas"],
          ],
        ),
      ],
      overlay: { people: [imani] },
      runbooks: [
        runbookOf("a", "observe", "change", "unknown"),
        runbookOf("b", "observe", "reveal"),
      ],
      coverage: { understoodLines: 9, textLines: 1 },
    });
    expect(inShort(playbook)).toEqual([
      "There are 3 severities, P0, P1 and P2: P0 is to be answered within 15 min, P1 within 1 h.",
      "P2 promises no response time.",
      "P0 wakes somebody; P1 and P2 tell people quietly.",
      "P2 has no escalation.",
      "Imani and Jonas are on call in turn, around the clock from 2 March 2026 until 16 March 2026; " +
        "then the table begins again, which nobody has said is meant.",
      "A page would not reach Jonas: nothing says how.",
      "There are 2 runbooks: 1 of them changes something (1 of 5 commands), which needs an approval; " +
        "1 command may print secrets; what 1 command does is not known.",
      "Tocsin acts on 90 % of the text; the rest stays to be read.",
    ]);
  });

  test("a runbook alone says that it pages nobody, and nothing of people", () => {
    expect(inShort(playbookOf({ runbooks: [runbookOf("a", "observe")] }))).toEqual([
      "There are no severities: by this text alone nobody is ever paged.",
      "There is 1 runbook: none of its 1 command is known to change anything.",
      "Tocsin acts on 0 % of the text; the rest stays to be read.",
    ]);
  });

  test("what is missing altogether is said as that", () => {
    const short = inShort(
      playbookOf({ severities: [severityOf("SEV1", { sla: {}, responseActions: [ticket] })] }),
    );
    expect(short.slice(0, 5)).toEqual([
      "There is 1 severity, SEV1.",
      "None of them promises a response time, so nobody can tell when an answer is late.",
      "SEV1 wakes somebody by default, since no severity says that anybody is paged.",
      "No severity has an escalation: the text does not say who is called next when nobody answers.",
      "Nobody is on call: there is no rotation.",
    ]);
  });

  test("schedules of tocsin.yaml are rotations too", () => {
    const schedules = {
      nights: {
        layers: [
          {
            people: ["Ann", "Ben"],
            start: "2026-01-05T20:00",
            every: { count: 1, unit: "weeks" },
          },
        ],
      },
    } as const;
    const short = inShort(
      playbookOf({ severities: [severityOf("P0")], overlay: { schedules } }),
    ).join(" ");
    expect(short).toContain("Ann and Ben are on call in the schedule nights.");
    expect(short).toContain("No page would reach any of them");
    expect(short).not.toContain("Nobody is on call");
  });

  test("a rotation that is meant to repeat, of people who can be reached", () => {
    const short = inShort(
      playbookOf({
        severities: [severityOf("P0")],
        rotations: [rotationOf(["Primary"], [["2026-03-02", "Imani"]])],
        overlay: { people: [imani], rotations: { "on-call": { repeats: true } } },
      }),
    );
    expect(short).toContain(
      "Imani is on call around the clock from 2 March 2026 until 9 March 2026; then the table begins again, as is meant.",
    );
    expect(short).toContain("Imani can be reached.");
  });
});

test("long lists are cut", () => {
  expect(listed(["a"])).toBe("a");
  expect(listed(["a", "b", "c"])).toBe("a, b and c");
  expect(listed("abcdefgh".split(""))).toBe("a, b, c, d, e and 3 more");
});
