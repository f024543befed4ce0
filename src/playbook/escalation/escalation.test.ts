import { describe, expect, test } from "vitest";
import type { Diagnostic, EscalationPath, Overlay, Severity } from "../../domain/playbook.ts";
import { readDocument } from "../markdown/read-document.ts";
import { EMPTY_OVERLAY } from "../overlay/empty-overlay.ts";
import { type CompiledEscalation, compileEscalation } from "./escalation.ts";

function severity(id: string, response: string | undefined): Severity {
  return {
    id,
    name: id,
    definition: "",
    examples: [],
    responseActions: [],
    sla: response === undefined ? {} : { response },
    source: { file: "a.md", line: 1 },
  };
}

const SEVERITIES = [severity("P0", "PT15M"), severity("P1", "PT30M"), severity("P2", undefined)];

function compile(
  text: string,
  overlay: Overlay = EMPTY_OVERLAY,
): CompiledEscalation & { findings: readonly Diagnostic[] } {
  const findings: Diagnostic[] = [];
  const context = {
    parsers: { parseSql: () => undefined },
    presentFiles: new Set<string>(),
    report: (finding: Diagnostic) => void findings.push(finding),
    understood: () => {},
  };
  const document = readDocument("a.md", text, context);
  return {
    ...compileEscalation([document], context, { severities: SEVERITIES, overlay }),
    findings,
  };
}

/** "P0: role@after, role@after". */
function spoken(paths: readonly EscalationPath[]): string[] {
  return paths.map(
    (path) =>
      `${path.severity}: ${path.steps.map((step) => `${step.role}@${step.after}`).join(", ")}`,
  );
}

const DIAGRAM = `# Who is called

\`\`\`
┌───────────────────────────────────────┐
│            P0 CRITICAL                │
│  ┌──────────┐  ┌───────┐  ┌────────┐  │
│  │ On-      │→ │ Watch │→ │ Dock   │  │
│  │ Call     │  │ Lead  │  │ Director│ │
│  │ Pilot    │  │       │  │ (CEO)  │  │
│  └──────────┘  └───────┘  └────────┘  │
│       ↓                               │
│  ┌─────────────────────────────────┐  │
│  │   Stakeholder Communication     │  │
│  │  - Captains (if harbour closed) │  │
│  │  - Insurers                     │  │
│  └─────────────────────────────────┘  │
└───────────────────────────────────────┘

┌──────────────────────┐
│       P2 LOW         │
│  ┌────────────────┐  │
│  │ On-Call Pilot  │  │
│  └────────────────┘  │
│       ↓              │
│  ┌────────────────┐  │
│  │ Log + Watch    │  │
│  └────────────────┘  │
└──────────────────────┘
\`\`\`
`;

describe("a diagram", () => {
  const { paths, findings, defaults } = compile(DIAGRAM);

  test("gives steps, stakeholders with their conditions, and other actions", () => {
    expect(spoken(paths)).toEqual([
      "P0: On-Call Pilot@PT0S, Watch Lead@PT5M, Dock Director@PT10M",
      "P2: On-Call Pilot@PT0S",
    ]);
    expect(paths[0]?.steps[2]?.title).toBe("CEO");
    expect(paths[0]?.stakeholders).toEqual([
      {
        audience: "Captains",
        when: "if harbour closed",
        source: { file: "a.md", line: 14, column: 7 },
      },
      { audience: "Insurers", source: { file: "a.md", line: 15, column: 7 } },
    ]);
    expect(paths[1]?.actions.map(({ text }) => text)).toEqual(["Log + Watch"]);
    expect(paths[0]?.source).toEqual({ file: "a.md", line: 5, column: 14 });
  });

  test.each([
    ["nothing", ["", "", ""], ["PT0S", "PT5M", "PT10M"]],
    ["the second only", ["", " (15 min)", ""], ["PT0S", "PT15M", "PT20M"]],
    ["the last only", ["", "", " (8 min)"], ["PT0S", "PT4M", "PT8M"]],
  ])("where %s is told, no step begins before the one above it", (_, told, starts) => {
    const ladder = ["Pilot lead", "Dock lead", "CEO"].map((role, index) => role + told[index]);
    const { paths } = compile(
      `## Escalation\n\n### P0\n\n\`\`\`\n${ladder.join("\n  ↓\n")}\n\`\`\`\n`,
    );
    expect(paths[0]?.steps.map(({ after }) => after)).toEqual(starts);
  });

  test("the default times are said to be defaults, once for each path of several steps", () => {
    expect(findings.map(({ code, line }) => [code, line])).toEqual([["TOC104", 5]]);
    expect(defaults).toMatchObject([{ value: "at once, after 5 min, after 10 min" }]);
    expect(defaults[0]?.because).toContain("15 min");
  });

  test("times in the overlay take their place, without a finding", () => {
    const overlay = { ...EMPTY_OVERLAY, escalation: { P0: { after: ["PT0S", "PT2M", "PT4M"] } } };
    const timed = compile(DIAGRAM, overlay);
    expect(spoken(timed.paths)[0]).toBe(
      "P0: On-Call Pilot@PT0S, Watch Lead@PT2M, Dock Director@PT4M",
    );
    expect(timed.findings).toEqual([]);
    expect(timed.defaults).toEqual([]);
  });

  test("times beside every arrow add up; where one is missing, none counts", () => {
    const drawn = (first: string): string => `# Escalation

\`\`\`
┌─────────┐  ${first}  ┌───────────┐
│ On-call │────────▶│ Watch     │
│ pilot   │         │ lead      │
└─────────┘         └─────┬─────┘
                          │ 10 min
                          ▼
                    ┌───────────┐
                    │ Director  │
                    └───────────┘
\`\`\`
`;
    expect(spoken(compile(drawn("5 min")).paths)).toContain(
      "P0: On-call pilot@PT0S, Watch lead@PT5M, Director@PT15M",
    );
    expect(compile(drawn("5 min")).defaults).toEqual([]);
    expect(compile(drawn("     ")).defaults).not.toEqual([]);
  });

  test("a drawing of something else is left alone outside the escalation, reported inside", () => {
    const drawing = "```\n┌─────┐   ┌─────┐\n│ Web │ → │ SQL │\n└─────┘   └─────┘\n```\n";
    expect(compile(`# Architecture\n\n${drawing}`)).toMatchObject({ paths: [], findings: [] });
    const inside = compile(`# Escalation\n\n${drawing}`);
    expect(inside.paths).toEqual([]);
    expect(inside.findings).toMatchObject([{ code: "TOC107", line: 3 }]);
  });

  test("a severity with nobody to page keeps what else happens", () => {
    const { paths } = compile(`# Escalation

\`\`\`
┌──────────────────┐
│     P2 LOW       │
│  ┌────────────┐  │
│  │ Ticket     │  │
│  └────────────┘  │
└──────────────────┘
\`\`\`
`);
    expect(paths).toMatchObject([{ severity: "P2", steps: [], actions: [{ text: "Ticket" }] }]);
  });

  test("a box that no arrow reaches is reported and not taken for a step", () => {
    const { paths, findings } = compile(`# Escalation P1

\`\`\`
┌─────────┐   ┌──────┐   ┌───────┐
│ On-call │ → │ Lead │   │ Cook  │
└─────────┘   └──────┘   └───────┘
\`\`\`
`);
    expect(spoken(paths)).toContain("P1: On-call@PT0S, Lead@PT15M");
    expect(findings.find(({ code }) => code === "TOC107")).toMatchObject({ line: 5, column: 28 });
  });
});

describe("a path in words", () => {
  test("arrows in a line, with and without a severity", () => {
    const { paths } = compile(`## Escalation

- **P0**: On-call pilot → Harbour lead (CEO) → Director
- P1 - On-call pilot -> Harbour lead
`);
    expect(spoken(paths)).toEqual([
      "P0: On-call pilot@PT0S, Harbour lead@PT5M, Director@PT10M",
      "P1: On-call pilot@PT0S, Harbour lead@PT15M",
    ]);
  });

  test("a numbered list with windows is for every severity and needs no default", () => {
    const { paths, findings } = compile(`# Contacts

## Escalation matrix

1. **Level 1** (0-15 min): On-call engineer investigates
2. **Level 2** (15-30 min): Escalate to incident commander
3. **Level 3** (60+ min): Call the VP Engineering
`);
    expect(spoken(paths)).toEqual(
      ["P0", "P1", "P2"].map(
        (id) => `${id}: On-call engineer@PT0S, incident commander@PT15M, VP Engineering@PT1H`,
      ),
    );
    expect(findings).toEqual([]);
  });

  test("of a list of things to do only what asks to reach somebody is a step, with the label's time", () => {
    const { paths } = compile(`## Escalation

**If it goes on for 20 minutes**:

1. Gather logs
2. Contact: the harbour radio
3. Contact the on-call engineer
`);
    expect(spoken(paths)[0]).toBe("P0: on-call engineer@PT20M");
    expect(compile("## Escalation\n\n1. Gather logs\n2. Open a ticket\n").paths).toEqual([]);
  });

  test("several at a time, each list under its severity, times at once, by then and next day", () => {
    const { paths } = compile(`## Escalation matrix

### P0 incidents

- **Immediate**: On-call engineer, Harbour lead
- **Within 15 minutes**: CTO (if ships are lost)

### P1 incidents

- **Immediate**: On-call engineer
- **Next business day**: Product owner
`);
    expect(spoken(paths)).toEqual([
      "P0: On-call engineer@PT0S, Harbour lead@PT0S, CTO@PT15M",
      "P1: On-call engineer@PT0S, Product owner@P1D",
    ]);
    expect(paths[0]?.steps[2]).not.toHaveProperty("title");
  });

  test("headings, lines and ladders, each a step after the other", () => {
    const headings = compile(
      "## Escalation\n\n### Level 1: On-call engineer\n\n- looks\n\n### Level 2: Harbour lead (after 30 min)\n",
    );
    expect(spoken(headings.paths)[0]).toBe("P0: On-call engineer@PT0S, Harbour lead@PT30M");
    const handedOn = compile(
      "## Escalation\n\n### Level 1 - First look (duty engineer)\n\n- Answers in 5 minutes\n- Escalate to L2 if the lock stays shut for 30 minutes\n\n### Level 2: Harbour lead\n\n- Insurer escalation\n\n### Level 3: CTO\n",
    );
    expect(spoken(handedOn.paths)[0]).toBe("P0: duty engineer@PT0S, Harbour lead@PT30M, CTO@PT35M");
    const chained = compile(
      "## Escalation\n\n### Level 1: On-call engineer → Harbour lead\n\n### Level 2: Harbour lead → CTO\n",
    );
    expect(chained.paths[0]?.steps.map(({ role }) => role)).toEqual([
      "On-call engineer",
      "Harbour lead",
      "CTO",
    ]);
    const lines = compile(
      "## Escalation path\n\n**Level 1**: On-call engineer (radio)  \n**Level 2**: Harbour lead (if no answer in 10 min)\n",
    );
    expect(spoken(lines.paths)[0]).toBe("P0: On-call engineer@PT0S, Harbour lead@PT10M");
    const ladder = compile(
      "## Escalation\n\n```\n1. On-call engineer\n   ↓ (if unresolved after 30 min)\n2. Harbour lead\n   ↓\n3. CTO\n```\n",
    );
    expect(ladder.paths[0]?.steps.map(({ role, source }) => [role, source.line])).toEqual([
      ["On-call engineer", 4],
      ["Harbour lead", 6],
      ["CTO", 8],
    ]);
    expect(ladder.paths[0]?.steps[1]?.after).toBe("PT30M");
  });

  test("numbered sentences, with what follows an arrow for a remark", () => {
    const sentences = compile(
      "## Escalation path\n\n1. Primary on-call answers.\n2. If it is dark for 15 minutes, escalate to the harbour lead.\n3. If still unresolved in 1 h, call the CTO.\n",
    );
    expect(spoken(sentences.paths)[0]).toBe(
      "P0: Primary on-call@PT0S, harbour lead@PT15M, CTO@PT1H",
    );
    const arrows = compile(
      "## Escalation chain\n\n1. **Primary on-call** → answers\n2. **Backup on-call** → if no answer within 5 minutes\n",
    );
    expect(spoken(arrows.paths)[0]).toBe("P0: Primary on-call@PT0S, Backup on-call@PT5M");
  });

  test("sentences that say whom to reach when nobody answers", () => {
    const { paths } = compile(
      "## Escalation\n\nIf the pilot sleeps for 10 minutes, page the harbour lead. If it is still dark after 20 minutes, call the CTO.\n",
    );
    expect(spoken(paths)[0]).toBe("P0: harbour lead@PT10M, CTO@PT20M");
    const other = compile("## Escalation\n\nAfter 10 minutes, page through the log book.\n");
    expect(other.paths).toEqual([]);
  });

  test("a fence of times and of severities", () => {
    const { paths } = compile(
      "## Escalation\n\n**By severity**:\n\n```\nP0: Immediate notification to harbour lead + CTO\nP1: Harbour lead notified within 30 minutes\nP2: No escalation\n```\n",
    );
    expect(spoken(paths)).toEqual(["P0: harbour lead@PT0S, CTO@PT0S", "P1: Harbour lead@PT30M"]);
  });

  test("a document about escalation and more has its path below a heading of its own", () => {
    const { paths } = compile(`# On-call and escalation guide

## Duties

- Page the on-call engineer's neighbours
- Escalate to leadership

## Leadership

| Role | Phone | When to contact |
|---|---|---|
| CTO | 1 | always |
| Team lead | 2 | never |
`);
    expect(paths).toEqual([]);
  });

  test("of several columns that may name roles the one that does", () => {
    const { paths } = compile(`## Escalation

| Condition | Action | Timeline | Contact |
|---|---|---|---|
| It is dark | Page the harbour lead | Immediate | [name] |
| Still dark | Escalate to the CTO | 15 minutes | [name] |
`);
    expect(spoken(paths)[0]).toBe("P0: harbour lead@PT0S, CTO@PT15M");
  });

  test("contacts with a time or a number each are steps", () => {
    const { paths } = compile(
      "## Emergency contact escalation\n\n1. **Immediate**: On-call engineer\n2. **15 minutes**: Harbour lead\n",
    );
    expect(spoken(paths)[0]).toBe("P0: On-call engineer@PT0S, Harbour lead@PT15M");
    const levels = compile("## Escalation contacts\n\n- L1: On-call engineer\n- L2: CTO\n");
    expect(levels.paths[0]?.steps.map(({ role }) => role)).toEqual(["On-call engineer", "CTO"]);
  });

  test("below a severity, whom it reaches then and then", () => {
    const { paths } = compile(
      "## Escalation\n\n### P0\n\n- **Escalation (if no answer in 5m)**: Pages the secondary pilot lead, then the harbour lead, then CTO.\n",
    );
    expect(paths[0]?.steps.map(({ role, after }) => [role, after])).toEqual([
      ["secondary pilot lead", "PT5M"],
      ["harbour lead", "PT10M"],
      ["CTO", "PT15M"],
    ]);
  });

  test("a table of alerts with what is done is no path", () => {
    const { paths } = compile(
      "## Alerts and escalation\n\n| Alert | Trigger | Severity | Action |\n|-|-|-|-|\n| Dark | after 5 min | P1 | Page the pilot lead |\n| Fog | after 9 min | P1 | Page the harbour lead |\n",
    );
    expect(paths).toEqual([]);
  });

  test("reasons to escalate and lists of addresses are no path", () => {
    const { paths } = compile(`## Escalation

### When to escalate

- Security team unreachable
- On-call engineer asleep

### Escalation contacts

- **Harbour lead**: [phone]
- **CTO**: [phone]
`);
    expect(paths).toEqual([]);
  });

  test("a severity's own section or row says who comes", () => {
    const sections = compile(
      "## Severities\n\n### P0\n\n- All is lost\n- Escalation: Harbour lead, then CTO\n\n### P1\n\n- Escalation: not required\n",
    );
    expect(spoken(sections.paths)).toEqual(["P0: Harbour lead@PT0S, CTO@PT7M30S"]);
    const table = compile(
      "## Severities\n\n| Level | Meaning | Who responds |\n|---|---|---|\n| P0 | the lead ship sinks | On-call engineer + harbour lead |\n| P1 | a rope breaks | - |\n",
    );
    expect(spoken(table.paths)).toEqual(["P0: On-call engineer@PT0S, harbour lead@PT0S"]);
  });

  test("without severities a path is kept, and never begins", () => {
    const document = readDocument("a.md", "## Escalation\n\n1. On-call engineer\n2. CTO\n", {
      report: () => undefined,
    });
    const context = {
      parsers: { parseSql: () => undefined },
      presentFiles: new Set<string>(),
      report: () => undefined,
      understood: () => undefined,
    };
    const { paths } = compileEscalation([document], context, {
      severities: [],
      overlay: EMPTY_OVERLAY,
    });
    expect(paths).toMatchObject([{ severity: "", steps: [{ role: "On-call engineer" }, {}] }]);
  });

  test("under a severity's heading it is that severity's", () => {
    const { paths } = compile("## P1 escalation\n\nOn-call pilot → Harbour lead\n");
    expect(spoken(paths)).toEqual(["P1: On-call pilot@PT0S, Harbour lead@PT15M"]);
  });
});

test("a step names somebody in parentheses, and an activity names nobody", () => {
  const ladder = compile(
    "# Escalation\n\n```\nTier 1 (harbour lead)\n  │ 10 min\n  ▼\nTier 2 (dock director)\n```\n",
  );
  expect(spoken(ladder.paths)[0]).toContain("harbour lead@PT0S, dock director@PT10M");
  const headings = compile(
    "# Escalation\n\n## Level 1: Automatic recovery\n\n## Level 2: On-call response\n\n## Level 3: Team escalation\n",
  );
  expect(headings.paths.flatMap(({ steps }) => steps)).toEqual([]);
});

describe("a path in a table", () => {
  test("rows of steps with times", () => {
    const { paths } = compile(`## Escalation

| Level | Who | After |
|---|---|---|
| 1 | On-call engineer | immediately |
| 2 | Team lead | 10 minutes |
`);
    expect(spoken(paths)[0]).toBe("P0: On-call engineer@PT0S, Team lead@PT10M");
  });

  test("a row for each severity", () => {
    const { paths } = compile(`## Escalation

| Severity | First | Second |
|---|---|---|
| P0 | On-call engineer | CTO |
| P1 | On-call engineer | - |
`);
    expect(spoken(paths)).toEqual([
      "P0: On-call engineer@PT0S, CTO@PT7M30S",
      "P1: On-call engineer@PT0S",
    ]);
  });

  test("a column for each severity, rows of times or of roles", () => {
    const times = compile(`## Escalation

| Elapsed | P0 | P1 |
|---|---|---|
| 0 min | On-call engineer | On-call engineer |
| 20 min | CTO | Team lead |
`);
    expect(spoken(times.paths)).toEqual([
      "P0: On-call engineer@PT0S, CTO@PT20M",
      "P1: On-call engineer@PT0S, Team lead@PT20M",
    ]);
    const roles = compile(`## Escalation

| Role | P0 | P1 |
|---|---|---|
| On-call engineer | ✓ | ✓ |
| Team lead | after 10 min | |
`);
    expect(spoken(roles.paths)).toEqual([
      "P0: On-call engineer@PT0S, Team lead@PT10M",
      "P1: On-call engineer@PT0S",
    ]);
  });
});

test("two paths of one severity that disagree are reported, the first counts", () => {
  const { paths, findings } = compile(`## Escalation

P0: On-call engineer → CTO

P0: On-call engineer → Team lead
`);
  expect(spoken(paths)).toEqual(["P0: On-call engineer@PT0S, CTO@PT7M30S"]);
  expect(findings.find(({ code }) => code === "TOC103")).toMatchObject({ line: 5 });
});

test("a path of a severity that is not defined is kept, so the doctor can say so", () => {
  const { paths } = compile("## Escalation\n\nP7: On-call engineer → CTO\n");
  expect(paths.map((path) => path.severity)).toEqual(["P7"]);
});

test("a severity without a response time divides fifteen minutes", () => {
  const { paths, defaults } = compile("## Escalation\n\nP2: On-call engineer → CTO → CEO\n");
  expect(spoken(paths)).toEqual(["P2: On-call engineer@PT0S, CTO@PT5M, CEO@PT10M"]);
  expect(defaults[0]?.because).toContain("no response time");
});

test("one role alone is a path under the heading of a severity, and nowhere else", () => {
  expect(spoken(compile("## Escalation\n\n### P0\n\n1. On-call engineer\n").paths)).toEqual([
    "P0: On-call engineer@PT0S",
  ]);
  expect(compile("## Escalation\n\n1. On-call engineer\n").paths).toEqual([]);
});

test("who is paged at no told time is named once for all severities of one path", () => {
  const { findings } = compile(
    "## Escalation\n\n1. On-call engineer\n2. Team lead (after 10 minutes)\n3. CTO\n",
  );
  const untimed = findings.filter(({ code }) => code === "TOC104");
  expect(untimed).toHaveLength(1);
  expect(untimed[0]?.message).toMatch(/^the escalation of P0.* does not say when CTO is paged$/);
});

describe("a ladder of arrows", () => {
  test("heads of arrows made of letters hold the condition for the next one", () => {
    const { paths } = compile(`## Escalation

\`\`\`
Duty engineer
  |-- Solved? --> close the lock
  |
  v (P0 not solved in 20 min)
Team lead
    |
    | (still closed after 1 hour)
    v
CTO
\`\`\`
`);
    expect(spoken(paths)[0]).toBe("P0: Duty engineer@PT0S, Team lead@PT20M, CTO@PT1H");
  });

  test("branches by severity go on from whom all of them reach", () => {
    const { paths } = compile(`## Escalation

\`\`\`
Gauge reports
   │
   ▼
Duty engineer
   ├─ P2: the engineer handles it
   ├─ P1: Escalate to the team lead
   └─ P0: Escalate to the CTO
\`\`\`
`);
    expect(spoken(paths).slice(0, 2)).toEqual([
      "P0: Duty engineer@PT0S, CTO@PT7M30S",
      "P1: Duty engineer@PT0S, team lead@PT15M",
    ]);
  });
});

test("a line with a time and nobody to reach is no step among those with somebody", () => {
  const { paths } = compile(`## Escalation

### P0

1. **T+0 min** — Duty engineer answers
2. **T+10 min** — Team lead informed
3. **T+60 min** — A notice to the captains is drafted
`);
  expect(spoken(paths)).toEqual(["P0: Duty engineer@PT0S, Team lead@PT10M"]);
});

describe("a row for each severity", () => {
  test("with the time of each role below its title", () => {
    const { paths } = compile(`## Escalation

| Severity | Duty engineer | Manager | CEO |
|---|---|---|---|
| P0 | 5 min | 15 min | 1 hr |
| P1 | 1 hr | 3 hrs | - |
`);
    expect(spoken(paths)).toEqual([
      "P0: Duty engineer@PT5M, Manager@PT15M, CEO@PT1H",
      "P1: Duty engineer@PT1H, Manager@PT3H",
    ]);
  });

  test("with a time between two roles, which is when the second one is reached", () => {
    const { paths } = compile(`## Escalation

| Severity | First | Escalate after | To |
|---|---|---|---|
| P0 | Duty engineer | 5 min | Team lead |
| P1 | Duty engineer | N/A | Team lead |
`);
    expect(spoken(paths)).toEqual([
      "P0: Duty engineer@PT0S, Team lead@PT5M",
      "P1: Duty engineer@PT0S, Team lead@PT15M",
    ]);
  });
});

describe("people by rank", () => {
  test("who is primary, secondary, and who comes after them", () => {
    const { paths } = compile(`## On duty

- **Primary**: one pilot a week, from Monday on
- **Secondary**: Harbour engineer (pager)
- **Escalation**: head of traffic, called if both primary and secondary do not answer within 30 min
`);
    expect(spoken(paths)[0]).toBe(
      "P0: Primary@PT0S, Harbour engineer@PT15M, head of traffic@PT30M",
    );
  });

  test("blanks to fill in and ranks without an escalation are no path", () => {
    expect(
      compile(`## On duty

- **Primary**: [name]
- **Escalation**: [team lead's name]

## Storage

- Primary: north
- Secondary: south
`).paths,
    ).toEqual([]);
  });
});

test("a table of contacts with a column for when to escalate to each is a path", () => {
  const { paths } = compile(`## Contacts

| Role | Contact | Escalation time |
|---|---|---|
| Duty engineer | duty@mill.example | Immediate |
| Team lead | lead@mill.example | 15 minutes |
| Legal/Compliance | law@mill.example | 1 hour |
`);
  expect(spoken(paths)[0]).toBe("P0: Duty engineer@PT0S, Team lead@PT15M, Legal/Compliance@PT1H");
  expect(
    compile(`## Contacts

| Role | Contact | Hours |
|---|---|---|
| Duty engineer | duty@mill.example | 8 hours |
| Team lead | lead@mill.example | 8 hours |
`).paths,
  ).toEqual([]);
});

test("what each of several problems says of its own escalation is no severity's path", () => {
  const own = "### Escalation\n\nIf it lasts 15 minutes, escalate to the harbour team.\n\n";
  expect(
    spoken(compile(`# Faults\n\n## The lamp is dark\n\n${own}## The horn is dumb\n\n${own}`).paths),
  ).toEqual([": harbour team@PT15M", ": harbour team@PT15M"]);
  expect(spoken(compile(`# Faults\n\n## The lamp is dark\n\n${own}`).paths)[0]).toContain("P0: ");
});

test("who steps in when the one beside does not answer", () => {
  const text = (condition: string): string =>
    `## People\n\n### Primary on-call\n\n- **Hours**: all\n\n### Backup on-call\n\n- **Escalation**: ${condition}\n`;
  expect(spoken(compile(text("If the primary does not answer for 15 min")).paths)[0]).toBe(
    "P0: Primary on-call@PT0S, Backup on-call@PT15M",
  );
  // Whom it goes on to is not said, or when.
  expect(compile(text("If the lock is shut for 15 min")).paths).toEqual([]);
  expect(compile(text("If the primary does not answer")).paths).toEqual([]);
});

describe("other forms of a path", () => {
  test("a policy in YAML, by severity, with waits in words or by the unit of their key", () => {
    const { paths } = compile(`# Escalation

\`\`\`yaml
escalation_policy:
  P0:
    - delay: 0
      target: night_porter
    - delay: 10 minutes
      target: [manager, owner]
  P1:
    - notify: night_porter
      delay_minutes: 0
    - notify: manager
      delay_minutes: 20
  colours:
    - name: red
\`\`\`
`);
    expect(spoken(paths)).toEqual([
      "P0: Night porter@PT0S, Manager@PT10M, Owner@PT10M",
      "P1: Night porter@PT0S, Manager@PT20M",
    ]);
    expect(paths[0]?.steps.map(({ source }) => source.line)).toEqual([6, 8, 8]);
  });

  test("YAML of something else is none", () => {
    expect(
      spoken(compile("# Plan\n\n```yaml\nP0:\n  - notify: manager\n    delay: 5m\n```\n").paths),
    ).toEqual([]);
  });

  test("a ladder whose rungs are severities", () => {
    const { paths } = compile(`## Escalation

~~~
P2 → Duty engineer
      ↓ (if stuck)
P1 → Team lead
      ↓
P0 → Team lead + CEO
~~~
`);
    expect(spoken(paths)).toEqual([
      "P0: Team lead@PT0S, CEO@PT0S",
      "P1: Team lead@PT0S",
      "P2: Duty engineer@PT0S",
    ]);
  });

  test("a labelled chain, which may begin with what calls the first one", () => {
    const { paths } = compile(
      "## Among us\n\n**Escalation**: Pager → Duty engineer → Team lead\n\n**Order**: Team lead → CTO\n",
    );
    expect(paths[0]?.steps.map(({ role }) => role)).toEqual(["Duty engineer", "Team lead"]);
  });

  test("roles with their addresses, and who is asked at once beside who is asked later", () => {
    const { paths } = compile(`# P0

**Escalation**: Page the duty engineer, notify the manager after 30 minutes, no CTO

# P1

## Escalation

- **Team lead**: lead@house.example, +1-555-LEAD
- **CTO**: cto@house.example
`);
    expect(spoken(paths).slice(0, 2)).toEqual([
      "P0: duty engineer@PT0S, manager@PT30M",
      "P1: Team lead@PT0S, CTO@PT15M",
    ]);
  });

  test("a table of alerts, several of one severity, is none", () => {
    const { paths } = compile(`## Alerts

| Alert | Severity | Escalation |
| --- | --- | --- |
| Fire | P0 | Page the duty engineer |
| Flood | P0 | Page the manager |
| Noise | P1 | Page the porter |
`);
    expect(spoken(paths)).toEqual([]);
  });
});

test("of two paths of one severity the one that reaches further counts", () => {
  const { paths } = compile(`## Escalation

### Words

- **P0**: Immediate call to the duty engineer

### P0

- **Immediate**: Duty engineer
- **15 minutes**: Team lead
- **1 hour**: CTO
`);
  expect(spoken(paths)[0]).toBe("P0: Duty engineer@PT0S, Team lead@PT15M, CTO@PT1H");
});
