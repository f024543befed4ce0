/** A message template of the playbook filled with an incident's facts. Nothing of its example survives. */

import type { Template } from "../../domain/playbook.ts";
import { statesIn } from "../templates/template-channel.ts";
import { blank, blanksIn } from "./blank.ts";
import { type DraftFacts, factNamed } from "./draft-facts.ts";
import { factText, timelineTime } from "./fact-text.ts";
import { fillSentence, type SentenceContext } from "./fill-sentence.ts";

export interface Draft {
  readonly text: string;
  /** What a person has to fill in, in words, in the text's order. */
  readonly missing: readonly string[];
}

/** The severities are the playbook's ids. */
export function fillTemplate(
  template: Template,
  facts: DraftFacts,
  severities: readonly string[],
): Draft {
  const context = { facts, severities: new Set(severities.map((id) => id.toLowerCase())) };
  const filled: string[] = [];
  let inTimeline = false;
  for (const line of linesFor(template, facts)) {
    if (inTimeline && /^\s*(?:[-*+]\s|\d+[.)]\s|$)/u.test(line)) continue;
    if (inTimeline) filled.push("");
    inTimeline = isTimelineLabel(line);
    filled.push(fillLine(line, context));
    if (inTimeline) filled.push("", ...timelineLines(facts));
  }
  const text = filled.join("\n").trim();
  return { text, missing: blanksIn(text) };
}

/** Where it has a wording for each state, only that of the incident's, without the heading above them all. */
function linesFor(
  { body, states = [] }: Template,
  { publicStatus }: DraftFacts,
): readonly string[] {
  const lines = body.split("\n");
  if (states.length < 2) return lines;
  const begins = lines.map((line) => statesIn(line)[0]);
  const start = begins.indexOf(publicStatus);
  if (start < 0) return [];
  const next = begins.findIndex((state, index) => index > start && state !== undefined);
  return lines.slice(start, next < 0 ? undefined : next);
}

function isTimelineLabel(line: string): boolean {
  return factNamed(line) === "timeline";
}

function timelineLines(facts: DraftFacts): readonly string[] {
  if (facts.timeline.length === 0) return ["- nothing recorded yet"];
  return facts.timeline.map(
    ({ at, text }) => `- ${timelineTime(at, facts)}: ${text.replace(/\s+/gu, " ").trim()}`,
  );
}

/** "**Impact**: …", "Posted: …"; a cell of a table counts as well. */
const LABELLED = /^(?<head>[^:|]{1,60}:(?:\*\*|__)?)(?<gap>\s*)(?<value>\S.*)$/u;
const ROW = /^(?<head>\s*\|[^|]{1,60}\|)(?<gap>\s*)(?<value>[^|]*[^|\s])(?<end>\s*\|\s*)$/u;

function fillLine(line: string, context: SentenceContext): string {
  if (/^\s*\|?[\s:|=-]*$/u.test(line)) return line;
  const parts = (ROW.exec(line) ?? LABELLED.exec(line))?.groups;
  if (parts === undefined || /\/\/|[.!?]\s/u.test(parts["head"] ?? "")) {
    return isTimelineLabel(line) ? line : fillSentence(line, context);
  }
  const { head = "", gap = "", value = "", end = "" } = parts;
  return `${fillHead(head, context)}${gap}${fillValue(head, value, context)}${end}`;
}

/** A label in bold, or one that is known, is the template's form; any other may be of its example. */
function fillHead(head: string, context: SentenceContext): string {
  if (factNamed(head) !== undefined) return head;
  const isForm = /\*\*|__/u.test(head) && !namesSeverity(head, context);
  return isForm ? head : fillSentence(head, context);
}

function fillValue(head: string, value: string, context: SentenceContext): string {
  const { facts } = context;
  const fact = namesSeverity(head, context) ? "title" : factNamed(head);
  if (fact === "posted" || fact === "started" || fact === "nextUpdate")
    return factText(fact, facts, value);
  if (fact === "title" && namesSeverity(value, context))
    return `${facts.severity}: ${titleOf(facts)}`;
  if (fact !== undefined) return factText(fact, facts, value);
  const asks = head.replace(/[^\p{L}\p{N} ]+/gu, "").trim();
  return /\*\*|__|\|/u.test(head) ? blank(asks) : fillSentence(value, context);
}

function titleOf(facts: DraftFacts): string {
  return factText("title", facts);
}

function namesSeverity(text: string, { severities }: SentenceContext): boolean {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return (
    factNamed(text) !== "severity" &&
    (words.some((word) => severities.has(word)) || /[[{<]\s*severity[\s\w]*[\]}>]/iu.test(text))
  );
}
