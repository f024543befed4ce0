/** What a line says of a severity after naming it: its name, what it means, and the times it promises. */

import type { SourceRef } from "../../domain/playbook.ts";
import type { TextLine } from "../markdown/labelled-lines.ts";
import { readDuration } from "../words/read-duration.ts";
import { promisedTimes } from "./promised-times.ts";
import {
  addLabelledTime,
  addSpokenTimes,
  type SeverityDraft,
  severityField,
} from "./severity-draft.ts";
import { splitSummary } from "./severity-topic.ts";

/**
 * Adds "(Critical): all is lost. Response: 15 minutes." to its severity: sentences that are a label with a
 * time are times, the others what it means.
 */
export function addSummary(draft: SeverityDraft, line: TextLine, file: string): void {
  const source = { file, line: line.line, column: line.column };
  // "Critical · response 15 min → updates hourly": each piece says something of its own.
  const [head = "", ...pieces] = line.text.split(/\s+(?:[·•|→]|->|=>)\s+/u);
  const { name, definition } = splitSummary(head);
  draft.name ??= name;
  const meaning = [...(definition ?? "").split(/(?<=[.;!])\s+/u), ...pieces]
    .filter((sentence) => !addTimes(draft, { ...line, text: sentence }, source))
    .join(" ")
    .replace(/;$/u, "");
  if (meaning === "") return;
  draft.definition ??= meaning;
}

function addTimes(draft: SeverityDraft, sentence: TextLine, source: SourceRef): boolean {
  const label = sentence.text.split(/[:：]|\s[-–—]\s|\(/u)[0] ?? "";
  const words = sentence.text.replace(/[.;]+$/u, "");
  const isShort = words.split(/\s+/u).length <= SHORT_MAX;
  // "Respond within 15 min, updates every 30 min" has a time for each, and no label.
  if (promisedTimes(sentence.text).length > 1) return addSpokenTimes(draft, sentence, source);
  if (isShort && severityField(label) !== undefined && readDuration(words) !== undefined)
    return addLabelledTime(draft, { ...sentence, text: words }, source);
  return addSpokenTimes(draft, sentence, source) && isShort;
}

const SHORT_MAX = 7;
