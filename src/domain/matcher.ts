/**
 * Matchers on labels, in Alertmanager's syntax: `{service="api", severity=~"critical|page", team!=""}`.
 * Routes, silences, inhibition and filters all speak it.
 * https://prometheus.io/docs/alerting/latest/configuration/#matcher
 *
 * Names are read as Alertmanager has since 0.27 (any text, in quotes where it needs them), values as it
 * has since 0.22 (quotes may be left out).
 */

import { assert } from "./assert.ts";
import { compilePattern, type TextPredicate } from "./label-pattern.ts";

export type MatcherOperator = "=" | "!=" | "=~" | "!~";

export interface Matcher {
  readonly name: string;
  readonly operator: MatcherOperator;
  /** Text, or for `=~` and `!~` an RE2 pattern that has to match the whole value. */
  readonly value: string;
}

export type Labels = Readonly<Record<string, string>>;
export type LabelPredicate = (labels: Labels) => boolean;

export type ParsedMatchers =
  | { readonly kind: "matchers"; readonly matchers: readonly Matcher[] }
  /** @property message A sentence, with the place in the text, counted from 1. */
  | { readonly kind: "invalid"; readonly message: string };

/** Beyond this nobody reads them, and each is asked of every alert. */
export const MATCHERS_MAX = 100;
const NAME_LENGTH_MAX = 1024;
const TEXT_LENGTH_MAX = 100_000;
const EXCERPT_LENGTH = 60;

/** A name and what follows it. An unquoted name holds none of the characters that mean something. */
const BEGINNING =
  /^[\t\n\f\r ]*(?:(?:"((?:[^"\\]|\\.)*)"|([^\s{}!=~,\\"'`]+))[\t\n\f\r ]*)?(=~|!~|!=|=)?[\t\n\f\r ]*/su;
const PLAIN_NAME = /^[A-Za-z_:][A-Za-z0-9_:]*$/u;

/** Reads matchers separated by commas, with or without braces around them. Empty text is no matcher. */
export function parseMatchers(text: string): ParsedMatchers {
  if (text.length > TEXT_LENGTH_MAX) {
    return invalid(`The matchers are longer than ${TEXT_LENGTH_MAX} characters.`);
  }
  const matchers: Matcher[] = [];
  for (const piece of splitAtCommas(text)) {
    const parsed = parseMatcher(piece.text);
    if ("problem" in parsed) return invalid(`Character ${placeOf(piece)}: ${parsed.problem}`);
    matchers.push(parsed);
  }
  if (matchers.length > MATCHERS_MAX) return invalid(tooMany(matchers.length));
  return { kind: "matchers", matchers };
}

/** What is wrong with matchers that did not come as text; undefined when nothing is. */
export function findMatcherProblem(matchers: readonly Matcher[]): string | undefined {
  if (matchers.length > MATCHERS_MAX) return tooMany(matchers.length);
  for (const matcher of matchers) {
    const problem = problemOf(matcher);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

/**
 * Whether labels satisfy all of the matchers; a label that is absent is the empty string. Of no matchers
 * it is always true. To be compiled once and asked often.
 * @throws AssertionError for a pattern that `findMatcherProblem` or `parseMatchers` would have refused.
 */
export function compileMatchers(matchers: readonly Matcher[]): LabelPredicate {
  const tests = matchers.map((matcher) => ({ name: matcher.name, holds: compileValue(matcher) }));
  const [first] = tests;
  if (first !== undefined && tests.length === 1) {
    return (labels) => first.holds(labelValue(labels, first.name));
  }
  return (labels) => tests.every(({ name, holds }) => holds(labelValue(labels, name)));
}

/** Whether a matcher also holds for labels that lack its name. */
export function matchesAbsence(matcher: Matcher): boolean {
  return compileValue(matcher)("");
}

/** The text from which `parseMatchers` reads the same matchers again. */
export function formatMatchers(matchers: readonly Matcher[]): string {
  const texts = matchers.map(({ name, operator, value }) => {
    const writtenName = PLAIN_NAME.test(name) ? name : quote(name);
    return `${writtenName}${operator}${quote(value)}`;
  });
  return `{${texts.join(", ")}}`;
}

/** What a matcher asks of its label's value. As `compileMatchers`. */
export function compileValue({ name, operator, value }: Matcher): TextPredicate {
  if (operator === "=") return (text) => text === value;
  if (operator === "!=") return (text) => text !== value;
  const compiled = compilePattern(value);
  assert(compiled.kind === "pattern", `the pattern for ${name} is one of RE2`);
  const { matches } = compiled;
  return operator === "=~" ? matches : (text) => !matches(text);
}

/** Labels are a sender's: `constructor` is a name like any other. */
function labelValue(labels: Labels, name: string): string {
  return Object.hasOwn(labels, name) ? (labels[name] ?? "") : "";
}

function problemOf({ name, operator, value }: Matcher): string | undefined {
  if (name === "") return "a matcher needs the name of a label.";
  if (name.length > NAME_LENGTH_MAX) {
    return `a label's name is longer than ${NAME_LENGTH_MAX} characters.`;
  }
  if (operator === "=" || operator === "!=") return undefined;
  const compiled = compilePattern(value);
  return compiled.kind === "pattern"
    ? undefined
    : `the pattern for ${quote(excerpt(name))} is none: ${compiled.message}.`;
}

interface Piece {
  readonly text: string;
  /** Where it begins in the whole, from 0. */
  readonly start: number;
}

/** Commas in quotes do not separate; one behind the last matcher is allowed. */
function splitAtCommas(text: string): readonly Piece[] {
  const { start, end } = insideBraces(text);
  const pieces: Piece[] = [];
  let pieceStart = start;
  let isQuoted = false;
  let isEscaped = false;
  for (let index = start; index < end; index += 1) {
    const character = text[index];
    if (character === "," && !isQuoted) {
      pieces.push({ text: text.slice(pieceStart, index), start: pieceStart });
      pieceStart = index + 1;
    }
    if (character === '"' && !isEscaped) isQuoted = !isQuoted;
    isEscaped = character === "\\" && !isEscaped;
  }
  const last = { text: text.slice(pieceStart, Math.max(pieceStart, end)), start: pieceStart };
  return last.text.trim() === "" ? pieces : [...pieces, last];
}

/**
 * Alertmanager takes a closing brace off also where none was opened, and so makes another pattern of
 * `code=~5[0-9]{2}`; here it stays.
 */
function insideBraces(text: string): { readonly start: number; readonly end: number } {
  const start = text.length - text.trimStart().length;
  if (text[start] !== "{") return { start, end: text.length };
  const end = text.trimEnd().length;
  return { start: start + 1, end: text[end - 1] === "}" ? end - 1 : end };
}

/** Where its first word stands, counted from 1. */
function placeOf({ text, start }: Piece): number {
  return start + 1 + (text.length - text.trimStart().length);
}

interface Problem {
  readonly problem: string;
}

function parseMatcher(text: string): Matcher | Problem {
  const beginning = BEGINNING.exec(text);
  assert(beginning !== null, "all of it may be absent");
  const [read, quotedName, plainName, operator] = beginning;
  const name = quotedName === undefined ? plainName : withoutEscapes(quotedName);
  if (name === undefined) return { problem: "here the name of a label is expected." };
  if (operator === undefined) {
    return { problem: `behind ${quote(excerpt(name))} one of =, !=, =~, !~ is expected.` };
  }
  const value = readValue(text.slice(read.length).trimEnd());
  if (typeof value !== "string") return value;
  const matcher: Matcher = { name, operator: operator as MatcherOperator, value };
  const problem = problemOf(matcher);
  return problem === undefined ? matcher : { problem };
}

function readValue(raw: string): string | Problem {
  const isQuoted = raw.startsWith('"');
  const inner = isQuoted ? raw.slice(1) : raw;
  const end = /^(?:[^"\\]|\\.|\\$)*/su.exec(inner)?.[0].length ?? 0;
  if (!isQuoted && end < inner.length) {
    return {
      problem: `the value ${excerpt(raw)} holds a quote: put it in quotes, and \\ before the quote.`,
    };
  }
  if (isQuoted && end !== inner.length - 1) {
    const problem = end === inner.length ? "does not end" : "ends before the matcher does";
    return { problem: `the quoted value ${excerpt(raw)} ${problem}.` };
  }
  return withoutEscapes(inner.slice(0, end));
}

/** As Alertmanager does it: an escape that is none stays what it is. */
function withoutEscapes(text: string): string {
  return text.replaceAll(/\\([n"\\])/gu, (_, escaped) => (escaped === "n" ? "\n" : escaped));
}

/** So much of it as finds room in a message. */
function excerpt(text: string): string {
  return text.length > EXCERPT_LENGTH ? `${text.slice(0, EXCERPT_LENGTH)}…` : text;
}

function quote(text: string): string {
  const escaped = text.replaceAll(/[\\"]/gu, "\\$&").replaceAll("\n", "\\n");
  return `"${escaped}"`;
}

function invalid(message: string): ParsedMatchers {
  return { kind: "invalid", message };
}

function tooMany(count: number): string {
  return `${count} matchers are too many: ${MATCHERS_MAX} at most.`;
}
