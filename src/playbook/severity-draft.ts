/** A severity while it is being put together from the several places that speak of it. */

import { durationMs } from "../domain/duration.ts";
import type {
  Diagnostic,
  IsoDuration,
  ResponseAction,
  Severity,
  SeverityExample,
  SourceRef,
} from "../domain/playbook.ts";
import { diagnostic } from "./diagnostic-codes.ts";
import type { TextLine } from "./labelled-lines.ts";
import { readCondition } from "./read-condition.ts";
import { readDuration } from "./read-duration.ts";
import { readResponseAction, splitActions } from "./response-actions.ts";
import type { SeverityMention } from "./severity-id.ts";
import { SEVERITY_FIELDS } from "./vocabulary.ts";
import { mentions, spacedWords } from "./wording.ts";

const SEVERITY_CLOCKS = ["response", "resolution", "communication"] as const;
type SeverityClock = (typeof SEVERITY_CLOCKS)[number];
export type SeverityField = keyof typeof SEVERITY_FIELDS;

interface StatedTime {
  readonly iso: IsoDuration;
  readonly text: string;
  readonly source: SourceRef;
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
      draft.definition ??= lines.map((line) => line.text).join(" ");
      return true;
    case "examples":
      for (const line of lines) addExample(draft, line.text, at(line));
      return true;
    case "sla":
      return lines.map((line) => addLabelledTime(draft, line, at(line))).some((added) => added);
    case "actions":
      // "Response: 15 minutes" is a time; what else stands under "Response" is asked of people.
      if (isTime(first.text) && lines.length === 1)
        return addTime(draft, "response", first.text, at(first));
      for (const line of lines)
        for (const text of splitActions(line.text)) addAction(draft, text, at(line));
      return true;
    default:
      return addTime(draft, field, first.text, at(first));
  }
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
  return readDuration(text) !== undefined && spacedWords(text).trim().split(" ").length <= 5;
}

function addTime(
  draft: SeverityDraft,
  clock: SeverityClock,
  text: string,
  source: SourceRef,
): boolean {
  const iso = readDuration(text);
  // A target of no time at all would be missed by every incident.
  if (iso === undefined || durationMs(iso) === 0) return false;
  draft.times[clock].push({ iso, text, source });
  return true;
}

function addExample(draft: SeverityDraft, text: string, source: SourceRef): void {
  if (draft.examples.some((example) => example.text === text)) return;
  const condition = readCondition(text);
  draft.examples.push({ text, ...(condition === undefined ? {} : { condition }), source });
}

function addAction(draft: SeverityDraft, text: string, source: SourceRef): void {
  if (draft.responseActions.some((action) => action.text === text)) return;
  draft.responseActions.push({ text, ...readResponseAction(text), source });
}

/** The finished severity. Of times that disagree the shortest counts, and each other is reported (`TOC103`). */
export function finishSeverity(
  draft: SeverityDraft,
  report: (diagnostic: Diagnostic) => void,
): Severity {
  const chosen = SEVERITY_CLOCKS.flatMap((clock) => {
    const times = draft.times[clock];
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
  return {
    id: draft.id,
    name: draft.name ?? draft.id,
    definition,
    ...(condition === undefined ? {} : { condition }),
    examples: draft.examples,
    responseActions: draft.responseActions,
    sla: {
      ...Object.fromEntries(chosen.map(({ clock, time }) => [clock, time.iso])),
      ...(slaSource === undefined ? {} : { source: slaSource }),
    },
    source: draft.source,
    places: placesOf(draft),
  };
}

function placesOf(draft: SeverityDraft): NonNullable<Severity["places"]> {
  return [
    ...draft.namedAt.map((source) => ({ says: "name" as const, source })),
    ...SEVERITY_CLOCKS.flatMap((says) => draft.times[says].map(({ source }) => ({ says, source }))),
  ];
}

function reportDisagreement(
  draft: SeverityDraft,
  clock: SeverityClock,
  report: (diagnostic: Diagnostic) => void,
): void {
  const [first, ...others] = draft.times[clock];
  const other = others.find((time) => time.iso !== first?.iso);
  if (first === undefined || other === undefined) return;
  const where =
    other.source.file === first.source.file
      ? `line ${first.source.line}`
      : `${first.source.file}:${first.source.line}`;
  report(
    diagnostic(
      "TOC103",
      other.source,
      `the ${clock} time of ${draft.id} is "${other.text}" here and "${first.text}" on ${where}`,
      "Make both say the same. Until then the shorter one counts.",
    ),
  );
}
