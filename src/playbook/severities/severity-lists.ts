/** Severities summed up in a list. */

import type { Section } from "../markdown/document.ts";
import { type TextLine, textLines } from "../markdown/labelled-lines.ts";
import { type LabelledList, labelledLists } from "../markdown/labelled-lists.ts";
import { splitLabel } from "../markdown/plain-text.ts";
import { namesOneRunbook } from "../runbooks/runbook-title.ts";
import { SEVERITY_TOPICS } from "../vocabulary.ts";
import { namesPostmortem } from "../words/postmortem-words.ts";
import { readDuration } from "../words/read-duration.ts";
import { readSeverityMention, type SeverityMention } from "../words/severity-id.ts";
import { mentions } from "../words/wording.ts";
import {
  addFact,
  draftOf,
  type SeverityDraft,
  type SeverityField,
  severityField,
} from "./severity-draft.ts";
import { addSummary } from "./severity-summary.ts";
import { areSeverities, isAboutSeverities, type Reading, splitSummary } from "./severity-topic.ts";

/**
 * A list each of whose items begins with a severity: "P0 (Critical): everything is down". Counts where
 * severities, or a fact of them ("Response times"), are the topic of its label or its section.
 */
export function readSummaryLists(reading: Reading, section: Section): void {
  const inSection = isAboutSeverities(section);
  // By when each is reviewed is no promise about the incident.
  if (!inSection && namesPostmortem(section.title)) return;
  for (const list of labelledLists(section)) {
    const isTopic = inSection || mentions(list.label, SEVERITY_TOPICS);
    const field = fieldOf(list.label) ?? fieldOf(section.title);
    if (!isTopic && field === undefined) continue;
    const found = list.items.map((item) => ({
      item,
      mention: readSeverityMention(item.text, true),
    }));
    if (!areSeverities(found.map(({ mention }) => mention))) continue;
    if (!isTopic && found.some(({ mention }) => mention?.number === undefined)) continue;
    for (const { item, mention } of found)
      if (mention !== undefined) readItem(reading, { item, mention, field, isTopic: inSection });
    reading.context.understood(reading.document.file, list.line, list.lastLine);
  }
  // "Severity: SEV-2 when …; SEV-3 when …" of a page about one problem is its own.
  if (inSection || (section.level <= 1 && !namesOneRunbook(section)))
    readEnumerations(reading, section);
}

/** What a title says of each severity; of definitions it says nothing that the list does not. */
function fieldOf(title: string): SeverityField | undefined {
  const field = severityField(title);
  return field === "definition" || field === "examples" ? undefined : field;
}

interface SummaryItem {
  readonly item: LabelledList["items"][number];
  readonly mention: SeverityMention;
  readonly field: SeverityField | undefined;
  /** Whether the section is about severities. */
  readonly isTopic: boolean;
}

function readItem(reading: Reading, { item, mention, field, isTopic }: SummaryItem): void {
  const { file } = reading.document;
  const source = { file, line: item.line, column: item.column };
  const line = { text: mention.rest, line: item.line, column: item.column };
  const { name, definition } = splitSummary(mention.rest);
  // What a level means is said where levels are the topic; headings elsewhere say what is done about it.
  const isOwnPlace = isTopic && field === undefined && definition !== undefined;
  const draft = draftOf(reading.drafts, mention, { source, isOwnPlace });
  if (field === undefined || definition === undefined) addSummary(draft, line, file);
  else {
    draft.name ??= name;
    addFact(draft, { label: labelOfField(field), lines: [{ ...line, text: definition }], file });
  }
  for (const nested of item.items) addNested(reading, draft, nested);
}

/** A label that `addFact` reads as that field. */
function labelOfField(field: SeverityField): string {
  return field === "response" ? "response time" : field;
}

/** An item below a severity: a fact with its label, else one more case of it. */
function addNested(
  reading: Reading,
  draft: SeverityDraft,
  item: LabelledList["items"][number],
): void {
  const { file } = reading.document;
  const split = splitLabel(item.text);
  if (split === undefined) {
    addFact(draft, { label: "examples", lines: [item], file });
    return;
  }
  const value = { text: split.rest, line: item.line, column: item.column };
  const lines = item.items.length === 0 ? [value] : item.items;
  addFact(draft, { label: split.label, lines, file });
}

/** "Severity levels: P1 (critical) / P2 (major) / P3 (minor)", all in a line. */
function readEnumerations(reading: Reading, section: Section): void {
  for (const line of textLines(section)) {
    const split = splitLabel(line.text);
    if (split === undefined || !mentions(split.label, SEVERITY_TOPICS)) continue;
    readEnumeration(reading, line, split.rest);
  }
}

function readEnumeration(reading: Reading, line: TextLine, text: string): void {
  const found = text
    .split(/\s*[/|,;•·]\s*/u)
    .map((part) => ({ part, mention: readSeverityMention(part, true) }));
  const isPlain = found.every(({ part }) => part.length < 80 && readDuration(part) === undefined);
  if (!isPlain || !areSeverities(found.map(({ mention }) => mention))) return;
  const source = { file: reading.document.file, line: line.line, column: line.column };
  for (const { mention } of found) {
    if (mention === undefined) continue;
    const draft = draftOf(reading.drafts, mention, { source, isOwnPlace: false });
    const { name, definition } = splitSummary(mention.rest);
    draft.name ??= name;
    draft.definition ??= definition;
  }
  reading.context.understood(reading.document.file, line.line, line.line);
}
