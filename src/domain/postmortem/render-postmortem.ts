/**
 * The postmortem as Markdown in the playbook's own template. The same entries give the same bytes.
 *
 * What Tocsin knows stands between markers and is written anew each time; everything outside them is
 * people's and survives regeneration (`mergePostmortem`).
 */

import { durationMs } from "../duration.ts";
import type { Incident } from "../incident.ts";
import type { PostmortemSection, PostmortemTemplate } from "../playbook.ts";
import type { TimelineEntry } from "../timeline.ts";
import { gatherFacts, type PostmortemFacts } from "./facts.ts";
import { markdownText } from "./markdown-text.ts";
import { headerLines, sectionBody } from "./postmortem-sections.ts";

export const BEGIN_MARK = "<!-- tocsin: generated from the timeline -->";
export const END_MARK = "<!-- tocsin: end -->";

/** Used where the playbook has no template of its own. */
const DEFAULT_TEMPLATE: PostmortemTemplate = {
  title: "Incident Postmortem: [Title]",
  header: ["Date", "Duration", "Severity", "Incident Commander", "Contributors"],
  sections: [
    defaultSection("Executive Summary", "text"),
    defaultSection("Timeline", "table", ["Time (UTC)", "Event"]),
    defaultSection("Impact", "text"),
    defaultSection("Root Cause", "text"),
    defaultSection("Resolution", "text"),
    defaultSection("Action Items", "table", ["Action", "Owner", "Deadline", "Status"]),
    defaultSection("Lessons Learned", "groups", ["What went well", "What went wrong"]),
  ],
};

function defaultSection(
  title: string,
  shape: PostmortemSection["shape"],
  labels: readonly string[] = [],
): PostmortemSection {
  return { title, level: 2, shape, labels, source: { file: "", line: 1 } };
}

export function renderPostmortem(
  incident: Incident,
  entries: readonly TimelineEntry[],
  playbookTemplate: PostmortemTemplate,
): string {
  const facts = gatherFacts(incident, entries);
  const hasOwn = playbookTemplate.sections.length > 0;
  const template = hasOwn ? playbookTemplate : { ...DEFAULT_TEMPLATE, ...dueOf(playbookTemplate) };
  const top = Math.min(...template.sections.map((section) => section.level));
  const sections = template.sections.map((section) => {
    const { known, blanks } = sectionBody(section, facts);
    const heading = `${"#".repeat(section.level - top + 2)} ${markdownText(section.title)}`;
    return [heading, generated(known), blanks].filter((part) => part !== "").join("\n\n");
  });
  return `${[
    frontMatter(facts, template),
    `# ${titleLine(template, facts)}`,
    generated(headerLines(template.header, facts)),
    ...sections,
  ].join("\n\n")}\n`;
}

function dueOf(template: PostmortemTemplate): Pick<PostmortemTemplate, "dueAfter"> {
  return template.dueAfter === undefined ? {} : { dueAfter: template.dueAfter };
}

function generated(known: string): string {
  return known === "" ? "" : `${BEGIN_MARK}\n\n${known}\n\n${END_MARK}`;
}

/** The template's title with its blank filled; a template title without one gets the incident's after it. */
function titleLine(template: PostmortemTemplate, facts: PostmortemFacts): string {
  const title = markdownText(facts.title);
  const line = template.title ?? "Incident Postmortem: [Title]";
  const blank = /\[[^\]]*\]|<[^>]*>/;
  const [before, ...after] = line.split(blank);
  return blank.test(line)
    ? `${markdownText(before ?? "")} ${title}${after.map(markdownText).join("")}`.trim()
    : `${markdownText(line)}: ${title}`;
}

function frontMatter(facts: PostmortemFacts, template: PostmortemTemplate): string {
  const { dueAfter } = template;
  const dueAt =
    dueAfter === undefined || facts.resolvedAt === undefined
      ? undefined
      : facts.resolvedAt + durationMs(dueAfter);
  const instant = (at: number | undefined): string =>
    at === undefined ? "null" : `"${Temporal.Instant.fromEpochMilliseconds(at)}"`;
  return [
    "---",
    `incident: "${facts.number}"`,
    `title: ${quoted(facts.title)}`,
    `severity: ${quoted(facts.severities.at(-1)?.id ?? "")}`,
    `openedAt: ${instant(facts.openedAt)}`,
    `acknowledgedAt: ${instant(facts.acknowledgedAt)}`,
    `resolvedAt: ${instant(facts.resolvedAt)}`,
    `postmortemDueAt: ${instant(dueAt)}`,
    ...(facts.mode === "real" ? [] : [`mode: ${facts.mode}`]),
    ...(facts.mergedInto === undefined ? [] : [`mergedInto: "${facts.mergedInto.number}"`]),
    ...(facts.merged.length === 0
      ? []
      : [`merged: [${facts.merged.map(({ number }) => `"${number}"`).join(", ")}]`]),
    `playbook: "${facts.playbookHash}"`,
    "status: draft",
    "---",
  ].join("\n");
}

/** A YAML string that no Markdown renderer takes for markup, should it not know front matter. */
function quoted(text: string): string {
  const unicode = (character: string): string =>
    `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return JSON.stringify(text).replace(
    /[<>[\]&`\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g,
    unicode,
  );
}
