import { describe, expect, test } from "vitest";
import type { Diagnostic, Severity } from "../../domain/playbook.ts";
import { readDocument } from "../markdown/read-document.ts";
import { compileSeverities } from "./severities.ts";

function compile(...texts: string[]): {
  severities: readonly Severity[];
  findings: Diagnostic[];
  understood: string[];
} {
  const findings: Diagnostic[] = [];
  const understood: string[] = [];
  const context = {
    parsers: { parseSql: () => undefined },
    presentFiles: new Set<string>(),
    report: (finding: Diagnostic) => void findings.push(finding),
    understood: (_file: string, first: number, last: number) =>
      void understood.push(`${first}-${last}`),
  };
  const documents = texts.map((text, index) => readDocument(`${index}.md`, text, context));
  return { severities: compileSeverities(documents, context), findings, understood };
}

const HEADINGS = `# Bells

**Levels of severity**:

- **P0 (Critical)**: the harbour is closed
- **P1 (High)**: one pier is closed, <90% throughput

## How we classify

### P0 - Critical (Response Time: 10 minutes)

**Examples**:

- Lighthouse dark
- Many collisions (>3%)

**Response**:

- Page on-call pilot at once
- Engage harbour commander
- Notify stakeholders (CEO, captains if needed)
- All hands on deck

**SLA**:

- Response: 10 minutes
- Resolution: 2 hours
- Communication: Every 15 minutes

### P1 - High (Response Time: 30 minutes)

**Examples**:

- Slow cranes (p95 >2s)

**Response**:

- Create ticket
- Assign to on-call pilot

**SLA**:

- Response: 45 minutes
- Resolution: 1 day
- Communication: Daily
`;

describe("severities in a summary list and headings", () => {
  const { severities, findings, understood } = compile(HEADINGS);

  test("each has its name, definition, condition and place", () => {
    expect(
      severities.map(({ id, name, definition, source }) => [id, name, definition, source.line]),
    ).toEqual([
      ["P0", "Critical", "the harbour is closed", 10],
      ["P1", "High", "one pier is closed, <90% throughput", 30],
    ]);
    expect(severities[1]?.condition).toEqual({
      metric: "throughput",
      operator: "<",
      value: 90,
      unit: "%",
    });
  });

  test("examples carry their thresholds and lines", () => {
    expect(severities[0]?.examples).toEqual([
      { text: "Lighthouse dark", source: { file: "0.md", line: 14, column: 1 } },
      {
        text: "Many collisions (>3%)",
        condition: { metric: "Many collisions", operator: ">", value: 3, unit: "%" },
        source: { file: "0.md", line: 15, column: 1 },
      },
    ]);
  });

  test("response actions are told apart", () => {
    expect(severities[0]?.responseActions.map(({ source: _, text: __, ...rest }) => rest)).toEqual([
      { kind: "page", role: "on-call pilot" },
      { kind: "notify", role: "harbour commander", engages: true },
      {
        kind: "notify",
        audiences: [{ audience: "CEO" }, { audience: "captains", when: "if needed" }],
      },
      { kind: "all-hands" },
    ]);
    expect(severities[1]?.responseActions.map(({ kind, role }) => [kind, role])).toEqual([
      ["ticket", undefined],
      ["assign", "on-call pilot"],
    ]);
  });

  test("targets are durations, and of two that disagree the shorter counts and TOC103 is reported", () => {
    expect(severities[0]?.sla).toMatchObject({
      response: "PT10M",
      resolution: "PT2H",
      communication: "PT15M",
    });
    expect(severities[1]?.sla).toMatchObject({ response: "PT30M", communication: "P1D" });
    expect(findings).toMatchObject([{ code: "TOC103", line: 43 }]);
    expect(findings[0]?.message).toContain("line 30");
  });

  test("what became behaviour is understood", () => {
    expect(understood).toContain("3-6");
    expect(understood).toContain("12-15");
  });
});

test("a GFM table with other columns and codes", () => {
  const { severities } = compile(`# Levels

| Severity | Description | Examples | Initial response | Update frequency | Target resolution |
|---|---|---|---|---|---|
| SEV1 - Critical | All down | Login fails<br>Data gone | < 15 min | every 30 min | 4 h |
| SEV2 - Major | Part down | Reports fail | 1 hour | hourly | 1 business day |
| SEV3 - Minor | Annoying | Typos | Next business day | - | best effort |
`);
  expect(severities).toMatchObject([
    {
      id: "SEV1",
      name: "Critical",
      definition: "All down",
      sla: { response: "PT15M", communication: "PT30M", resolution: "PT4H" },
    },
    {
      id: "SEV2",
      name: "Major",
      sla: {
        response: "PT1H",
        communication: "PT1H",
        resolution: "P1D",
        inWorkingTime: ["resolution"],
      },
    },
    { id: "SEV3", name: "Minor", sla: { response: "P1D", inWorkingTime: ["response"] } },
  ]);
  expect(severities[0]?.examples.map(({ text }) => text)).toEqual(["Login fails", "Data gone"]);
  expect(severities[2]?.sla.resolution).toBeUndefined();
  expect(severities[0]?.sla.inWorkingTime).toBeUndefined();
});

test("an HTML table with a blank line inside and lists in its cells", () => {
  const { severities } = compile(`## Levels

<table>
<tr><th>Severity</th><th>Description</th><th>Typical response</th></tr>

<tr><td>Sev-1</td><td><p>The mill stands still.</p><ul><li>No water</li><li>No wind</li></ul></td>
<td><ul><li>Page the miller</li><li>Post on the status page</li></ul></td></tr>
<tr><td>Sev-2</td><td>The mill is slow.</td><td>Low-urgency page to the miller</td></tr>
<tr><td colspan="3">Everything above this line is a major incident.</td></tr>
</table>
`);
  expect(severities).toMatchObject([
    {
      id: "Sev-1",
      definition: "The mill stands still.",
      examples: [{ text: "No water" }, { text: "No wind" }],
      responseActions: [{ kind: "page", role: "miller" }, { kind: "status-page" }],
      source: { line: 6 },
    },
    { id: "Sev-2", responseActions: [{ kind: "notify", role: "miller" }] },
  ]);
});

test("a table turned: severities are the columns", () => {
  const { severities } = compile(`# Severity

| | S1 | S2 |
|---|---|---|
| Description | Fire | Smoke |
| Response time | 5 min | 1 h |
`);
  expect(severities).toMatchObject([
    { id: "S1", definition: "Fire", sla: { response: "PT5M" } },
    { id: "S2", definition: "Smoke", sla: { response: "PT1H" } },
  ]);
});

test("bare names, in the order of their badness", () => {
  const { severities } = compile(`## Incident severity levels

### Low
Nobody notices. Response time: 2 days

### Critical
Everything burns.

- Response time: 5 minutes
- Resolution: 1 hour
`);
  expect(severities.map(({ id, definition }) => [id, definition])).toEqual([
    ["Critical", "Everything burns."],
    ["Low", ""],
  ]);
  expect(severities[0]?.sla).toMatchObject({ response: "PT5M", resolution: "PT1H" });
});

test("a sentence of several actions pages, whatever else it asks for", () => {
  const { severities } = compile(`# Severity

| Severity | Response |
|---|---|
| SEV1 - Customer impact | Page on-call engineer, update the status page |
| SEV2 | Create a ticket |
`);
  expect(severities[0]?.responseActions).toMatchObject([
    { kind: "page", text: "Page on-call engineer" },
    { kind: "status-page", text: "update the status page" },
  ]);
});

test("a scale that counts upwards is turned round by its names", () => {
  const { severities } = compile(`# Severity levels

- Level 1 (Low): a scratch
- Level 2 (Medium): a wound
- Level 3 (Critical): a death
`);
  expect(severities.map(({ name }) => name)).toEqual(["Critical", "Medium", "Low"]);
});

test("several files add to one severity", () => {
  const { severities } = compile(
    "# Severities\n\n- SEV1: all is lost\n- SEV2: some is lost\n",
    "# SEV-1\n\n**SLA**:\n\n- Response: 5 minutes\n",
  );
  expect(severities).toMatchObject([
    { id: "SEV1", definition: "all is lost", sla: { response: "PT5M" }, source: { file: "1.md" } },
    { id: "SEV2" },
  ]);
});

describe("what is no severity", () => {
  test.each([
    [
      "a priority column that is not the subject",
      "| Secret | Age | Priority |\n|---|---|---|\n| KEY | 90 d | P0 |\n| PIN | 30 d | P1 |\n",
    ],
    ["a list of tasks by priority", "# Plan\n\n- P0: fix the roof\n- P1: paint the door\n"],
    ["an S3 bucket in a heading", "# Storage\n\n## S3 bucket\n\n**Examples**:\n\n- logs\n"],
    [
      "a heading about several",
      "# Work\n\n## P0/P1 incidents\n\n**Response**:\n\n- Page everyone\n",
    ],
    ["one bare word", "# Severity\n\n## High\n\nText.\n"],
  ])("%s", (_, text) => {
    const { severities, findings } = compile(text);
    expect(severities).toEqual([]);
    expect(findings).toMatchObject([{ code: "TOC101" }]);
  });
});

describe("how else levels are told", () => {
  test("cases stand under the heading without a label, among facts with one", () => {
    const { severities } = compile(`# Severity levels

### Critical (P1)

- The lighthouse is dark
- Ships aground: >2 per hour
- Channel: the harbour radio
- Response time: at once (< 5 minutes)

### Low (P2) - 1 day

- A buoy lost its paint
`);
    expect(severities).toMatchObject([
      {
        id: "P1",
        name: "Critical",
        examples: [{ text: "The lighthouse is dark" }, { condition: { operator: ">", value: 2 } }],
        sla: { response: "PT5M", source: { line: 8 } },
      },
      { id: "P2", examples: [{ source: { line: 12 } }], sla: { response: "P1D" } },
    ]);
  });

  test("a list of nothing but their times, and all of them in a line", () => {
    const { severities } = compile(
      "# Harbour\n\n**Severity levels:** P1 (critical) / P2 (minor)\n\n## Response time targets\n\n- **P1**: 15 minutes\n- **P2**: next business day\n",
    );
    expect(severities).toMatchObject([
      { id: "P1", name: "critical", sla: { response: "PT15M" }, source: { line: 3 } },
      { id: "P2", name: "minor", sla: { response: "P1D" } },
    ]);
  });

  test("tables hold them in any column, two times in a cell, and cases apart from each other", () => {
    const { severities } = compile(`# Severity

| Name | Level | Ack / fix | Criteria | Action |
| ---- | ----- | --------- | -------- | ------ |
| Storm | 🔴 SEV-1 | 15 min / 4 h | piers flood; >3 ships lost | Page the pilot, post updates every 30 min |
| Breeze | 🟡 SEV-2 | half an hour / 2 days | a flag is torn | Open a ticket |
`);
    expect(severities).toMatchObject([
      {
        id: "SEV-1",
        name: "Storm",
        sla: { response: "PT15M", resolution: "PT4H", communication: "PT30M" },
        examples: [{ text: "piers flood" }, { condition: { value: 3 } }],
        responseActions: [{ kind: "page" }],
      },
      { id: "SEV-2", name: "Breeze", sla: { response: "PT30M", resolution: "P2D" } },
    ]);
  });

  test("in an HTML table each case has its own line", () => {
    const { severities } = compile(`# Severity

<table>
<tr><th>Severity</th><th>Description</th><th>Response</th></tr>
<tr>
  <td>SEV-1</td>
  <td>
    <p>All is lost.</p>
    <ul>
      <li>The sea is gone</li>
      <li>The moon is gone</li>
    </ul>
  </td>
  <td><p>Page everyone.</p></td>
</tr>
<tr><td>SEV-2</td><td>Some is lost.</td><td>Ticket.</td></tr>
</table>
`);
    expect(severities[0]?.definition).toBe("All is lost.");
    expect(severities[0]?.examples.map(({ source }) => source.line)).toEqual([10, 11]);
    expect(severities[0]?.responseActions[0]?.source.line).toBe(14);
  });

  test.each([
    ["a list of owners by level", "# Crew\n\n- P1: the pilot\n- P2: the cook\n"],
    [
      "a table in which a level comes twice",
      "# Severity of alerts\n\n| Alert | Severity | Response time |\n|-|-|-|\n| A | P1 | 5 min |\n| B | P1 | 9 min |\n",
    ],
    ["a line that names one", "# Incident\n\nSeverity: P1 (critical)\n"],
  ])("but not in %s", (_, text) => {
    expect(compile(text).severities).toEqual([]);
  });
});

test("a table of codes defines them, with the way somebody is told, and what is no time is asked for", () => {
  const { severities } = compile(
    "# Path\n\n| Severity | Who | When |\n|-|-|-|\n| P1 — All dark | Page the pilot | >2 min |\n| P2 — Dim | Slack `#light` | often |\n",
  );
  expect(severities).toMatchObject([
    { id: "P1", definition: "All dark", responseActions: [{ kind: "page" }] },
    { id: "P2", responseActions: [{ kind: "notify" }] },
  ]);
  const ways = compile(
    "# Routing\n\n| Alert type | Route to | Method |\n|-|-|-|\n| P1 Critical | Pilot | Page + phone |\n| P2 High | Pilot | E-mail |\n",
  );
  expect(ways.severities[0]?.responseActions).toMatchObject([{ kind: "page" }]);
  const times = compile(
    "# Severity\n\n| Level | Response time |\n|-|-|\n| P1 | Immediate, all-hands |\n| P2 | Best effort |\n",
  );
  expect(times.severities[0]?.responseActions).toMatchObject([{ kind: "all-hands" }]);
  expect(times.severities[1]?.responseActions).toEqual([]);
});

test("what is to be done is told under a heading of its own", () => {
  const { severities } = compile(
    "# Duty\n\n| Severity | Response |\n|-|-|\n| P1 | 5 min |\n| P2 | 1 h |\n\n## P1 response actions\n\n1. Page the pilot\n2. Slack notification\n",
  );
  expect(severities[0]?.responseActions).toMatchObject([
    { kind: "page", role: "pilot", source: { line: 10 } },
    { kind: "notify" },
  ]);
  expect(severities[0]?.source.line).toBe(5);
});

test("a definition whose heading speaks of the response holds cases all the same", () => {
  const { severities } = compile(
    "# Severity\n\n## Critical (P1) - immediate response\n\n- all dark\n\n## Low (P2)\n\n- dim\n",
  );
  expect(severities[0]).toMatchObject({ examples: [{ text: "all dark" }], responseActions: [] });
});

describe("severities that begin a line", () => {
  test("a paragraph of its own, with what stands below it", () => {
    const { severities } = compile(`## Severity levels

**SEV1 – Critical**

The harbour is closed.

- Response: at most 15 minutes
- Updates: every 30 minutes
- Examples:
  - No light at all

**SEV2 – Low**: paint is missing. Response within 3 days.
`);
    expect(severities).toMatchObject([
      {
        id: "SEV1",
        name: "Critical",
        definition: "The harbour is closed.",
        sla: { response: "PT15M", communication: "PT30M" },
        examples: [{ text: "No light at all", source: { line: 10 } }],
      },
      { id: "SEV2", definition: "paint is missing.", sla: { response: "P3D" } },
    ]);
  });

  test("a fence of text, and items with sentences", () => {
    const fence = compile(
      "## Severity\n\n```\nP1 - Critical: dark. Response: 15 minutes.\nP2 - Low: dim. Response: next business day.\n```\n",
    );
    expect(fence.severities).toMatchObject([
      { id: "P1", definition: "dark.", sla: { response: "PT15M" }, source: { line: 4 } },
      { id: "P2", sla: { response: "P1D" } },
    ]);
    const list = compile(
      "## Severity\n\n- **P1 (Critical)** — All dark. Respond within 15 minutes; updates every 30 minutes.\n- **P2** — Dim.\n",
    );
    expect(list.severities[0]).toMatchObject({
      name: "Critical",
      definition: "All dark.",
      sla: { response: "PT15M", communication: "PT30M" },
    });
  });

  test("cases under a label with its code, and faults of a severity that define none", () => {
    const { severities } = compile(
      "## Severity\n\n| Level | Impact | Response |\n|-|-|-|\n| P1 | CRITICAL | 5 min |\n| P2 | LOW | 1 h |\n\n**P1 examples**:\n\n- all dark\n\n**P2 examples**:\n\n- dim\n\n# Faults\n\n## P1: the lamp is out\n\n**Symptoms**:\n\n- no light\n",
    );
    expect(severities).toMatchObject([
      { id: "P1", name: "CRITICAL", definition: "", examples: [{ text: "all dark" }] },
      { id: "P2", name: "LOW", examples: [{ text: "dim" }] },
    ]);
    expect(severities[0]?.examples).toHaveLength(1);
  });

  test("cases with a name each, and the time to answer after the level's name in its heading", () => {
    const { severities } = compile(`
## Severity levels

### Critical (P1) - Answer at once

- **Fire**: smoke anywhere in the mill
- **Flood**: the lower floor is under water

### High (P2) - Response within 2 hours

- **Owner**: miller on duty
- **Bell**: the big one
- **Dust**: the filters have stopped working
`);
    expect(severities).toMatchObject([
      {
        id: "P1",
        name: "Critical",
        examples: [
          { text: "Fire: smoke anywhere in the mill", source: { line: 6 } },
          { source: { line: 7 } },
        ],
      },
      { id: "P2", name: "High", sla: { response: "PT2H" }, examples: [] },
    ]);
  });

  test("a list that says what the levels mean is their place, wherever headings repeat them", () => {
    const { severities } = compile(
      "## Severity\n\n- **P0 (Critical)**: all dark\n- **P1 (High)**: half dark\n\n## Procedures\n\n### P0 - Critical incidents\n\nResponse time: 5 minutes\n",
    );
    expect(severities).toMatchObject([
      { id: "P0", sla: { response: "PT5M" }, source: { line: 3 } },
      { id: "P1", source: { line: 4 } },
    ]);
  });

  test("a column about escalation says whom to page at once; a chain of roles there asks for nothing", () => {
    const { severities } = compile(
      "## Severity\n\n| Level | Meaning | Escalation |\n|-|-|-|\n| P1 | dark | Page the pilot |\n| P2 | dim | PagerDuty + Slack |\n| P3 | dull | pilot → mayor |\n",
    );
    expect(
      severities.map(({ responseActions }) => responseActions.map(({ kind }) => kind)),
    ).toEqual([["page"], ["page", "notify"], []]);
  });

  test("a time in a heading goes before the times in the list below it", () => {
    const { severities } = compile(
      "## Severity\n\n### P1 - High\n\n#### Response time: 1 hour\n\n1. Look (0-15 minutes)\n2. Mend\n\n### P2 - Low\n\n#### Response time\n\n- 1 day\n",
    );
    expect(severities).toMatchObject([
      { id: "P1", sla: { response: "PT1H" } },
      { id: "P2", sla: { response: "P1D" } },
    ]);
  });

  test.each([
    ["one alone", "## Severity\n\nSEV1 is when we wake everybody.\n"],
    [
      "objectives of parts",
      "## Recovery\n\n| Part | Priority | RTO |\n|-|-|-|\n| Light | P0 | 15 min |\n| Horn | P1 | 1 h |\n",
    ],
    [
      "thresholds of measures",
      "## Severity of measures\n\n| Measure | Critical | Warning |\n|-|-|-|\n| Waves | >3 m | >2 m |\n| Wind | >9 | >7 |\n",
    ],
  ])("but not %s", (_, text) => {
    expect(compile(text).severities).toEqual([]);
  });
});

describe("times told apart from their severities", () => {
  test("a list under a label about updates has its severities at the end, and objectives of recovery are times to solve", () => {
    const { severities } = compile(`## Severity levels

| Level | Meaning | RTO |
| --- | --- | --- |
| P1 | All dark | 30 min |
| P2 | Half dark | 2 hours |

## Telling

**Updates:**
- Every 15 minutes for P1
- Every hour for P2
`);
    expect(severities).toMatchObject([
      { id: "P1", sla: { resolution: "PT30M", communication: "PT15M" } },
      { id: "P2", sla: { resolution: "PT2H", communication: "PT1H" } },
    ]);
  });

  test("by when each is reviewed is none", () => {
    const { severities } = compile(`## Severity levels

- P1: all dark
- P2: half dark

## Postmortem

**Timeline:**
- P1: Within 24 hours
- P2: Within 48 hours
`);
    expect(severities.map(({ sla }) => sla.response)).toEqual([undefined, undefined]);
  });
});

test("several bounds in a line are each for the severities behind them", () => {
  const { severities } = compile(
    "## Severity levels\n\n- P1: all dark\n- P2: half dark\n\n## Telling\n\n- Updates: every 15 minutes for P1, every hour for P2\n",
  );
  expect(severities.map(({ sla }) => sla.communication)).toEqual(["PT15M", "PT1H"]);
});

test("a fault of a severity that is defined elsewhere tells nothing of the severity", () => {
  const levels = "## Severity levels\n\n- SEV-1: all dark\n- SEV-2: half dark\n\n";
  const fault = `## Procedures

### SEV-1: Lamp room flooded

**Symptoms:**
- Water on the stairs

**Actions:**
1. Page the keeper
`;
  const facts = (text: string): unknown =>
    compile(text).severities.map(({ id, examples, responseActions }) => [
      id,
      examples.map((example) => example.text),
      responseActions.map((action) => action.text),
    ]);
  expect(facts(levels + fault)).toEqual([
    ["SEV-1", [], []],
    ["SEV-2", [], []],
  ]);
  // What is called by words for levels, or promises a time, is the level itself.
  expect(facts(`${levels}${fault.replace("Lamp room flooded", "Critical incident")}`)).toEqual([
    ["SEV-1", ["Water on the stairs"], ["Page the keeper"]],
    ["SEV-2", [], []],
  ]);
  expect(
    facts(
      `${levels}${fault.replace("**Actions:**", "**Response time:** 5 minutes\n\n**Actions:**")}`,
    ),
  ).toEqual([
    ["SEV-1", ["Water on the stairs"], ["Page the keeper"]],
    ["SEV-2", [], []],
  ]);
});

test("a list of pages to read below a severity is none of its cases", () => {
  const { severities } = compile(
    "## SEV-1 (page at once)\n\n- [dark.md](dark.md) — all dark\n\n## SEV-2 (next day)\n\n- [dim.md](dim.md) — half dark\n",
  );
  expect(severities.flatMap(({ examples }) => examples)).toEqual([]);
});

test("the severity of a page about one problem may depend, and defines none", () => {
  const page = (title: string): string =>
    `# ${title}\n\n**Severity:** SEV-2 when the hall is dark; SEV-3 when a lamp is.\n`;
  expect(compile(page("Runbook: lamps out")).severities).toEqual([]);
  expect(compile(page("Our lamps")).severities.map(({ id }) => id)).toEqual(["SEV-2", "SEV-3"]);
});
