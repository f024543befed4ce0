import { describe, expect, test } from "vitest";
import type { Phase } from "../domain/playbook.ts";
import { compilePhases } from "./phases.ts";
import { readDocument } from "./read-document.ts";

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

  test("as the one group about incidents, not the stages of something else", () => {
    const phases = compile(
      "# Migration\n\n## Phase 1: Copy\n\n## Phase 2: Switch\n",
      "# Incident response\n\n## Phase A\n\n## Phase 1: Notice\n\n## Phase 2: Act\n",
    );
    expect(phases.map(({ title }) => title)).toEqual(["Notice", "Act"]);
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
    const phases = compile("# Plan\n\n## Phase 1: Look\n\n## Phase 2: Look\n\n## Phase 3\n");
    expect(phases.map(({ id, title }) => [id, title])).toEqual([
      ["look", "Look"],
      ["look-2", "Look"],
      ["phase-3", "Phase 3"],
    ]);
  });
});
