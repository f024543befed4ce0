import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  actor,
  criticalRules,
  opened,
  roster,
  SENDER,
  START,
} from "../../../test/support/incident-fixtures.ts";
import { decide, type IncidentInput } from "../decide.ts";
import { MS } from "../duration.ts";
import type { Incident } from "../incident.ts";
import type { PostmortemSection, PostmortemTemplate } from "../playbook.ts";
import type { NewTimelineEntry, TimelineEntry } from "../timeline.ts";
import { mergePostmortem } from "./merge-postmortem.ts";
import { renderPostmortem } from "./render-postmortem.ts";

const source = { file: "playbook.md", line: 1 };

function section(
  title: string,
  shape: PostmortemSection["shape"],
  labels: readonly string[] = [],
): PostmortemSection {
  return { title, level: 2, shape, labels, source };
}

const template: PostmortemTemplate = {
  title: "Incident Postmortem: [Title]",
  dueAfter: "P2D",
  header: ["Date", "Duration", "Severity", "Incident Commander", "Contributors"],
  sections: [
    section("Executive Summary", "text"),
    section("Timeline", "table", ["Time (UTC)", "Event"]),
    section("Impact", "fields", ["Users Affected", "Downtime"]),
    section("Root Cause", "text"),
    section("Resolution", "groups", ["Immediate", "Longer-term"]),
    section("Action Items", "table", ["Action", "Owner", "Deadline", "Status"]),
    section("Lessons Learned", "groups", ["What Went Well", "What Went Wrong"]),
  ],
};

/** An incident played through its inputs, with the entries it left. */
function played(
  script: readonly (readonly [minute: number, IncidentInput])[],
  title = "Redis is out of memory",
): { incident: Incident; entries: readonly TimelineEntry[] } {
  const first = opened({ title, alerts: [title], rules: criticalRules() });
  let { incident } = first;
  const made: NewTimelineEntry[] = [...first.entries];
  for (const [minute, input] of script) {
    const now = START + minute * MS.minute;
    const decided = decide(incident, input, { now, roster: roster() });
    if ("refused" in decided) throw new Error(decided.refused);
    incident = decided.incident;
    made.push(...decided.entries);
  }
  const entries = made.map((entry, index) => ({
    ...entry,
    incidentId: incident.id,
    seq: index + 1,
  }));
  return { incident, entries };
}

const wholeStory = () =>
  played([
    [5, { kind: "due" }],
    [6, { kind: "acknowledge", by: actor("Ben"), via: "link", role: "Incident Commander" }],
    [
      9,
      {
        kind: "update",
        by: actor("Ben"),
        audience: "stakeholders",
        text: "The cache grew without bound",
        publicStatus: "identified",
      },
    ],
    [12, { kind: "alerts", by: SENDER, fired: [], resolved: ["Redis is out of memory"] }],
    [13, { kind: "resolve", by: actor("Ben"), reason: "keys evicted" }],
  ]);

describe("a postmortem", () => {
  const { incident, entries } = wholeStory();
  const text = renderPostmortem(incident, entries, template);

  it("has the template's headings in its order", () => {
    const headings = text.split("\n").filter((line) => line.startsWith("#"));
    expect(headings).toEqual([
      "# Incident Postmortem: Redis is out of memory",
      ...template.sections.map(({ title }) => `## ${title}`),
    ]);
  });

  it("fills what is known", () => {
    expect(text).toContain("**Date**: 2026-01-14");
    expect(text).toContain("**Duration**: 13 min (02:30 – 02:43 UTC)");
    expect(text).toContain("**Severity**: P0 – Critical");
    expect(text).toContain("**Incident Commander**: Ben");
    expect(text).toContain("Reported at 02:39 UTC: The cache grew without bound");
    expect(text).toContain('postmortemDueAt: "2026-01-16T02:43:00Z"');
    expect(text).toContain("response clock met: 6 min of 15 min");
  });

  it("has a row for every entry", () => {
    const rows = text.split("\n").filter((line) => /^\| \d\d:\d\d \|/.test(line));
    expect(rows).toHaveLength(entries.length);
  });

  it("leaves what is not known blank", () => {
    expect(text).toContain("- **Users Affected**: _not recorded_");
    expect(text).toContain("| _not recorded_ |  |  |  |");
  });

  it("is the same for the same entries", () => {
    expect(renderPostmortem(incident, entries, template)).toBe(text);
  });

  it("has a shape of its own where the playbook has none", () => {
    const plain = renderPostmortem(incident, entries, { header: [], sections: [] });
    expect(plain).toContain("## Lessons Learned");
  });

  it("does not come to life through hostile text", () => {
    const hostile = "<script>x</script> | [a](javascript:b) ![i](http://x)\n# no heading `rm`";
    const story = played([[1, { kind: "note", by: actor("Ann"), text: hostile }]], hostile);
    const rendered = renderPostmortem(story.incident, story.entries, template);
    expect(rendered).not.toContain("<script>");
    expect(rendered).not.toMatch(/(?<!\\)\[a(?<!\\)\]\(/);
    expect(rendered.split("\n").filter((line) => line.startsWith("# "))).toHaveLength(1);
  });
});

describe("writing it again", () => {
  const early = played([[5, { kind: "due" }]]);
  const before = renderPostmortem(early.incident, early.entries, template);
  const { incident, entries } = wholeStory();
  const after = renderPostmortem(incident, entries, template);

  it("changes nothing when nothing is new", () => {
    expect(mergePostmortem(before, before)).toBe(before);
  });

  it("refreshes the facts of an untouched one", () => {
    expect(mergePostmortem(before, after)).toContain("Duration**: 13 min");
  });

  it("keeps what people wrote, wherever they wrote it", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z ]{1,40}$/), (words) => {
        const own = `OWN ${words} WORDS`;
        const edited = before
          .replace("## Root Cause\n\n_not recorded_", `## Root Cause\n\n${own}`)
          .replace("## Impact\n", `## Impact\n\n${own}\n`);
        const merged = mergePostmortem(edited, after);
        expect(merged.split(own)).toHaveLength(3);
        expect(merged).toContain("13 min");
      }),
    );
  });

  it("keeps a heading that people added", () => {
    const edited = `${before}\n## Glossary\n\nWords.\n`;
    expect(mergePostmortem(edited, after)).toContain("## Glossary\n\nWords.");
  });
});
