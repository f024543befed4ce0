import { describe, expect, test } from "vitest";
import type { Phase } from "../../domain/playbook.ts";
import { readDocument } from "../markdown/read-document.ts";
import { compilePhases } from "./phases.ts";
import { phaseTitle } from "./stage-name.ts";

function compile(...texts: string[]): readonly Phase[] {
  const context = {
    parsers: { parseSql: () => undefined },
    presentFiles: new Set<string>(),
    report: () => {},
    understood: () => {},
  };
  const documents = texts.map((text, index) => readDocument(`${index}.md`, text, context));
  return compilePhases(documents, context);
}

test("phases have windows, sources, actions and objectives with their lines", () => {
  const phases = compile(`# Fire brigade workflow

### Phase 1: Alarm (0-5 minutes)

**Sources**:

- Bell
- Smoke

**Actions**:

1. Wake up
2. Dress

### Phase 2 - Way there (5 min to 1 h)

**Objectives**:

- Arrive

### Phase 3: Water

1. Connect
2. Pump
`);
  expect(phases).toEqual([
    {
      id: "alarm",
      title: "Alarm",
      start: "PT0S",
      end: "PT5M",
      sources: [
        { text: "Bell", source: { file: "0.md", line: 7, column: 1 } },
        { text: "Smoke", source: { file: "0.md", line: 8, column: 1 } },
      ],
      actions: [
        { text: "Wake up", source: { file: "0.md", line: 12, column: 1 } },
        { text: "Dress", source: { file: "0.md", line: 13, column: 1 } },
      ],
      objectives: [],
      source: { file: "0.md", line: 3 },
    },
    {
      id: "way-there",
      title: "Way there",
      start: "PT5M",
      end: "PT1H",
      sources: [],
      actions: [],
      objectives: [{ text: "Arrive", source: { file: "0.md", line: 19, column: 1 } }],
      source: { file: "0.md", line: 15 },
    },
    {
      id: "water",
      title: "Water",
      sources: [],
      actions: [
        { text: "Connect", source: { file: "0.md", line: 23, column: 1 } },
        { text: "Pump", source: { file: "0.md", line: 24, column: 1 } },
      ],
      objectives: [],
      source: { file: "0.md", line: 21 },
    },
  ]);
});

test("actions say what shows that they are done, in English and German", () => {
  const [phase] = compile(`# Incident workflow

### Phase 1: Detection (0-5 minutes)

**Actions**:

1. Acknowledge alert in the pager
2. Verify incident severity
3. Assign an incident commander
4. Notify customers
5. Post an update in the channel
6. Alarm quittieren
7. Check the dashboards
`);
  expect(phase?.actions.map(({ showsIn }) => showsIn)).toEqual([
    "acknowledged",
    "severity",
    "commander",
    "public-update",
    "update",
    "acknowledged",
    undefined,
  ]);
});

describe("phases are recognised", () => {
  test("by known names below a heading about the workflow, lists under sub-headings included", () => {
    const phases = compile(`## Incident lifecycle

### 1. Detect

#### Actions

- Look

### 2. Recover (within 4 hours)

**Goal**: all is as before

### Glossary
`);
    expect(phases.map(({ title }) => title)).toEqual(["Detect", "Recover"]);
    expect(phases[0]?.actions.map(({ text }) => text)).toEqual(["Look"]);
    expect(phases[1]).toMatchObject({ start: "PT0S", end: "PT4H" });
    expect(phases[1]?.objectives.map(({ text }) => text)).toEqual(["all is as before"]);
  });

  test("where incidents are the topic, not the stages of something else", () => {
    const migration =
      "# Migration\n\n## Phase 1: Copy\n\n## Phase 2: Switch\n\n## Phase 3: Verify\n";
    expect(compile(migration)).toEqual([]);
    const response = "# Incident response\n\n## Phase A\n\n## Phase 1: Notice\n\n## Phase 2: Act\n";
    expect(compile(migration, response).map(({ title }) => title)).toEqual(["Notice", "Act"]);
  });

  test("where they are counted on under another heading", () => {
    const phases = compile(
      "# Plan\n\n## Response\n\n### 6.1 Phase 1 — Detect\n\n### 6.2 Phase 2: Contain\n\n## Afterwards\n\n### Phase 3: Talk\n",
    );
    expect(phases.map(({ title }) => title)).toEqual(["Detect", "Contain", "Talk"]);
  });

  test("for each severity, and what is done afterwards by when it is done", () => {
    const phases = compile(`# Floods

## Response procedures

### P0 - Critical incidents

#### Immediate actions (0-15 minutes)

#### Containment

### P1 - High priority

#### Initial response (within 4 hours)

#### Resolution (within 7 days)

### P2 - Wet cellar

#### Detection

#### Recovery

## Post-incident activities

### First day (0-24 hours)

### Follow-up (24-72 hours)
`);
    const ticked = "### Within 1 hour\n\n- [ ] Air\n\n### Within 2 days\n\n- [ ] Paint\n";
    expect(compile(`# Floods\n\n## Post-incident\n\n${ticked}`).map(({ title }) => title)).toEqual([
      "Post-incident",
    ]);
    expect(phases.map(({ title, end }) => [title, end])).toEqual([
      ["Immediate actions", "PT15M"],
      ["Containment", undefined],
      ["Initial response", "PT4H"],
      ["Resolution", "P7D"],
      ["First day", "P1D"],
      ["Follow-up", "P3D"],
    ]);
  });

  test("beside topics that have the same words, and parts of one problem", () => {
    const phases = compile(`# Incident response plan

## Detection sources

## Communication

## First 10 minutes (triage)

## Containment

## Contacts

## Post-incident review
`);
    expect(phases.map(({ title }) => title)).toEqual([
      "First 10 minutes (triage)",
      "Containment",
      "Post-incident review",
    ]);
    const scenarios =
      "# Incident handbook\n\n## Scenario 1: No water\n\n### Detection\n\n### Recovery\n";
    expect(compile(scenarios)).toEqual([]);
    const lists =
      "# Incident handbook\n\n## Incident response checklist\n\n### During the incident\n\n### Post-incident\n";
    expect(compile(lists)).toEqual([]);
    expect(compile("# Incident 12 postmortem\n\n## Detection\n\n## Resolution\n")).toEqual([]);
    const many = Array.from({ length: 9 }, (_, index) => `## Talk ${index}\n\n`).join("");
    expect(compile(`# Incident course\n\n${many}## Acknowledgement\n`)).toEqual([]);
  });

  test("by known names alone, as the highest headings of one document or several", () => {
    const phases = compile(
      "# Triage\n\n- Look at the smoke\n\n# Containment\n\n- Close the doors\n",
      "# Recovery\n\nAir the rooms. It takes an hour.\n",
    );
    expect(phases.map(({ title, actions }) => [title, actions.map(({ text }) => text)])).toEqual([
      ["Triage", ["Look at the smoke"]],
      ["Containment", ["Close the doors"]],
      ["Recovery", ["Air the rooms."]],
    ]);
  });

  test("by known names in a document about incidents, without a heading about the workflow", () => {
    const text =
      "## Detection\n\n## Triage\n\n## Recovery\n\n## Response times\n\n## Contain the leak\n";
    expect(compile(`# Incidents in the house\n\n${text}`).map(({ title }) => title)).toEqual([
      "Detection",
      "Triage",
      "Recovery",
    ]);
    expect(compile(`# The garden\n\n${text}`)).toEqual([]);
    expect(compile(`# Boiler runbook\n\n${text}`)).toEqual([]);
  });

  test("as the one that comes after, but not as what tells of an alert or of what happened", () => {
    const text =
      "## Alert: no water\n\n## Alert: no heating\n\n## Incident timeline\n\n### T+0m: bell rings\n\n### T+2m: called\n";
    expect(compile(`# Incidents\n\n${text}`)).toEqual([]);
    expect(compile(`# Incidents\n\n${text}\n## Post-incident\n\n- Air the rooms\n`)).toMatchObject([
      { title: "Post-incident", actions: [{ text: "Air the rooms" }] },
    ]);
  });

  test("with windows that begin at a time and end with an event", () => {
    const phases = compile(
      "# Incident process\n\n## 1.1 Triage (first 15 minutes)\n\n## 1.2 Mitigation (15 minutes - resolution)\n",
    );
    expect(phases.map(({ title, start, end }) => [title, start, end])).toEqual([
      ["Triage", "PT0S", "PT15M"],
      ["Mitigation", "PT15M", undefined],
    ]);
  });

  test("with all that are numbered like the known ones", () => {
    const phases = compile(
      "# Incident process\n\n## 1. Detect\n\n## 2. Ring the bell\n\n## 3. Recover\n\n## Bells\n",
    );
    expect(phases.map(({ title }) => title)).toEqual(["Detect", "Ring the bell", "Recover"]);
  });

  test("but without what only says who is there, and no problems between two of them", () => {
    const titles = (text: string): string[] =>
      compile(`# Incident response plan\n\n${text}`).map(({ title }) => title);
    expect(
      titles(
        "## 1. Immediate response\n\n## 2. Notification\n\n## 3. Roles\n\n## 4. Post-incident\n\n- Air the rooms\n",
      ),
    ).toEqual(["Immediate response", "Notification", "Post-incident"]);
    expect(titles("## 1. Triage\n\n## 2. Assign roles\n\n## 3. Recovery\n")).toEqual([
      "Triage",
      "Assign roles",
      "Recovery",
    ]);
    expect(
      titles(
        "## 1. Triage\n\n## 2. Suspected theft\n\n## 3. Change the locks\n\n## 4. Restore the old locks\n",
      ),
    ).toEqual(["Triage"]);
  });

  test("but without one that is counted from another moment", () => {
    const phases = compile(
      "# Incident process\n\n## Triage (within 1 hour of the alarm)\n\n## Repair, within 4 hours of containment\n",
    );
    expect(phases.map(({ end }) => end)).toEqual(["PT1H", undefined]);
  });

  test("of what is done afterwards wherever it stands, unless it is the last stage of one problem", () => {
    const after = "### Post-incident\n\n- Air the rooms\n";
    expect(compile(`# Boiler\n\n## Quick reference\n\n${after}`)).toHaveLength(1);
    const problem = "## Leak\n\n### Detection\n\n### Containment\n\n";
    expect(compile(`# Boiler\n\n${problem}${after}`)).toEqual([]);
  });

  test("as labels, with their windows in words", () => {
    const phases = compile(`## Incident response

**Triage** (first 15 minutes)

- Look at the smoke

**Containment (within 1 hour):**

- Close the doors
`);
    expect(phases).toMatchObject([
      { title: "Triage", start: "PT0S", end: "PT15M", source: { line: 3 } },
      { title: "Containment", start: "PT0S", end: "PT1H", actions: [{ source: { line: 9 } }] },
    ]);
  });

  test("as items with what is inside them, but not as items of one line each", () => {
    const phases = compile(`## Response process

1. **Detection** (0-5 min)
   - Acknowledge the bell
2. **Recovery**: open the doors
   - Air the rooms
`);
    expect(phases).toMatchObject([
      { title: "Detection", end: "PT5M", actions: [{ text: "Acknowledge the bell" }] },
      { title: "Recovery", actions: [{ text: "Air the rooms" }, { text: "open the doors" }] },
    ]);
    expect(compile("## Response process\n\n1. Detect: look\n2. Recover: air\n")).toEqual([]);
    const again = "**Containment:**\n\n**Investigation:**\n\n**Recovery:**\n\n";
    expect(compile(`# Incidents\n\n## What we do\n\n${again}`)).toHaveLength(3);
    expect(compile(`# Incidents\n\n## IR-1: Leak\n\n${again}## IR-2: Fire\n\n${again}`)).toEqual(
      [],
    );
  });

  test("as rows of a table", () => {
    const phases = compile(`# Incidents

| Phase | Time | Activities |
|---|---|---|
| Triage | 0-5 min | Look at the smoke |
| Recovery | after 1 hour | Air the rooms |
| Review | next day | Talk |
`);
    expect(phases).toMatchObject([
      { title: "Triage", start: "PT0S", end: "PT5M", actions: [{ text: "Look at the smoke" }] },
      { title: "Recovery", start: "PT1H", source: { line: 6 } },
      { title: "Review" },
    ]);
  });

  test.each([
    ["steps of a runbook", "# Restore\n\n## Step 1: Copy\n\n## Step 2: Check\n"],
    ["known names elsewhere", "# Disk full\n\n## Diagnosis\n\n## Mitigation\n"],
    ["a single phase", "# Workflow\n\n## Phase 1: Copy\n"],
    ["phased words", "# Plan\n\n## Phase out the old\n\n## Phase in the new\n"],
  ])("but not %s", (_, text) => {
    expect(compile(text)).toEqual([]);
  });

  test("with ids that differ where titles do not", () => {
    const phases = compile(
      "# Incident plan\n\n## Phase 1: Look\n\n## Phase 2: Look\n\n## Phase 3\n",
    );
    expect(phases.map(({ id, title }) => [id, title])).toEqual([
      ["look", "Look"],
      ["look-2", "Look"],
      ["phase-3", "Phase 3"],
    ]);
  });
});

test("a phase asks for what its lists, tables or else its sentences ask for", () => {
  const [first, second, third] = compile(`# Incident plan

## Phase 1: Look

**Time**: 0-10 minutes

- Look at the smoke
  - Note where it comes from
  - grey or black
- TODO: say more
- Is it hot?

Tools:

- ladder
- bucket

## Phase 2: Act

| Step | Who |
|---|---|
| Close the doors | porter |
| Open the roof | fire brigade |

- [ ] Count the people

## Phase 3: Rest

Smoke is bad for you. Air the rooms, then go home.
`);
  expect(first).toMatchObject({ start: "PT0S", end: "PT10M" });
  const texts = [first, second, third].map((phase) => phase?.actions.map(({ text }) => text));
  expect(texts).toEqual([
    ["Look at the smoke", "Note where it comes from"],
    ["Close the doors", "Open the roof"],
    ["Air the rooms, then go home."],
  ]);
});

describe("a phase asks for", () => {
  const actionsOf = (text: string): readonly string[] =>
    compile(`# Incident plan\n\n## Phase 1: Look\n\n${text}\n\n## Phase 2: Act\n`)[0]?.actions.map(
      (action) => action.text,
    ) ?? [];

  test("what is inside labels, and the labels where they ask for something", () => {
    expect(actionsOf("1. **Call the others**\n   - Ring the bell\n   - Open the gate\n")).toEqual([
      "Call the others",
      "Ring the bell",
      "Open the gate",
    ]);
    const news =
      "1. **Status news**\n   - Tell the neighbours\n2. **Sources**\n   - the bell\n   - the porter\n";
    expect(actionsOf(news)).toEqual(["Tell the neighbours"]);
  });

  test("deeds by name where they are numbered", () => {
    const deeds =
      "Root cause analysis — what burned?\n%Damage assessment\n%Neighbour notification (if smoky)\n";
    expect(actionsOf(`1. ${deeds.replaceAll("%", "1. ")}`)).toHaveLength(3);
    const bullets = `- ${deeds.replaceAll("%", "- ")}`;
    expect(actionsOf(bullets)).toEqual([]);
    expect(actionsOf(`${bullets}- Close the doors\n`)).toHaveLength(4);
    expect(actionsOf("1. Assessment:\n   - [ ] Doors\n2. Isolation:\n   - [ ] Windows\n")).toEqual(
      [],
    );
  });

  test("what its parts ask for, but no part that only tells, and no runbook", () => {
    const parts = `### Inside

- Close the doors

### Contact the neighbours

- Ring their bell

### Contacts

- Call the porter

### Review agenda

1. Damage assessment

### Step 2: Outside

- smoke
- steam

### Pump

\`\`\`bash
pump start
\`\`\`

- Watch the gauge
`;
    expect(actionsOf(parts)).toEqual(["Close the doors", "Ring their bell"]);
  });

  test("what it forbids beside it, but nothing that it asks, states or only names", () => {
    const list =
      "- Close the doors\n- Count the people\n- Open the gate\n- Do not open the roof\n- Is it hot?\n- Smoke is bad\n- Find out: is it hot?\n- Security officer: Ann\n- Record: who was there\n";
    expect(actionsOf(list)).toEqual([
      "Close the doors",
      "Count the people",
      "Open the gate",
      "Do not open the roof",
      "Find out: is it hot?",
      "Record: who was there",
    ]);
  });

  test("a clear deed among names of things, but no thing that is called as a deed", () => {
    const list =
      "- Keep the list of neighbours current\n- Hoses of both kinds\n- A full tank\n- Sand\n- Buckets\n- Audit logs of the gate\n- Review meeting on Mondays\n";
    expect(actionsOf(list)).toEqual(["Keep the list of neighbours current"]);
  });
});

describe("other forms of phases", () => {
  const named = (text: string): readonly string[] =>
    compile(text).map(({ title, start = "", end = "" }) => `${title} ${start}-${end}`);

  test("letters, roman numbers and steps may count them, lessons at their end included", () => {
    const below = "\n\n- Close the doors\n\n";
    expect(
      named(
        `# Fire incidents\n\n## A. Detection${below}## B. Containment${below}## C. Lessons learned${below}`,
      ),
    ).toEqual(["Detection -", "Containment -", "Lessons learned -"]);
    expect(
      named(
        `# Fire incidents\n\n## I. Detection${below}## II. Containment${below}## Pumps${below}`,
      ),
    ).toEqual(["Detection -", "Containment -"]);
    const steps = `## Step 1: Detect${below}## Step 2: Contain${below}`;
    expect(named(`# Fire incidents\n\n${steps}## Step 3: Recover${below}`)).toHaveLength(3);
    expect(named(`# Fire incidents\n\n${steps}## Step 3: Fill the tank${below}`)).toEqual([]);
  });

  test("times since the beginning tell them, whatever else they are called", () => {
    expect(
      named(
        "# Fire incidents\n\n## Course\n\n### T+0: The bell rings\n\n### T+5 min: All out\n\n### T+1 h: Water\n",
      ),
    ).toEqual(["The bell rings -", "All out PT5M-", "Water PT1H-"]);
    expect(
      named(
        "# Fire incidents\n\n## Response steps\n\n### Immediate (0-15 min)\n\n### Short term (15-60 min)\n",
      ),
    ).toEqual(["Immediate PT0S-PT15M", "Short term PT15M-PT1H"]);
    const items =
      "- **0-5 min: Detect**\n  - Ring the bell\n- **5-15 min: Contain**\n  - Close the doors\n";
    expect(named(`# Fire incidents\n\n## Response workflow\n\n${items}`)).toEqual([
      "Detect PT0S-PT5M",
      "Contain PT5M-PT15M",
    ]);
  });

  test("moments tell them in any document, two at least", () => {
    const moments = "## When paged\n\n1. Ring back\n\n## After resolution\n\n- Write a letter\n";
    expect(named(`# Duty\n\n${moments}`)).toEqual(["When paged -", "After resolution -"]);
    expect(named("# Duty\n\n## When paged\n\n1. Ring back\n")).toEqual([]);
  });

  test("paragraphs that begin with a stage in bold are phases, where a heading is about the response", () => {
    const paragraphs =
      "**Detect.** The bell rings. Look for smoke.\n\n**Contain.** Close the doors.\n\n**Recover.** Open the doors.\n";
    const phases = compile(`# Fire incidents\n\n## Response process\n\n${paragraphs}`);
    expect(phases.map(({ title, actions }) => [title, ...actions.map(({ text }) => text)])).toEqual(
      [
        ["Detect", "Look for smoke."],
        ["Contain", "Close the doors."],
        ["Recover", "Open the doors."],
      ],
    );
    expect(compile(`# Fire incidents\n\n## Gear\n\n${paragraphs}`)).toEqual([]);
  });

  test("a table may count its rows before it names the stages", () => {
    expect(
      named(
        "# Fire incidents\n\n## Stages\n\n| # | Stage | Time |\n|-|-|-|\n| 1 | Detection | 0-5 min |\n| 2 | Containment | 5-15 min |\n| 3 | Recovery | |\n",
      ),
    ).toEqual(["Detection PT0S-PT5M", "Containment PT5M-PT15M", "Recovery -"]);
  });

  test("the procedure of a document about the response has stages that are numbered", () => {
    const steps =
      "### 1. Acknowledge\n\n### 2. Choose a captain\n\n### 3. Stabilise\n\n### 4. Resolve\n";
    expect(named(`# Incident response\n\n## Step-by-step procedure\n\n${steps}`)).toEqual([
      "Acknowledge -",
      "Choose a captain -",
      "Stabilise -",
      "Resolve -",
    ]);
    expect(named(`# Fire engines\n\n## Step-by-step procedure\n\n${steps}`)).toEqual([]);
  });
});

test("questions are no actions, with a label or without, even in a list that is called the actions", () => {
  const [phase] = compile(`# Fire brigade workflow

## Phase 1: Alarm

**Actions**:

- Wake up
- Who sleeps?

1. **Cause**: What burns?
2. **Harm**: How many rooms burn?
3. Find out: is it hot?

## Phase 2: Water
`);
  expect(phase?.actions.map(({ text }) => text)).toEqual(["Wake up", "Find out: is it hot?"]);
});

test("who comes to a review, and what is talked about there, is no action of the phase", () => {
  const phases = compile(`# Fire brigade workflow

## Phase 1: Alarm

- Wake up

## Phase 2: Review

**Attendees**:
- Bring the captain
- Bring the driver

**Agenda**:
1. Review the fire
2. Discuss the hose

**Afterwards**:
1. Dry the hose
`);
  expect(phases[1]?.actions.map(({ text }) => text)).toEqual(["Dry the hose"]);
});

test.each([
  ["0–1 hour: Contain", "Contain"],
  ["1–24 hours", "1–24 hours"],
  ["Alarm: doors", "Alarm: doors"],
])("a window before the name is no part of it: %s", (written, title) => {
  expect(phaseTitle(written)).toBe(title);
});
