import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { documentOf, recordingContext } from "../../../test/support/compile-context.ts";
import type { Phase } from "../../domain/playbook.ts";
import { compileChecklists } from "./checklists.ts";

const PHASE: Phase = {
  id: "sorting",
  title: "Sorting",
  sources: [],
  actions: [],
  objectives: [],
  source: { file: "playbook.md", line: 3 },
};

function checklistsOf(text: string, phases: readonly Phase[] = []) {
  const context = recordingContext();
  return { checklists: compileChecklists([documentOf(text)], context, phases), context };
}

describe("compileChecklists, YAML", () => {
  const text = `# Plan

## Sorting

**Arrival checklist**:

\`\`\`yaml
who_is_hit:
  - guests_affected: "Everyone / Some / None"
  - doors_closed: ["front", "back"]
  - food_at_risk: "Yes / No"

what_changed:
  - recent_orders: "Look at the last day"
  - note:

proof:
  - kitchenOpen: true
  - complaint_rate_normal: "< 2%"
  - wait_acceptable: "p90 < 15min"
  - review_planned: "Within 3 days"
  - tables: 12
\`\`\`
`;

  it("gives every item its type, its answer and its own line", () => {
    const { checklists, context } = checklistsOf(text, [PHASE]);
    const at = (line: number) => ({ file: "playbook.md", line });
    expect(checklists).toEqual([
      {
        id: "arrival-checklist",
        title: "Arrival checklist",
        phase: "sorting",
        source: at(7),
        groups: [
          {
            id: "who_is_hit",
            title: "Who is hit",
            source: at(8),
            items: [
              {
                id: "guests_affected",
                text: "Guests affected",
                type: "choice",
                choices: ["Everyone", "Some", "None"],
                source: at(9),
              },
              {
                id: "doors_closed",
                text: "Doors closed",
                type: "list",
                choices: ["front", "back"],
                source: at(10),
              },
              {
                id: "food_at_risk",
                text: "Food at risk",
                type: "choice",
                choices: ["Yes", "No"],
                source: at(11),
              },
            ],
          },
          {
            id: "what_changed",
            title: "What changed",
            source: at(13),
            items: [
              {
                id: "recent_orders",
                text: "Recent orders",
                type: "text",
                expect: "Look at the last day",
                source: at(14),
              },
              { id: "note", text: "Note", type: "text", source: at(15) },
            ],
          },
          {
            id: "proof",
            title: "Proof",
            source: at(17),
            items: [
              {
                id: "kitchenOpen",
                text: "Kitchen open",
                type: "boolean",
                expect: "true",
                source: at(18),
              },
              {
                id: "complaint_rate_normal",
                text: "Complaint rate normal",
                type: "measure",
                expect: "< 2%",
                condition: { metric: "complaint rate", operator: "<", value: 2, unit: "%" },
                source: at(19),
              },
              {
                id: "wait_acceptable",
                text: "Wait acceptable",
                type: "measure",
                expect: "p90 < 15min",
                condition: { metric: "p90", operator: "<", value: 15, unit: "min" },
                source: at(20),
              },
              {
                id: "review_planned",
                text: "Review planned",
                type: "text",
                expect: "Within 3 days",
                source: at(21),
              },
              { id: "tables", text: "Tables", type: "text", expect: "12", source: at(22) },
            ],
          },
        ],
      },
    ]);
    expect([...context.understoodLines].slice(0, 2)).toEqual(["playbook.md:5", "playbook.md:6"]);
    expect(context.understoodLines.has("playbook.md:23")).toBe(true);
  });

  it("needs a name or a phase to take YAML for a checklist", () => {
    const unnamed = text.replace("Arrival checklist", "Settings");
    expect(checklistsOf(unnamed).checklists).toEqual([]);
    expect(checklistsOf(unnamed, [PHASE]).checklists).toHaveLength(1);
  });

  it.each([
    ["a manifest", "kind: Pod\nspec:\n  containers:\n    - name: a\n      image: b"],
    ["broken YAML", "a: [b\nc: d"],
    ["a list of lists", "a:\n  - [[b]]\n"],
    ["an empty group", "a: []"],
  ])("leaves %s alone, whatever it is called", (_, body) => {
    const fenced = `## Checklist\n\n\`\`\`yaml\n${body}\n\`\`\`\n`;
    expect(checklistsOf(fenced).checklists).toEqual([]);
  });

  it("reads sentences, items with a target of their own, and items without a group", () => {
    const { checklists } = checklistsOf(`## Handover checklist

1. Fill in:

   ~~~yaml
   - Keys are back
   - item: Freezer
     expected: "< -18 °C"
   - task: Tell the landlord
   ~~~
`);
    expect(checklists[0]?.groups).toMatchObject([
      {
        id: "items",
        items: [
          { id: "keys-are-back", text: "Keys are back", type: "boolean", source: { line: 6 } },
          { text: "Freezer", source: { line: 7 } },
          { text: "Tell the landlord", type: "boolean", source: { line: 9 } },
        ],
      },
    ]);
  });
});

describe("compileChecklists, task lists and tables", () => {
  it("makes one checklist of a section with a group for each labelled list", () => {
    const { checklists } = checklistsOf(`## Before closing

Kitchen:

- [ ] Gas is off
- [x] Error rate < 0.5 %
- Not a task
- [ ] Front of house:
  - [ ] Lights out
  - [ ] Doors locked

Office

- [ ] Safe locked
- **Outside**
  - [ ] Bins closed
`);
    expect(checklists).toHaveLength(1);
    expect(checklists[0]).toMatchObject({
      id: "before-closing",
      title: "Before closing",
      groups: [
        {
          id: "kitchen",
          items: [
            { id: "gas-is-off", type: "boolean", expect: "true", source: { line: 5 } },
            { type: "measure", condition: { metric: "Error rate", value: 0.5 } },
          ],
        },
        { id: "front-of-house", items: [{ text: "Lights out" }, { text: "Doors locked" }] },
        { id: "before-closing", items: [{ text: "Safe locked" }] },
        { id: "outside", items: [{ text: "Bins closed" }] },
      ],
    });
  });

  it("keeps the parts of a checklist together", () => {
    const { checklists } = checklistsOf(`## Launch checklist

### Early

- [ ] Backups run

### Late

- ☐ Press told
`);
    expect(checklists.map(({ groups }) => groups.map(({ title }) => title))).toEqual([
      ["Early", "Late"],
    ]);
    expect(checklists[0]?.groups[1]?.items[0]?.text).toBe("Press told");
  });

  it("reads a table in which a column is there to be ticked", () => {
    const { checklists } = checklistsOf(`## Readiness

| # | Check | Expected | Done |
|---|---|---|---|
| 1 | Queue depth | < 100 | |
| 2 | Staff informed | | |

| Owner | Task | |
|---|---|---|
| Ines | Water plants | ☐ |
`);
    expect(checklists[0]?.groups).toMatchObject([
      {
        id: "readiness",
        items: [
          {
            text: "Queue depth",
            type: "measure",
            expect: "< 100",
            condition: { metric: "queue depth", operator: "<", value: 100, unit: "" },
            source: { line: 5 },
          },
          { text: "Staff informed", type: "boolean", expect: "true", source: { line: 6 } },
        ],
      },
      { id: "readiness-2", items: [{ text: "Water plants" }] },
    ]);
  });

  it.each([
    ["plain lists", "## Notes\n\n- one\n- two\n"],
    ["tables of states", "## Systems\n\n| System | Status |\n|-|-|\n| A | up |\n"],
    ["tables with an empty column", "## Systems\n\n| System | Owner |\n|-|-|\n| A | |\n"],
  ])("leaves %s alone", (_, text) => {
    expect(checklistsOf(text).checklists).toEqual([]);
  });

  it("never throws on YAML of any kind, and keeps every line inside the fence", () => {
    const piece = fc.constantFrom(
      "a:",
      "- ",
      "b",
      "\n",
      "\n  ",
      "[",
      "]",
      "{",
      "&x ",
      "*x",
      "| ",
      '"',
      "true",
      "< 5%",
      " / ",
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const body = pieces.join("");
        const { checklists } = checklistsOf(`## Checklist\n\n~~~yaml\n${body}\n~~~\n`);
        const lastLine = 4 + body.split("\n").length;
        for (const { groups } of checklists) {
          for (const item of groups.flatMap(({ items }) => items)) {
            expect(item.source.line).toBeGreaterThan(3);
            expect(item.source.line).toBeLessThan(lastLine);
          }
        }
      }),
    );
  });

  it("takes no time on deeply nested YAML", () => {
    for (const body of ["- ".repeat(9000), "[".repeat(19_000), "{a: ".repeat(4000)])
      checklistsOf(`## Checklist\n\n~~~yaml\n${body}\n~~~\n`);
  });
});

describe("compileChecklists, lists without boxes", () => {
  function itemsOf(text: string): [string, string, number][] {
    return checklistsOf(text).checklists.flatMap(({ groups }) =>
      groups.flatMap(({ items }) =>
        items.map(({ text: words, type, source }): [string, string, number] => [
          words,
          type,
          source.line,
        ]),
      ),
    );
  }

  it("counts those that a heading or a label calls a checklist, without what lies below an item", () => {
    expect(
      itemsOf(`## Closing checklist

1. Lock the door
   - with the big key
2. Oven below <40 °C
3. **Kitchen**:
   - Gas is off

## Notes

**Morning checklist**:

- Sweep

Other things:

- Sing
`),
    ).toEqual([
      ["Lock the door", "boolean", 3],
      ["Oven below <40 °C", "measure", 5],
      ["Gas is off", "boolean", 7],
      ["Sweep", "boolean", 13],
    ]);
  });

  it("counts them by what is called one, where only the title of the document says it of all", () => {
    const text =
      "# Bakery checklist\n\n- Lock the door\n\n## Never at night\n\n- Sing\n\n## Sunday\n\nFollow this checklist if it snows:\n\n- Sweep\n";
    expect(itemsOf(text).map(([words]) => words)).toEqual(["Lock the door", "Sweep"]);
    const { checklists } = checklistsOf(text);
    expect(checklists.map(({ source }) => source.line)).toEqual([1, 9]);
  });

  it("begins a group where the heading stands that names it", () => {
    const { checklists } = checklistsOf(
      "## Closing checklist\n\n### Doors\n\n- [ ] Locked\n\n### Oven\n\n**Gas**:\n\n- [ ] Off\n",
    );
    expect(checklists[0]?.groups.map(({ title, source }) => [title, source.line])).toEqual([
      ["Doors", 3],
      ["Gas", 9],
    ]);
  });

  it("takes neither books about checklists nor what is still to happen for some", () => {
    expect(
      itemsOf("## Reading\n\n**Books on checklists**\n\n- Baker, 1999\n- All about ovens\n"),
    ).toEqual([]);
    expect(itemsOf("## Postmortem template\n\n### Action items\n\n- [ ] Sweep\n")).toEqual([]);
  });

  it("expects a yes of what is ticked, but says not which answer to a question is good", () => {
    const { checklists } = checklistsOf(
      "## Closing\n\n- [ ] Oven is off\n- [ ] Is anybody there?\n- [ ] **Smell**: what does it smell of?\n",
    );
    expect(
      checklists[0]?.groups[0]?.items.map(({ type, expect: wanted }) => [type, wanted]),
    ).toEqual([
      ["boolean", "true"],
      ["boolean", undefined],
      ["text", undefined],
    ]);
  });

  it("offers the names after a label as choices, and takes neither paths nor words in passing for some", () => {
    expect(
      itemsOf(`## Closing

- [ ] **Kind**: Fire/Flood/Both at once
- [ ] Read: docs/oven
- [ ] Wipe: tables/chairs
- [ ] Doors: Front/Back are locked by hand at night
`).map(([, type]) => type),
    ).toEqual(["choice", "boolean", "boolean", "boolean"]);
  });

  it("takes boxes alone where there are some", () => {
    expect(itemsOf("## Closing checklist\n\n- [ ] Lock the door\n\nKeys:\n\n- brass\n")).toEqual([
      ["Lock the door", "boolean", 3],
    ]);
  });

  it("asks questions under a label for them, with words for an answer where they are open", () => {
    expect(
      itemsOf(`## Afterwards

Answer these questions:

1. **What burnt?** Look in the oven.
2. How much was lost?
   - in euros:
     - flour
3. Was anybody hurt?

Questions the guests asked:

- about the soup
`),
    ).toEqual([
      ["What burnt? Look in the oven.", "text", 5],
      ["How much was lost?", "text", 6],
      ["Was anybody hurt?", "boolean", 9],
    ]);
  });

  it("reads a table under such a heading, and a wrapper around the groups of a fence", () => {
    expect(
      itemsOf(
        "## Closing checklist\n\n| # | Task | Who |\n|-|-|-|\n| 1 | Lock the door | Cook |\n",
      ),
    ).toEqual([["Lock the door", "boolean", 5]]);
    const { checklists } = checklistsOf(
      "## Oven checklist\n\n```yaml\nchecks:\n  daily:\n    - is_clean: true\n    - heat_minimum: 180s\n```\n",
    );
    expect(checklists[0]?.source.line).toBe(1);
    expect(checklists[0]?.groups[0]?.items).toMatchObject([
      { type: "boolean" },
      { type: "measure", condition: { operator: ">=", value: 180 } },
    ]);
  });

  it("leaves a table of anything else alone", () => {
    expect(itemsOf("## Kitchen\n\n| # | Task | Who |\n|-|-|-|\n| 1 | Lock up | Cook |\n")).toEqual(
      [],
    );
  });
});

describe("compileChecklists, boxes in a fence", () => {
  const text = `# Plan

## Closing

1. **Before the last guest**
   \`\`\`bash
   # At the door
   - [ ] Lamp is off
   - [ ] Is the till counted?
     by the one who opened it
   # In the kitchen
   [ ] Oven below < 60°C
   ☐ Who has the key:
   \`\`\`

2. **What a box looks like**
   \`\`\`
   Write it like this:
   [ ] Something
   and tick it
   [ ] Something else
   \`\`\`
`;

  it("are a group for each title in it, and nothing where other words stand among them", () => {
    const { checklists } = checklistsOf(text);
    expect(
      checklists.map(({ title, groups, source }) => ({
        title,
        line: source.line,
        groups: groups.map((group) => [
          group.title,
          group.source.line,
          group.items.map((item) => [item.source.line, item.text, item.type]),
        ]),
      })),
    ).toEqual([
      {
        title: "Closing",
        line: 3,
        groups: [
          [
            "At the door",
            7,
            [
              [8, "Lamp is off", "boolean"],
              [9, "Is the till counted?", "boolean"],
            ],
          ],
          [
            "In the kitchen",
            11,
            [
              [12, "Oven below < 60°C", "measure"],
              [13, "Who has the key:", "text"],
            ],
          ],
        ],
      },
    ]);
  });
});
