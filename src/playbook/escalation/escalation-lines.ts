/** Escalation paths in lines one after the other: items of a list, sentences, lines of a text fence. */

import type { Section } from "../markdown/document.ts";
import { type TextLine, textLines } from "../markdown/labelled-lines.ts";
import { splitLabel } from "../markdown/plain-text.ts";
import { ESCALATION_OTHERS, THEN_WORDS } from "../vocabulary.ts";
import { anyOf, mentions, spacedWords } from "../words/wording.ts";
import type { PathDraft, StepDraft } from "./escalation-draft.ts";
import {
  ARROW,
  asksForPerson,
  hasStepLabel,
  isNobody,
  isRole,
  readRoleChain,
  readRoles,
  splitSeverity,
  splitTimeLabel,
  stepTime,
} from "./escalation-role.ts";

/** Undefined where a path is for every severity. */
export type ForSeverity = PathDraft["severity"];

/** Where a path is read. */
export interface Place {
  readonly file: string;
  readonly severity: ForSeverity;
  /** The heading or label above it. */
  readonly title: string;
}

/**
 * The path of lines that name a role each, in order: numbered, or "Level 1", or each with a time. Where
 * they begin with severities, each is a path of its own. Among other things to do, those that ask to
 * reach somebody count alone.
 */
export function linePaths(
  lines: readonly TextLine[],
  place: Place,
  isOrdered: boolean,
  from?: string,
): PathDraft[] {
  const chains = chainPaths(lines, place);
  if (chains.length > 0) return chains;
  const isSteps = lines.every(({ text }) => hasStepLabel(text) || isTimedLabel(text));
  if (!isSteps && mentions(place.title, ESCALATION_OTHERS)) return [];
  const bySeverity = lines.flatMap((line) => severityLine(line, place) ?? []);
  if (bySeverity.length > 0) return bySeverity;
  if (lines.some(({ text }) => splitSeverity(text).key !== undefined)) return [];
  const found = lines.map((line) => ({ line, steps: stepsOf(line, place.file) }));
  const named = found.filter(({ steps }) => steps.length > 0);
  const isWhole =
    named.length === lines.length &&
    (isOrdered ||
      named.every(({ line, steps }) => hasStepLabel(line.text) || hasOwnTime(steps)) ||
      named.every(({ line }) => isRole(withoutRemark(line.text))));
  const asking = named.filter(({ line }) => asksForPerson(askedIn(line.text).text));
  // "T+60 min: a message is drafted" among those to reach, each with its time, is nobody to reach.
  const isTimeline = named.length > 1 && lines.every(({ text }) => isTimedLabel(text));
  const counted = isWhole || isTimeline ? named : asking;
  const steps = counted.flatMap((one) => one.steps);
  // One role alone is a path where the heading says for which severity.
  const isEnough = lines.length > 1 || asking.length > 0 || place.severity !== undefined;
  if (steps.length === 0 || (isWhole && !isEnough)) return [];
  const timed = steps.map((step) =>
    step.after === undefined && from !== undefined ? { ...step, after: from } : step,
  );
  // "If nobody answers in 10 minutes, page the lead" says itself when the first one is asked.
  const isSaid = askedIn(counted[0]?.line.text ?? "").when !== "";
  return [pathOf(place, place.severity, isSaid ? timed : withFirstAtOnce(timed))];
}

/** "15 minutes: …", "Immediate: …". */
function isTimedLabel(text: string): boolean {
  const label = splitTimeLabel(text)?.label;
  return label !== undefined && stepTime(label) !== undefined;
}

function hasOwnTime(steps: readonly StepDraft[]): boolean {
  return steps.every((step) => step.after !== undefined);
}

/** What stands before a dash, a colon, or a bracket. */
export function withoutRemark(text: string): string {
  return text.split(/\s+[-–—]\s+|[:(]/u)[0] ?? "";
}

/** "Within 15 minutes: on-call engineer" as the first step says how fast they answer, not when it begins. */
export function withFirstAtOnce(steps: readonly StepDraft[]): readonly StepDraft[] {
  const [first, ...others] = steps;
  if (first?.after === undefined || others.length === 0) return steps;
  const isLater = others.some(({ after }) => after !== first.after);
  return isLater ? [{ ...first, after: "PT0S" }, ...others] : steps;
}

/** "P1: the harbour lead", or that nobody is reached; undefined for a line that names no severity first. */
export function severityLine(line: TextLine, place: Place): PathDraft | undefined {
  const { key, id, rest } = splitSeverity(line.text);
  if (key === undefined || id === undefined) return undefined;
  if (isNobody(rest)) return nobodyPath(place, { key, id }, line.line);
  const steps = stepsOf({ ...line, text: rest }, place.file);
  return steps.length === 0 ? undefined : pathOf(place, { key, id }, steps);
}

/** "P4: no escalation needed": the general path is not for that severity either. */
export function nobodyPath(
  { file }: Place,
  severity: NonNullable<ForSeverity>,
  line: number,
): PathDraft {
  const source = { file, line };
  return {
    severity,
    steps: [],
    stakeholders: [],
    actions: [],
    source,
    firstLine: line,
    lastLine: line,
  };
}

/**
 * "P1: on-call engineer → incident commander", a path in each line. Where each goes on from whom the one
 * before reached, they are one.
 */
function chainPaths(lines: readonly TextLine[], place: Place): PathDraft[] {
  const paths: PathDraft[] = [];
  for (const line of lines) {
    const { key, id, rest } = splitSeverity(line.text);
    const [first, ...others] = chainSteps({ ...line, text: rest }, place.file) ?? [];
    if (first === undefined) continue;
    const last = paths.at(-1);
    const isNamed = key !== undefined && id !== undefined;
    if (!isNamed && last !== undefined && namesSame(last.steps.at(-1)?.role ?? "", first.role)) {
      paths.splice(-1, 1, { ...last, steps: [...last.steps, ...others], lastLine: line.line });
      continue;
    }
    paths.push(pathOf(place, isNamed ? { key, id } : place.severity, [first, ...others]));
  }
  return paths;
}

/** The steps of "porter → manager → owner"; undefined for a line that is no such chain. */
export function chainSteps(
  { text, line, column }: TextLine,
  file: string,
): StepDraft[] | undefined {
  const source = { file, line, column };
  return readRoleChain(text.replace(LIST_NUMBER, ""))?.map((role) => ({ ...role, source }));
}

/** Lines of a fence have their numbers as text. */
export const LIST_NUMBER = /^\d+[.)]\s*/u;

/** "Engineering manager" and "the manager" are one. */
function namesSame(one: string, other: string): boolean {
  const second = spacedWords(other);
  // Of "CEO + harbour lead" one goes on.
  return one.split(/[+&]/u).some((piece) => {
    const first = spacedWords(piece);
    return first.endsWith(second) || second.endsWith(first);
  });
}

/** Whom a line names, each with the time it gives. */
export function stepsOf(line: TextLine, file: string): StepDraft[] {
  const source = { file, line: line.line, column: line.column };
  // "Duty engineer → answers within 15 minutes": what follows the arrow tells of the role.
  const [told = "", ...remarks] = line.text.split(ARROW);
  const { text, when } = askedIn(withoutAddresses(told));
  const after = stepTime([when, ...remarks].join(" "));
  return readRoles(text).map((role) => ({
    ...role,
    ...(role.after === undefined && after !== undefined ? { after } : {}),
    source,
  }));
}

/** "Porter: porter@house.example, +1 555 0100" is the porter. */
function withoutAddresses(text: string): string {
  const split = splitLabel(text);
  const isAddressed = split !== undefined && ADDRESS.test(split.rest) && isRole(split.label);
  return isAddressed ? split.label : text;
}

const ADDRESS = /\S@\S+\.\S|(?:^|\s)\+?\(?\d[\d().-]*[\s.-]\d|\d-[A-Z]{3}/u;

const THEN = new RegExp(
  `,\\s+(?:(?:${anyOf(THEN_WORDS)})\\s+)?|\\s+(?:${anyOf(THEN_WORDS)})\\s+`,
  "u",
);

/** Of "if nobody answers in 10 minutes, page the harbour lead" whom to reach, and what says when. */
function askedIn(sentence: string): { text: string; when: string } {
  const clauses = sentence.split(THEN);
  // "Page the porter, call the owner after an hour" asks for both.
  if (asksForPerson(clauses[0] ?? "")) return { text: sentence, when: "" };
  const index = clauses.findIndex((clause, at) => at > 0 && asksForPerson(clause));
  if (index < 0) return askedAfterTime(sentence) ?? { text: sentence, when: "" };
  return { text: clauses.slice(index).join(", "), when: clauses.slice(0, index).join(", ") };
}

/** "After 10 min page the harbour lead", without a comma. */
function askedAfterTime(sentence: string): { text: string; when: string } | undefined {
  const words = sentence.split(" ", TIME_WORDS_MAX + 1);
  const index = words.findIndex(
    (_, at) =>
      at > 0 &&
      asksForPerson(sentence.slice(words.slice(0, at).join(" ").length + 1)) &&
      stepTime(words.slice(0, at).join(" ")) !== undefined,
  );
  if (index < 0) return undefined;
  const when = words.slice(0, index).join(" ");
  return { text: sentence.slice(when.length + 1), when };
}

const TIME_WORDS_MAX = 6;

/** The path of these steps, at the place of the first one. */
export function pathOf(
  place: Place,
  severity: ForSeverity,
  steps: readonly StepDraft[],
): PathDraft {
  const lines = steps.map(({ source }) => source.line);
  return {
    severity,
    steps,
    stakeholders: [],
    actions: [],
    source: steps[0]?.source ?? { file: place.file, line: 1 },
    firstLine: Math.min(...lines),
    lastLine: Math.max(...lines),
  };
}

/** In running text a step has a number of its own, "**Level 2**: the team lead", or asks for somebody. */
export function isStepLine({ text }: TextLine): boolean {
  const { key, rest } = splitSeverity(text);
  return (
    hasStepLabel(text) ||
    key !== undefined ||
    asksForPerson(askedIn(text).text) ||
    readRoleChain(rest) !== undefined
  );
}

/** The sentences of running text, each at the place of its line. */
export function sentencesOf(section: Section): readonly TextLine[] {
  return textLines(section).flatMap((line) =>
    line.text.split(/(?<=[.;!])\s+/u).map((text) => ({ ...line, text })),
  );
}
