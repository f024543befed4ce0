import { describe, expect, test } from "vitest";
import {
  at,
  pathOf,
  playbookOf,
  rotationOf,
  severityOf,
} from "../../../test/support/playbook-of.ts";
import { displayWidth } from "../words/display-width.ts";
import { renderSummary } from "./render-summary.ts";

const page = { text: "Page the on-call engineer", kind: "page", source: at(4) } as const;
const step = (effect: "observe" | "change", command: string) => ({
  text: command,
  command,
  effect,
  placeholders: [],
  source: at(30),
});

const playbook = playbookOf({
  title: "Harbour",
  version: "1.2",
  lastUpdated: "2026-03-02",
  severities: [
    severityOf("P0", {
      name: "Critical",
      sla: { response: "PT15M", resolution: "PT4H", communication: "PT30M" },
      responseActions: [page],
      source: at(3),
    }),
    severityOf("P3", {
      name: "Low",
      sla: { response: "P1D" },
      responseActions: [{ text: "Create ticket", kind: "ticket", source: at(9) }],
      source: at(8),
    }),
  ],
  escalation: [
    {
      ...pathOf("P0", ["On-Call Engineer", "Incident Commander"], 12),
      stakeholders: [{ audience: "Customers", when: "if they notice", source: at(13) }],
    },
  ],
  rotations: [
    rotationOf(
      ["Primary", "Secondary"],
      [
        ["2026-03-02", "Imani", "Jonas"],
        ["2026-03-09", "Jonas", ""],
      ],
      20,
    ),
  ],
  runbooks: [
    {
      id: "api",
      title: "API restarts",
      blocks: [
        { kind: "sequence", steps: [step("observe", "kubectl get pods")], source: at(30) },
        {
          kind: "choice",
          options: [
            {
              title: "MITIGATION 1",
              steps: [step("change", "kubectl rollout undo")],
              source: at(31),
            },
          ],
          source: at(31),
        },
      ],
      source: at(29),
    },
  ],
  phases: [
    {
      id: "telling",
      title: "Telling",
      start: "PT0S",
      sources: [],
      actions: [],
      objectives: [],
      source: at(40),
    },
  ],
  templates: [
    {
      id: "guests",
      title: "For the guests",
      phase: "telling",
      channel: "status-page",
      states: ["investigating", "resolved"],
      body: "We look into it.",
      source: at(41),
    },
    { id: "team", title: "For us", channel: "slack", body: "Come.", source: at(45) },
    { id: "sms", title: "By phone", channel: "sms", body: "Come.", source: at(47) },
    { id: "rest", title: "For others", channel: "other", body: "Come.", source: at(48) },
  ],
  overlay: {
    people: [
      {
        name: "Imani",
        contact: [
          { kind: "email", address: "a@example.com" },
          { kind: "console", address: "" },
        ],
      },
    ],
  },
  defaults: [{ what: "Time zone", value: "UTC", because: "the playbook names none" }],
  coverage: { understoodLines: 3, textLines: 1 },
});

const text = renderSummary(playbook, { colour: false, columns: 100 });

function part(title: string): string[] {
  const lines = text.split("\n");
  const start = lines.findIndex((line) => line.startsWith(title));
  expect(start).toBeGreaterThanOrEqual(0);
  const end = lines.indexOf("", start);
  return lines.slice(start + 1, end < 0 ? undefined : end);
}

test("what it is, and from where", () => {
  expect(text.split("\n").slice(0, 2)).toEqual([
    "Harbour",
    "version 1.2, last updated 2026-03-02, from plan.md",
  ]);
});

test("severities with their clocks and lines", () => {
  expect(part("Severities")).toEqual([
    "  line  severity     answer in  solve in  news every  examples  at the start",
    "  3     P0 Critical  15 min     4 h       30 min      0         Page the on-call engineer",
    "  8     P3 Low       1 day      –         –           0         Create ticket",
  ]);
});

test("who is paged when, by role and column, and what happens when nobody answers", () => {
  expect(part("Who is paged")).toEqual([
    "  line  severity  when         who",
    "  12    P0        at once      On-Call Engineer (Primary of the rotation)",
    "  12              after 5 min  Incident Commander (Secondary of the rotation)",
    "                  unanswered   the same again, once; then the catch-all: nobody is named, so the",
    "                               managers, or everybody",
    "                  also told    Customers (if they notice)",
    "        P3        after 1 day  the catch-all: nobody is named, so the managers, or everybody",
  ]);
});

test("who is on call until when", () => {
  expect(part('Rotation "on-call"')).toEqual([
    "  line  from        until       Primary  Secondary",
    "  20    2026-03-02  2026-03-09  Imani    Jonas",
    "  21    2026-03-09  2026-03-16  Jonas    nobody",
    "  After its last row the table begins again from its first.",
  ]);
});

test("what is told in which phase, and where", () => {
  expect(part("Phases")).toEqual([
    "  line  phase    from       until  what it holds",
    "  40    Telling  the start  –      1 text to send",
  ]);
  expect(part("Texts to send")).toEqual([
    "  line  template        what it is for",
    "  41    For the guests  the status page: investigating, resolved",
    "  45    For us          Slack",
    "  47    By phone        SMS",
    "  48    For others      –",
  ]);
});

test("how people are reached", () => {
  expect(part("People")).toEqual([
    "  person  reached by",
    "  Imani   email, then console",
    "  Jonas   nothing: a page reaches nobody",
  ]);
});

test("what runbooks' commands do", () => {
  expect(part("Runbooks").slice(0, 2)).toEqual([
    "  line  runbook       look  secrets  change  by hand  unknown  choices",
    "  29    API restarts  1     0        1       0        0        choose 1 of 1",
  ]);
});

test("defaults with their reasons, and how much was understood", () => {
  expect(part("Not said")).toEqual(["  Time zone: UTC", "      because the playbook names none"]);
  expect(text.trimEnd().split("\n").at(-1)).toBe(
    "3 of 4 lines of text (75 %) are understood and acted on; 1 stays as it is, to be read.",
  );
});

test("what is not there is said", () => {
  expect(part("Not found")?.join(" ")).toContain("No checklists were found.");
  expect(text).not.toContain("\nChecklists\n");
});

describe("on any terminal", () => {
  test("an empty playbook is no trouble", () => {
    const empty = renderSummary(playbookOf(), { colour: false, columns: 80 });
    expect(empty).toContain("No severities were found.");
    expect(empty).toContain("0 of 0 lines");
  });

  test("files are named where there are several", () => {
    const many = {
      ...playbook,
      links: [{ title: "Wiki", url: "https://x", source: at(1, "links.md") }],
    };
    expect(renderSummary(many, { colour: false, columns: 100 })).toMatch(/plan\.md:3 +P0 Critical/);
  });

  test("and only counted where there are many", () => {
    const links = [1, 2, 3, 4].map((number) => ({
      title: "x",
      url: "https://x",
      source: at(1, `${number}.md`),
    }));
    const text = renderSummary(playbookOf({ links }), { colour: false, columns: 100 });
    expect(text.split("\n")[1]).toBe("from 4 files");
  });

  test("long last columns stay within the width", () => {
    const narrow = renderSummary(playbook, { colour: false, columns: 80 });
    const paging = narrow.split("\n").filter((line) => line.startsWith("   "));
    for (const line of paging) expect(displayWidth(line)).toBeLessThanOrEqual(80);
  });

  test("what stands in the playbook cannot steer the terminal", () => {
    const hostile = { ...playbook, title: "\u001b[2Jgone" };
    expect(renderSummary(hostile, { colour: false, columns: 80 })).not.toContain("\u001b");
  });
});

test("severities for which the same people are paged at the same times are told together", () => {
  const severities = ["P0", "P1"].map((id) => severityOf(id));
  const escalation = severities.map(({ id }) => pathOf(id, ["On-Call Engineer"], 12));
  const alike = renderSummary(playbookOf({ severities, escalation }), {
    colour: false,
    columns: 100,
  });
  expect(alike).toMatch(/^ {2}12 +P0, P1 +at once +On-Call Engineer$/m);
  expect(alike.match(/unanswered/g)).toHaveLength(1);
});
