/** A severity while it is being put together from the several places that speak of it. */

import { durationMs } from "../../domain/duration.ts";
import type {
  Diagnostic,
  IsoDuration,
  ResponseAction,
  Severity,
  SeverityExample,
  SourceRef,
} from "../../domain/playbook.ts";
import { diagnostic } from "../diagnostic-codes.ts";
import type { TextLine } from "../markdown/labelled-lines.ts";
import { placeFrom } from "../markdown/source-texts.ts";
import { AND_WORDS, EVERY_WORDS, SEVERITY_FIELDS, WORKING_TIME_WORDS } from "../vocabulary.ts";
import { readCondition } from "../words/read-condition.ts";
import { readDuration } from "../words/read-duration.ts";
import type { SeverityMention } from "../words/severity-id.ts";
import { anyOf, beginsWith, mentions, wordsIn } from "../words/wording.ts";
import { asksNothing, readAskedAction } from "./asked-actions.ts";
import { isFirstMessage, promisedTimes } from "./promised-times.ts";
import { splitActions } from "./response-actions.ts";

const SEVERITY_CLOCKS = ["response", "resolution", "communication"] as const;
type SeverityClock = (typeof SEVERITY_CLOCKS)[number];
export type SeverityField = keyof typeof SEVERITY_FIELDS;

interface StatedTime {
  readonly iso: IsoDuration;
  readonly text: string;
  readonly source: SourceRef;
  /** Told in a sentence; what a table or a label says goes before it. */
  readonly isSpoken: boolean;
}

export interface SeverityDraft {
  readonly id: string;
  readonly key: string;
  readonly number: number | undefined;
  /** "SEV", "P", "LEVEL"; "" for a bare name. */
  readonly scheme: string;
  name: string | undefined;
  definition: string | undefined;
  source: SourceRef;
  /** True once a heading or a table row of its own speaks of it, the best place to show. */
  hasOwnPlace: boolean;
  readonly examples: SeverityExample[];
  readonly responseActions: ResponseAction[];
  readonly times: Record<SeverityClock, StatedTime[]>;
  /** Every place that names it, to tell a reader where it was read. */
  readonly namedAt: SourceRef[];
}

/** All drafts of a playbook by their key, in the order they were first spoken of. */
export type SeverityDrafts = Map<string, SeverityDraft>;

/** The draft of the severity mentioned, begun when this is the first mention. */
export function draftOf(
  drafts: SeverityDrafts,
  mention: SeverityMention,
  place: { readonly source: SourceRef; readonly isOwnPlace: boolean },
): SeverityDraft {
  const known = drafts.get(mention.key);
  if (known !== undefined) {
    known.namedAt.push(place.source);
    if (place.isOwnPlace && !known.hasOwnPlace) {
      known.source = place.source;
      known.hasOwnPlace = true;
    }
    return known;
  }
  const draft: SeverityDraft = {
    id: mention.id,
    key: mention.key,
    number: mention.number,
    scheme: mention.number === undefined ? "" : mention.key.replace(/\d+$/u, ""),
    name: undefined,
    definition: undefined,
    source: place.source,
    hasOwnPlace: place.isOwnPlace,
    examples: [],
    responseActions: [],
    times: { response: [], resolution: [], communication: [] },
    namedAt: [place.source],
  };
  drafts.set(mention.key, draft);
  return draft;
}

/** Which fact of a severity a label or a column title announces. */
export function severityField(label: string): SeverityField | undefined {
  const fields = Object.entries(SEVERITY_FIELDS) as [SeverityField, readonly string[]][];
  return fields.find(([, phrases]) => mentions(label, phrases))?.[0];
}

/**
 * Adds what a labelled place says: the lines of a list, or the one value after the label. Returns false
 * when it is nothing a severity holds, so the lines stay text.
 */
export function addFact(
  draft: SeverityDraft,
  fact: { readonly label: string; readonly lines: readonly TextLine[]; readonly file: string },
): boolean {
  const field = severityField(fact.label);
  const lines = fact.lines.filter((line) => line.text !== "");
  const first = lines[0];
  if (field === undefined || first === undefined) return false;
  const at = (line: TextLine): SourceRef => ({
    file: fact.file,
    line: line.line,
    column: line.column,
  });
  switch (field) {
    case "definition":
      // "Revenue impact: >$10,000/hour" is a measure, and says nothing of what the level means.
      if (/^[<>≤≥~$€£\d]/u.test(first.text))
        addExample(draft, `${fact.label}: ${first.text}`, at(first));
      else draft.definition ??= lines.map((line) => line.text).join(" ");
      return true;
    case "examples":
      for (const line of lines)
        for (const text of splitExamples(line.text)) addExample(draft, text, at(line));
      return true;
    case "sla":
      return addServiceLevels(draft, lines, fact.file);
    case "actions":
      // "Response: 15 minutes" is a time; what else stands under "Response" is asked of people.
      if (isTime(first.text) && lines.length === 1)
        return addTime(draft, "response", first.text, at(first));
      for (const line of lines) {
        for (const text of splitActions(line.text)) addAction(draft, text, fact.label, at(line));
        addSpokenTimes(draft, line, at(line));
      }
      return true;
    default:
      // "Immediate, all hands" is no time, and asks for something all the same; so do "Key customers" to be told.
      return (
        addTime(draft, field, first.text, at(first)) ||
        (field !== "resolution" &&
          addKnownActions(draft, { ...first, label: fact.label }, fact.file))
      );
  }
}

/** Adds what the words ask for, where that is sure: a way to tell somebody, a ticket, all hands. */
export function addKnownActions(
  draft: SeverityDraft,
  line: TextLine & { readonly label: string },
  file: string,
): boolean {
  const known = splitActions(line.text).filter((text) => {
    const { kind } = readAskedAction(text, line.label);
    return kind !== "other" && kind !== "monitor";
  });
  const source = { file, line: line.line, column: line.column };
  for (const text of known) addAction(draft, text, line.label, source);
  return known.length > 0;
}

/** Cases one after the other in a cell: "the mill stands still; flour is lost". */
function splitExamples(text: string): readonly string[] {
  return text
    .split(/;\s+/u)
    .map((part) => part.trim())
    .filter((part) => part !== "");
}

/** "15 min ack / 4 h fix", each with a word of its own; a single time is the one to answer. */
function addServiceLevels(draft: SeverityDraft, lines: readonly TextLine[], file: string): boolean {
  const parts = lines.flatMap((line) =>
    line.text.split(/\s*[/,;|]\s+|\s+\/\s*/u).map((text) => ({ ...line, text })),
  );
  const added = parts.map((part) => {
    const source = { file, line: part.line, column: part.column };
    return addLabelledTime(draft, part, source) || addSpokenTimes(draft, part, source);
  });
  if (added.some((one) => one)) return true;
  const [only] = parts;
  if (only === undefined || parts.length > 1 || !isTime(only.text)) return false;
  // "Every 30 min" is how often there is news.
  const clock = beginsWith(only.text, EVERY_WORDS) === undefined ? "response" : "communication";
  return addTime(draft, clock, only.text, { file, line: only.line, column: only.column });
}

/** A column for two times, "Response / resolution", with both in the cell: "15 min / 4 h". */
export function addTimePairs(
  draft: SeverityDraft,
  { label, line, file }: { label: string; line: TextLine; file: string },
): boolean {
  const clocks = label.split(PAIR).map((part) => {
    const field = severityField(part);
    return field === "actions" ? "response" : field;
  });
  const values = line.text.split(PAIR);
  if (clocks.length < 2 || clocks.length !== values.length) return false;
  const source = { file, line: line.line, column: line.column };
  const pairs = clocks.flatMap((clock, index) =>
    clock !== undefined && isClock(clock) ? [{ clock, text: values[index] ?? "" }] : [],
  );
  if (pairs.length !== clocks.length) return false;
  return pairs.map(({ clock, text }) => addTime(draft, clock, text, source)).some((added) => added);
}

const PAIR = new RegExp(`\\s*[/|&+]\\s*|\\s+(?:${anyOf(AND_WORDS)})\\s+`, "u");

/** Times a sentence promises: "page at once, updates every 30 min" is 30 minutes between updates. */
export function addSpokenTimes(draft: SeverityDraft, line: TextLine, source: SourceRef): boolean {
  return promisedTimes(line.text)
    .filter(({ clock, isRepeated }) => isRepeated === (clock === "communication"))
    .map(({ clock, text }) => addTime(draft, clock, text, source, true))
    .some((added) => added);
}

/** Adds "Response: 15 minutes" and its like. */
export function addLabelledTime(draft: SeverityDraft, line: TextLine, source: SourceRef): boolean {
  const field = severityField(line.text.split(/[:：]|\s[-–—]\s|\(/u)[0] ?? "");
  const clock = field === "actions" ? "response" : field;
  return clock !== undefined && isClock(clock) && addTime(draft, clock, line.text, source);
}

function isClock(field: SeverityField): field is SeverityClock {
  return field === "response" || field === "resolution" || field === "communication";
}

/** A short text that is mostly a duration, not an action that happens to name one. */
function isTime(text: string): boolean {
  return readDuration(text) !== undefined && wordsIn(text).length <= 5;
}

function addTime(
  draft: SeverityDraft,
  clock: SeverityClock,
  text: string,
  source: SourceRef,
  isSpoken = false,
): boolean {
  const iso = readDuration(text);
  // A target of no time at all would be missed by every incident.
  if (iso === undefined || durationMs(iso) === 0) return false;
  if (clock === "communication" && isFirstMessage(text)) return false;
  draft.times[clock].push({ iso, text, source, isSpoken });
  return true;
}

function addExample(draft: SeverityDraft, text: string, source: SourceRef): void {
  if (draft.examples.some((example) => example.text === text)) return;
  const condition = readCondition(text);
  draft.examples.push({ text, ...(condition === undefined ? {} : { condition }), source });
}

function addAction(draft: SeverityDraft, text: string, label: string, source: SourceRef): void {
  if (asksNothing(text) || draft.responseActions.some((action) => action.text === text)) return;
  draft.responseActions.push({ text, ...readAskedAction(text, label), source });
}

/** The finished severity. Of times that disagree the shortest counts, and each other is reported (`TOC103`). */
export function finishSeverity(
  draft: SeverityDraft,
  report: (diagnostic: Diagnostic) => void,
): Severity {
  const chosen = SEVERITY_CLOCKS.flatMap((clock) => {
    const times = countingTimes(draft, clock);
    const shortest = times.reduce<StatedTime | undefined>(
      (least, time) =>
        least === undefined || durationMs(time.iso) < durationMs(least.iso) ? time : least,
      undefined,
    );
    if (shortest === undefined) return [];
    reportDisagreement(draft, clock, report);
    return [{ clock, time: shortest }];
  });
  const definition = draft.definition ?? "";
  const condition = readCondition(definition);
  const slaSource = chosen[0]?.time.source;
  const inWorkingTime = chosen
    .filter(({ time }) => mentions(time.text, WORKING_TIME_WORDS))
    .map(({ clock }) => clock);
  return {
    id: draft.id,
    name: draft.name ?? draft.id,
    definition,
    ...(condition === undefined ? {} : { condition }),
    examples: draft.examples,
    responseActions: draft.responseActions,
    sla: {
      ...Object.fromEntries(chosen.map(({ clock, time }) => [clock, time.iso])),
      ...(inWorkingTime.length === 0 ? {} : { inWorkingTime }),
      ...(slaSource === undefined ? {} : { source: slaSource }),
    },
    source: draft.source,
    places: placesOf(draft),
  };
}

function placesOf(draft: SeverityDraft): NonNullable<Severity["places"]> {
  return [
    ...draft.namedAt.map((source) => ({ says: "name" as const, source })),
    ...SEVERITY_CLOCKS.flatMap((says) =>
      draft.times[says].map(({ source, isSpoken }) => ({
        says,
        source,
        ...(isSpoken ? { inSentence: true as const } : {}),
      })),
    ),
  ];
}

/** What tables and labels say; where they say nothing, what sentences do. */
function countingTimes(draft: SeverityDraft, clock: SeverityClock): readonly StatedTime[] {
  const stated = draft.times[clock].filter((time) => !time.isSpoken);
  return stated.length > 0 ? stated : draft.times[clock];
}

function reportDisagreement(
  draft: SeverityDraft,
  clock: SeverityClock,
  report: (diagnostic: Diagnostic) => void,
): void {
  // What a sentence promises beside them is for TOC109, which reads the sentence.
  const [first, ...others] = draft.times[clock].filter((time) => !time.isSpoken);
  // Two columns of one row are two kinds of news, for the team and for the public.
  const other = others.find(
    ({ iso, source }) => iso !== first?.iso && source.line !== first?.source.line,
  );
  if (first === undefined || other === undefined) return;
  report(
    diagnostic(
      "TOC103",
      {
        ...other.source,
        ...(other.source.column === undefined
          ? {}
          : { endColumn: other.source.column + other.text.length }),
      },
      `the ${clock} time of ${draft.id} is "${other.text}" here and "${first.text}" on ${placeFrom(other.source, first.source)}`,
      "Make both say the same. Until then the shorter one counts.",
    ),
  );
}
