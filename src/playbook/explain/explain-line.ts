/** What became of one line of a playbook, and why. */

import type { Diagnostic, Playbook, SourceRef } from "../../domain/playbook.ts";
import type { CompiledText } from "../compile.ts";
import { type LineKind, type LineReading, readingOf } from "../coverage.ts";
import type { PlaybookDocument } from "../markdown/document.ts";
import type { SyntaxParsers } from "../syntax-parsers.ts";
import { contactThings, referenceThings, rotationThings, textThings } from "./list-things.ts";
import { checklistThings, phaseThings, runbookThings } from "./procedure-things.ts";
import { reasonUnread } from "./reason-unread.ts";
import { escalationThings, severityThings } from "./severity-things.ts";
import { facts, type Thing } from "./thing.ts";

export interface LineExplanation {
  readonly file: string;
  readonly line: number;
  readonly text: string;
  readonly state: LineReading["state"];
  /** What it became, or is part of. Empty for text and marks. */
  readonly became: readonly Thing[];
  /** Why it became nothing, and what would become something. */
  readonly reasons: readonly string[];
  /** The next lines above and below that became something. */
  readonly nearby: readonly { readonly line: number; readonly what: string }[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Everything in the compiled form that a line of the text became, in no order. */
export function thingsOf(playbook: Playbook, parsers: SyntaxParsers): Thing[] {
  return [
    ...severityThings(playbook),
    ...escalationThings(playbook),
    ...phaseThings(playbook),
    ...checklistThings(playbook),
    ...runbookThings(playbook, parsers),
    ...rotationThings(playbook),
    ...contactThings(playbook),
    ...textThings(playbook),
    ...referenceThings(playbook),
  ];
}

/** Explains a line, counted from 1 in the repaired text; undefined when there is no such line. */
export function explainLine(
  text: CompiledText,
  at: { readonly file: string; readonly line: number },
  parsers: SyntaxParsers,
): LineExplanation | undefined {
  const document = text.documents.find(({ file }) => file === at.file);
  const words = document?.lines[at.line - 1];
  if (document === undefined || words === undefined) return undefined;
  const readings = readingOf(document, text.understood);
  const things = thingsOf(text.playbook, parsers).filter(({ source }) => source.file === at.file);
  const reading = readings[at.line - 1] ?? { state: "blank" };
  const place = { ...at, things, readings, lines: document.lines };
  const became = becameOf(text.playbook, place);
  // Some things stand on a line that no compiler counts: a mark without a word, a heading.
  const state = became.length > 0 ? "understood" : reading.state;
  return {
    file: at.file,
    line: at.line,
    text: words,
    state,
    became,
    reasons: state === "understood" ? [] : reasonUnread(document, { line: at.line, readings }),
    nearby: nearbyOf(text.playbook, place),
    diagnostics: text.playbook.diagnostics.filter(
      ({ file, line }) => file === at.file && line === at.line,
    ),
  };
}

interface Place {
  readonly file: string;
  readonly lines: readonly string[];
  readonly things: readonly Thing[];
  readonly readings: readonly LineReading[];
  readonly line: number;
}

/** What has its source on the line; else, for each kind, the last thing above that the line goes on. */
function becameOf(playbook: Playbook, place: Place): readonly Thing[] {
  const { things, readings, line } = place;
  const here = things.filter(({ source }) => source.line === line);
  const reading = readings[line - 1];
  if (reading?.state !== "understood") return here;
  const missing = reading.kinds.filter((kind) => here.every((thing) => thing.kind !== kind));
  return [...here, ...missing.flatMap((kind) => continued(playbook, place, kind))];
}

function continued(playbook: Playbook, place: Place, kind: LineKind): Thing[] {
  const { things, readings, file, line } = place;
  const self = (what: string): Thing => ({ what, kind, facts: [], source: { file, line } });
  const words = (place.lines[line - 1] ?? "").replace(/^[\s#>*_-]+|[\s*_#]+$/gu, "");
  if (kind === "header") return [headerThing(playbook, { file, line })];
  if (kind === "heading")
    return [self(words === playbook.title ? "the title of the playbook" : NOUNS.heading)];
  if (LABEL.test(words)) {
    const next = things
      .filter((thing) => thing.kind === kind && thing.source.line > line)
      .sort((a, b) => a.source.line - b.source.line)[0];
    if (next !== undefined) return [self(`the label above ${next.what}`)];
  }
  const last = things
    .filter((thing) => thing.kind === kind && thing.source.line < line)
    .reduce<Thing | undefined>(
      (latest, thing) =>
        latest === undefined || thing.source.line >= latest.source.line ? thing : latest,
      undefined,
    );
  if (last !== undefined && isUnbroken(readings, { from: last.source.line, to: line, kind }))
    return [last];
  return [self(NOUNS[kind])];
}

/** Whether every line with words between two places was taken by the same compiler. */
function isUnbroken(
  readings: readonly LineReading[],
  { from, to, kind }: { from: number; to: number; kind: LineKind },
): boolean {
  return readings
    .slice(from, to)
    .every(
      (reading) =>
        reading.state === "blank" ||
        (reading.state === "understood" && reading.kinds.includes(kind)),
    );
}

/** "**Examples**:" */
const LABEL = /:$/u;

const NOUNS: Readonly<Record<LineKind, string>> = {
  header: "what the playbook says of itself",
  severity: "part of the severities",
  escalation: "part of the escalation",
  phase: "part of the phases",
  checklist: "part of a checklist",
  runbook: "part of a runbook",
  template: "part of a template",
  postmortem: "part of the outline of the postmortem",
  rotation: "part of a rotation",
  contact: "part of the contacts",
  reference: "part of the lists of access, links and documents",
  heading: "the heading of lines that were understood",
};

function headerThing(playbook: Playbook, source: SourceRef): Thing {
  const { title, version, lastUpdated, onCallPhone, naming } = playbook;
  return {
    what: NOUNS.header,
    kind: "header",
    facts: facts({
      title,
      version,
      "last updated": lastUpdated,
      "on-call phone": onCallPhone,
      "incident channel": naming.incidentChannel,
    }),
    source,
  };
}

/** The closest understood lines on both sides, each with what it became. */
function nearbyOf(playbook: Playbook, place: Place): LineExplanation["nearby"] {
  const { readings, line } = place;
  const isUnderstood = (one: number): boolean => readings[one - 1]?.state === "understood";
  const numbers = readings.map((_, index) => index + 1).filter(isUnderstood);
  return [numbers.findLast((one) => one < line), numbers.find((one) => one > line)].flatMap(
    (one) => {
      if (one === undefined) return [];
      const [first] = becameOf(playbook, { ...place, line: one });
      return first === undefined ? [] : [{ line: one, what: first.what }];
    },
  );
}

/** The documents of a playbook that a written path may mean. */
export function documentsNamed(
  documents: readonly PlaybookDocument[],
  path: string,
): readonly PlaybookDocument[] {
  const exact = documents.filter(({ file }) => file === path);
  if (exact.length > 0) return exact;
  return documents.filter(({ file }) => file.endsWith(`/${path}`) || path.endsWith(`/${file}`));
}
