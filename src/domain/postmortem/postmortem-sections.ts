/**
 * What is known under each heading of the playbook's template. A heading is recognised by its words;
 * one that is not recognised, and every blank for which nothing is known, stays "not recorded". Sample
 * values of the template never reach here: the compiled template has none.
 */

import type { ActionState } from "../action-item.ts";
import { ACTION_WORDS, describeEntry } from "../describe-entry.ts";
import { describeDuration } from "../duration.ts";
import type { PostmortemSection } from "../playbook.ts";
import { type ToldEntry, toldTimeline } from "../told-timeline.ts";
import type { ClockFact, PostmortemFacts } from "./facts.ts";
import { markdownTable, markdownText } from "./markdown-text.ts";
import {
  durationText,
  NOT_RECORDED,
  names,
  roleHolder,
  severityText,
  utcDate,
  utcTime,
} from "./postmortem-text.ts";

/** What is known, to be generated anew each time; and what people are to write. */
export interface SectionBody {
  readonly known: string;
  readonly blanks: string;
}

const ACTIONS = /action|follow/i;

const TOPICS: readonly {
  readonly words: RegExp;
  readonly known: (facts: PostmortemFacts) => string;
}[] = [
  { words: /summary|overview/i, known: summary },
  { words: /cause|contributing|trigger/i, known: reportedCause },
  { words: /resolution|mitigation|remediation|recovery/i, known: resolution },
  { words: /lesson|learn/i, known: () => "" },
  { words: ACTIONS, known: actionList },
  { words: /impact/i, known: () => "" },
];

export function sectionBody(section: PostmortemSection, facts: PostmortemFacts): SectionBody {
  if (/timeline/i.test(section.title)) return { known: timeline(section, facts), blanks: "" };
  const isActions = ACTIONS.test(section.title) && facts.actions.length > 0;
  if (isActions && section.shape === "table")
    return { known: actionTable(section, facts), blanks: "" };
  const topic = TOPICS.find(({ words }) => words.test(section.title));
  const known = topic?.known(facts) ?? "";
  switch (section.shape) {
    case "table":
      return { known, blanks: emptyTable(section.labels) };
    case "fields":
      return { known: joined(known, fields(section, facts)), blanks: blankFields(section, facts) };
    case "groups":
      return groups(section, facts, known);
    case "list":
    case "text":
      return { known, blanks: NOT_RECORDED };
  }
}

function joined(...parts: readonly string[]): string {
  return parts.filter((part) => part !== "").join("\n\n");
}

function summary(facts: PostmortemFacts): string {
  const first = facts.severities[0];
  const lines = [
    `${severityText(facts)}: ${markdownText(facts.title)}. Opened ${utcDate(facts.openedAt)} ${utcTime(facts.openedAt)} UTC` +
      `${first === undefined ? "" : ` (${markdownText(first.reason)})`}.`,
    facts.acknowledgedAt === undefined
      ? "Nobody acknowledged it."
      : `First acknowledged after ${describeDuration(facts.acknowledgedAt - facts.openedAt)}.`,
    ending(facts),
    ...facts.merged.map(
      ({ number, severity, title, at, isDuplicate }) =>
        `${isDuplicate ? "Its duplicate " : ""}${number} (${severity}, ${markdownText(title)}) was merged into it after ${describeDuration(at - facts.openedAt)}.`,
    ),
  ];
  return lines.join(" ");
}

function ending({ resolvedAt, openedAt, resolution: how, mergedInto }: PostmortemFacts): string {
  if (mergedInto !== undefined) {
    const after = describeDuration(mergedInto.at - openedAt);
    return `Merged into ${mergedInto.number} after ${after}: what followed is in the postmortem of that one.`;
  }
  if (resolvedAt === undefined) return "It is not resolved.";
  return `Resolved after ${describeDuration(resolvedAt - openedAt)}: ${markdownText(how ?? "")}.`;
}

function timeline(section: PostmortemSection, facts: PostmortemFacts): string {
  const day = utcDate(facts.openedAt);
  const rows = toldTimeline(facts.entries).map((told) => {
    const { at } = told;
    const time = utcDate(at) === day ? utcTime(at) : `${utcDate(at)} ${utcTime(at)}`;
    return [time, markdownText(toldSentence(told))];
  });
  const [timeLabel, eventLabel] = section.shape === "table" ? section.labels : [];
  const header = [withUtc(timeLabel ?? "Time"), eventLabel ?? "Event"];
  return markdownTable(header.map(markdownText), rows);
}

/** "★ Ann noted: it was the pool. (Written down at 14:50 UTC; corrected by Ben, it said: the disk)" */
function toldSentence({ entry, at, starred, correction }: ToldEntry): string {
  const isRetimed = entry.kind === "note" && at !== entry.at;
  // The row's time says when it was.
  const asWritten = entry.kind === "note" ? { ...entry, data: { text: entry.data.text } } : entry;
  const asides = [
    ...(isRetimed ? [`written down at ${utcTime(entry.at)} UTC`] : []),
    ...(correction === null ? [] : [`corrected by ${correction.by}; it said: ${correction.was}`]),
  ];
  const sentence = `${starred ? "★ " : ""}${describeEntry(asWritten)}`;
  return asides.length === 0 ? sentence : `${sentence} (${asides.join("; ")})`;
}

function actionTable(section: PostmortemSection, facts: PostmortemFacts): string {
  const rows = facts.actions.map((action) =>
    section.labels.map((label) => markdownText(actionCell(label, action))),
  );
  return markdownTable(section.labels.map(markdownText), rows);
}

function actionCell(label: string, { text, owner, dueAt, status }: ActionState): string {
  if (/owner|who|assign|responsib/i.test(label)) return owner ?? "";
  if (/deadline|due|date|when|until/i.test(label)) return dueAt === null ? "" : utcDate(dueAt);
  if (/status|state|done/i.test(label)) return ACTION_WORDS[status];
  return /action|task|item|what|descr|todo/i.test(label) ? text : "";
}

function actionList({ actions }: PostmortemFacts): string {
  return actions
    .map(({ text, owner, dueAt, status }) => {
      const facts = [
        owner,
        dueAt === null ? null : `until ${utcDate(dueAt)}`,
        ACTION_WORDS[status],
      ];
      const known = facts.filter((fact) => fact !== null).map(markdownText);
      return `- ${markdownText(text)} (${known.join(", ")})`;
    })
    .join("\n");
}

function withUtc(label: string): string {
  return /utc/i.test(label) ? label : `${label} (UTC)`;
}

/** What was told outside when the cause was said to be known. */
function reportedCause(facts: PostmortemFacts): string {
  const identified = facts.updates.filter((update) => update.data.publicStatus === "identified");
  return identified
    .map((update) => `- Reported at ${utcTime(update.at)} UTC: ${markdownText(update.data.text)}`)
    .join("\n");
}

function resolution(facts: PostmortemFacts): string {
  return facts.resolution === undefined
    ? ""
    : `Resolved at ${utcTime(facts.resolvedAt ?? 0)} UTC: ${markdownText(facts.resolution)}.`;
}

function fieldValue(label: string, facts: PostmortemFacts): string | undefined {
  if (/duration/i.test(label)) return durationText(facts);
  if (/sever|priority/i.test(label)) return severityText(facts);
  if (/^date|date$|started/i.test(label)) return utcDate(facts.openedAt);
  if (/commander|lead/i.test(label)) return roleHolder(facts, /commander|lead/i);
  if (/contributor|participant|responder/i.test(label) && facts.contributors.length > 0) {
    return names(facts.contributors);
  }
  if (/number|incident id/i.test(label)) return facts.number;
  if (/^status$/i.test(label)) return statusOf(facts);
  return undefined;
}

function statusOf({ mergedInto, resolvedAt }: PostmortemFacts): string {
  if (mergedInto !== undefined) return `merged into ${mergedInto.number}`;
  return resolvedAt === undefined ? "not resolved" : "resolved";
}

function fields(section: PostmortemSection, facts: PostmortemFacts): string {
  return section.labels
    .filter((label) => fieldValue(label, facts) !== undefined)
    .map((label) => `- **${markdownText(label)}**: ${fieldValue(label, facts)}`)
    .join("\n");
}

function blankFields(section: PostmortemSection, facts: PostmortemFacts): string {
  return section.labels
    .filter((label) => fieldValue(label, facts) === undefined)
    .map((label) => `- **${markdownText(label)}**: ${NOT_RECORDED}`)
    .join("\n");
}

/** The header block of the document: known or not, each label has its line. */
export function headerLines(labels: readonly string[], facts: PostmortemFacts): string {
  return labels
    .map((label) => `**${markdownText(label)}**: ${fieldValue(label, facts) ?? NOT_RECORDED}`)
    .join("  \n");
}

function emptyTable(labels: readonly string[]): string {
  const blank = labels.map((_, index) => (index === 0 ? NOT_RECORDED : ""));
  return markdownTable(labels.map(markdownText), labels.length === 0 ? [] : [blank]);
}

function groups(section: PostmortemSection, facts: PostmortemFacts, known: string): SectionBody {
  const isLessons = /lesson|learn/i.test(section.title);
  const good = isLessons ? clockLines(facts, "met") : [];
  const bad = isLessons ? [...clockLines(facts, "breached"), ...troubles(facts)] : [];
  const wentWell = section.labels.find((label) => /well|good|right/i.test(label));
  const wentWrong = section.labels.find((label) => /wrong|bad|poorly|not/i.test(label));
  const facts_ = [
    listUnder(wentWell ?? "What went well", good),
    listUnder(wentWrong ?? "What went wrong", bad),
  ];
  const blanks = section.labels
    .map((label) => `**${markdownText(label)}**:\n\n- ${NOT_RECORDED}`)
    .join("\n\n");
  return { known: joined(known, ...facts_), blanks };
}

function listUnder(label: string, lines: readonly string[]): string {
  if (lines.length === 0) return "";
  const items = lines.map((line) => `- ${line}`).join("\n");
  return `From the timeline, ${markdownText(label.toLowerCase())}:\n\n${items}`;
}

function clockLines(facts: PostmortemFacts, outcome: ClockFact["outcome"]): readonly string[] {
  return facts.clocks
    .filter((clock) => clock.outcome === outcome)
    .map((clock) => {
      const audience = clock.audience === undefined ? "" : ` (${markdownText(clock.audience)})`;
      const took = describeDuration(clock.elapsedMs);
      const excuse = clock.excuse === undefined ? "" : ` (excused: ${markdownText(clock.excuse)})`;
      return `${clock.clock} clock${audience} ${outcome}: ${took} of ${describeDuration(clock.targetMs)}${excuse}`;
    });
}

function troubles(facts: PostmortemFacts): readonly string[] {
  return [
    ...(facts.failedNotifications > 0
      ? [`${facts.failedNotifications} notifications could not be delivered`]
      : []),
    ...(facts.lapses > 0 ? [`the acknowledgement lapsed ${facts.lapses} times`] : []),
  ];
}
