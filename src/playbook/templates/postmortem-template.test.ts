import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { documentOf, recordingContext } from "../../../test/support/compile-context.ts";
import { compilePostmortemTemplate } from "./postmortem-template.ts";

function templateOf(...texts: string[]) {
  const context = recordingContext();
  const documents = texts.map((text, index) => documentOf(text, `file-${index}.md`));
  return { template: compilePostmortemTemplate(documents, context), context };
}

const FENCED = `# Handbook

## How we look back

~~~markdown
# Incident review: the night the boiler stopped

**When**: 2027-02-03
**How long**: 50 minutes (21:10 - 22:00)
**Led by**: Mireille

## Summary

The boiler stopped and the guests were cold.

## Timeline (21:10 to 22:00)

- **21:10**: Mireille called
- **21:30**: plumber arrived

## Impact

- **Guests**: 40
- **Loss**: €900

## Root cause

Limescale in the boiler because:

1. Hard water

## Resolution

**At once**:

- Descaled the boiler

**Later**:

- Buy a filter

## Action items

| What | Who | Until |
| ---- | --- | ----- |
| Filter | Mireille | 2027-03-01 |

## Lessons learned

### What went well

- The plumber came

### What did not

- Nobody had a heater
~~~
`;

describe("compilePostmortemTemplate", () => {
  it("keeps headings, shapes and labels of a fence", () => {
    const { template, context } = templateOf(FENCED);
    const at = (line: number) => ({ file: "file-0.md", line });
    expect(template).toEqual({
      title: "Incident review: [Title]",
      header: ["When", "How long", "Led by"],
      sections: [
        { title: "Summary", level: 2, shape: "text", labels: [], source: at(12) },
        { title: "Timeline", level: 2, shape: "list", labels: [], source: at(16) },
        { title: "Impact", level: 2, shape: "fields", labels: ["Guests", "Loss"], source: at(21) },
        { title: "Root cause", level: 2, shape: "text", labels: [], source: at(26) },
        {
          title: "Resolution",
          level: 2,
          shape: "groups",
          labels: ["At once", "Later"],
          source: at(32),
        },
        {
          title: "Action items",
          level: 2,
          shape: "table",
          labels: ["What", "Who", "Until"],
          source: at(42),
        },
        {
          title: "Lessons learned",
          level: 2,
          shape: "groups",
          labels: ["What went well", "What did not"],
          parts: [
            { title: "What went well", level: 3, source: at(50) },
            { title: "What did not", level: 3, source: at(54) },
          ],
          source: at(48),
        },
      ],
      titleSource: { ...at(6), level: 1 },
      source: at(5),
    });
    expect(context.understoodLines.has("file-0.md:5")).toBe(true);
    expect(context.understoodLines.has("file-0.md:57")).toBe(true);
    expect(context.understoodLines.has("file-0.md:3")).toBe(false);
  });

  it("keeps no sample value", () => {
    const json = JSON.stringify(templateOf(FENCED).template);
    for (const sample of [
      "boiler",
      "Mireille",
      "21:10",
      "2027",
      "€",
      "Filter",
      "plumber",
      "heater",
    ])
      expect(json).not.toContain(sample);
  });

  it("reads a file of its own, with empty fields and tables of values", () => {
    const { template } = templateOf(
      "# Something else\n\n## Steps\n\nwords\n",
      `> Borrowed from a book

# Postmortem template

Authors:
Status: (draft, final)

### Summary

| | |
|---|---|
| Severity | |
| Users hit | ?? |

### Trigger

_What set it off?_

* _one line each_

### Timeline

| Time (UTC) | Event |
|---|---|

## Action items
`,
    );
    expect(template.title).toBe("Postmortem template");
    expect(template.header).toEqual(["Authors", "Status"]);
    expect(template.sections).toMatchObject([
      { title: "Summary", level: 3, shape: "fields", labels: ["Severity", "Users hit"] },
      { title: "Trigger", shape: "list" },
      { title: "Timeline", shape: "table", labels: ["Time (UTC)", "Event"] },
      { title: "Action items", level: 2, shape: "text" },
    ]);
    expect(template.source?.file).toBe("file-1.md");
  });

  it("prefers what is called a template", () => {
    const { template } = templateOf(
      "# Postmortem of last week\n\n## Summary\n\n## Timeline\n\n## Impact\n\n## Resolution\n",
      "# Handbook\n\n## Postmortem template\n\n### Summary\n\n### Timeline\n",
    );
    expect(template.source).toEqual({ file: "file-1.md", line: 3 });
    expect(template.sections.map(({ title }) => title)).toEqual(["Summary", "Timeline"]);
    expect(template).not.toHaveProperty("title");
  });

  it("takes labels for sections where the template has no headings", () => {
    const { template } = templateOf(`# Handbook

### Incident review template

1. **Summary**: what happened?
2. **Impact**: who was cold?
3. **Action items**

## Retrospective template

~~~
**Summary**: …
~~~
`);
    expect(
      template.sections.map(({ title, level, source }) => [title, level, source.line]),
    ).toEqual([
      ["Summary", 4, 5],
      ["Impact", 4, 6],
      ["Action items", 4, 7],
    ]);
    const bullets = templateOf("## Postmortem template\n\n- Summary\n- Timeline\n- Root cause\n");
    expect(bullets.template.sections.map(({ title }) => title)).toEqual([
      "Summary",
      "Timeline",
      "Root cause",
    ]);
    const table = templateOf(
      "## Postmortem template\n\n| Section | What to write |\n|-|-|\n| Summary | … |\n| Timeline | … |\n",
    );
    expect(table.template.sections.map(({ title }) => title)).toEqual(["Summary", "Timeline"]);
  });

  it("takes a list of names for sections, but not what stands below labels in bold", () => {
    const titlesIn = (text: string): readonly string[] =>
      templateOf(`# Handbook\n\n## Postmortem template\n\n${text}`).template.sections.map(
        ({ title }) => title,
      );
    const names = "1. Summary.\n2. Impact on the guests and the staff.\n3. Root cause.\n";
    expect(titlesIn(names)).toEqual([
      "Summary",
      "Impact on the guests and the staff",
      "Root cause",
    ]);
    const bold =
      "**Summary**:\n\n**Impact**: who?\n\n**What went well**:\n\n- Fast call\n- No loss\n";
    expect(titlesIn(bold)).toEqual(["Summary", "Impact", "What went well"]);
  });

  it("knows a fence by its title and its labels, and no other message by labels alone", () => {
    const fields =
      "- Severity: <level>\n- Root cause: <why>\n- Impact: <who>\n- Timeline: <when>\n";
    const { template } = templateOf(`# Handbook\n\n~~~\n## Post-mortem: <title>\n${fields}~~~\n`);
    expect(template.sections).toMatchObject([{ level: 2, source: { line: 4 } }]);
    expect(templateOf(`# Handbook\n\n~~~\n${fields}~~~\n`).template.sections).toEqual([]);
  });

  it("finds none in a list of what is done for a postmortem", () => {
    const { template } = templateOf(
      "# Handbook\n\n## Postmortem\n\n1. **Timeline** is written down\n2. **Impact** is counted\n3. **Root cause** is found\n",
    );
    expect(template.sections).toEqual([]);
  });

  it("finds none in a handbook that has some of the headings among others", () => {
    const { template } = templateOf(
      "# How we respond\n\n## Roles\n\n## Severities\n\n## Detection\n\n## Mitigation\n\n## Resolution\n\n## Follow-up\n\n## Oven fires\n\n## Floods\n\n## Frost\n\n## Contacts\n\n## Tools\n\n## Training\n\n## Glossary\n",
    );
    expect(template.sections).toEqual([]);
  });

  it("finds none in other text", () => {
    const { template } = templateOf(
      "# An alert\n\n## Meaning\n\n## Impact\n\n## Diagnosis\n\n## Mitigation\n",
      "# Handbook\n\n~~~markdown\n# Update\n\n## Status\n~~~\n",
    );
    expect(template).toEqual({ header: [], sections: [] });
  });

  it.each([
    ['## Closing\n\n```yaml\nend:\n  - postmortem_scheduled: "Within 3 days"\n```\n', "P3D"],
    ["A post-mortem is written within 5 business days of the event.", "P5D"],
    ["Answer within 15 minutes, and hold a retrospective no later than one week later.", "P7D"],
    ["Publish the incident review two days after the incident.", "P2D"],
    ["## Postmortem\n\n- The meeting is scheduled within 48 hours.\n", "P2D"],
    ["## Postmortem\n\n- Action items are completed within 30 days.\n", undefined],
    ["## Postmortem (within 3 days)\n\nWe meet.", "P3D"],
    ["## Post-incident review\n\nWithin 36 hours of resolution:\n\n1. What burnt?\n", "P1DT12H"],
    ["## Post-incident review\n\nWithin 36 hours of resolution the oven is cleaned.\n", undefined],
    ["**Within a week**:\n\n- Write the postmortem\n", "P7D"],
    ["| Level | Postmortem |\n|-|-|\n| A | within 48 h |\n", "P2D"],
    ["Finish the post-mortem in 5 business days.", "P5D"],
    ["**Postmortem deadline**: 72 hours", "P3D"],
    ["Answer within 15 minutes and start a postmortem.", undefined],
    ["The postmortem took part in 3 days of talks about bread in general.", undefined],
    ["A postmortem is written. Tickets close within 2 days.", undefined],
    ["Post the link 24 hours before the postmortem.", undefined],
    [
      "## Postmortem\n\n### Timeline\n\n- Hold the meeting within 48 hours\n- Finish the text within a week\n",
      "P7D",
    ],
    ["## Postmortem\n\n### Follow-up\n\n- Finish the oven within a week\n", undefined],
    [
      "We publish a postmortem within 5 days.\n\n## Postmortems\n\nDrafts are due within 2 days.\n",
      "P2D",
    ],
    ["## Postmortem\n\nRequired for every fire within 3 days.\n", "P3D"],
    ["### Within 24 hours\n\n1. Write the postmortem\n", "P1D"],
    ["## Postmortem\n\nSmall fires require one if there were two in 30 days.\n", undefined],
    ["### Within 24 hours\n\n1. Clean the oven\n", undefined],
  ])("takes %j as due after %s", (text, due) => {
    expect(templateOf(text).template.dueAfter).toBe(due);
  });

  it.each([
    ["Post-mortem: [Title]", "Post-mortem: [Title]"],
    [
      "Incident report: [YYYY-MM-DD] - [Short description]",
      "Incident report: [YYYY-MM-DD] - [Short description]",
    ],
    ["Boiler outage", undefined],
    ["Incident 42: boiler", undefined],
    ["RCA: boiler", "RCA: [Title]"],
  ])("of the title %j keeps %j", (title, kept) => {
    const text = `## Postmortem template\n\n~~~md\n# ${title}\n\n## Summary\n\n## Impact\n~~~\n`;
    expect(templateOf(text).template.title).toBe(kept);
  });

  it("never throws, and never keeps a time, a date or a sum", () => {
    const piece = fc.constantFrom(
      ..."# |## Summary|## Impact|**Date**: 2027-01-02|- **14:30**: went|\n|\n\n|| a | b |\n|-|-|\n| 14:30 | $9 ||**What**:|- x|Time: 14:30|~~~|### Timeline (14:30)".split(
        "|",
      ),
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const { template } = templateOf(`# Postmortem\n\n${pieces.join("\n")}\n`);
        const labels = template.sections.flatMap((section) => [section.title, ...section.labels]);
        for (const label of [...labels, ...template.header, template.title ?? ""])
          expect(label).not.toMatch(/\d:\d\d|2027|\$/u);
      }),
    );
  });
});
