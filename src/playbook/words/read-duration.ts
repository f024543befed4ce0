/** Durations and windows of time as people write them, as ISO 8601. */

import { isoDuration } from "../../domain/duration.ts";
import type { IsoDuration } from "../../domain/playbook.ts";
import {
  AND_WORDS,
  CLOCK_HOURS,
  DAY_KINDS,
  FIRST_WORDS,
  FREQUENCY_WORDS,
  FROM_ON_WORDS,
  NUMBER_WORDS,
  OPEN_END_WORDS,
  PER_WORDS,
  RANGE_WORDS,
  TIME_UNITS,
  TIMES_NOUNS,
  TIMES_WORDS,
  UNITS_AFTER_DIGITS,
  UP_TO_WORDS,
} from "../vocabulary.ts";
import { LETTERS, LETTERS_AND_DIGITS } from "./word-characters.ts";
import { anyOf } from "./wording.ts";

/** A window of time since the incident was opened; `end` is absent when it is open. */
export interface TimeWindow {
  readonly start: IsoDuration;
  readonly end?: IsoDuration;
}

/** A comma stands before one decimal digit or a quarter ("2,5", "1,25"); other digits may be thousands. */
const DIGITS = "\\d+(?:\\.\\d+|,(?:\\d|25|75)(?![\\d,]))?";
const NUMBER = `${DIGITS}|${anyOf(Object.keys(NUMBER_WORDS))}`;
const UNIT = `(?:(?:${anyOf(DAY_KINDS)})[\\s-]+)?(${anyOf(Object.keys(TIME_UNITS))}|(?<=\\d[\\s-]{0,3})(?:${anyOf(Object.keys(UNITS_AFTER_DIGITS))}))(?![${LETTERS}])`;
/** Not in the middle of a word, a version, a date, or a fraction; but after "1h" in "1h30m". */
const BOUNDARY = `(?:(?<![${LETTERS_AND_DIGITS}/:.]|\\d-)|(?<=\\d[dhw])(?=\\d))`;
const DASH = `\\s*(?:[-–—~→]|->|\\.\\.+|\\b(?:${anyOf(RANGE_WORDS)})\\b)\\s*(?:t\\s*\\+\\s*)?`;

const FREQUENCY = new RegExp(`\\b(${anyOf(Object.keys(FREQUENCY_WORDS))})\\b`, "iu");
const TIMES = new RegExp(
  `\\b(?:(${anyOf(Object.keys(TIMES_WORDS))})|(${NUMBER})\\s+(?:${anyOf(TIMES_NOUNS)}))[\\s-]+(?:${anyOf(PER_WORDS)})\\s+${UNIT}`,
  "iu",
);
const TIMES_DAILY = new RegExp(
  `\\b(${anyOf(Object.keys(TIMES_WORDS))})\\s+(${anyOf(Object.keys(FREQUENCY_WORDS))})\\b`,
  "iu",
);
/** A number in words needs a gap before its unit, or "and" would be "an d". */
const AMOUNT = new RegExp(`${BOUNDARY}(${NUMBER})(?:(?<=\\d)(\\+)?[\\s-]*|[\\s-]+)${UNIT}`, "giu");
const RANGE_HEAD = new RegExp(`${BOUNDARY}(${DIGITS})\\s*(?:${UNIT})?${DASH}(?=\\d)`, "giu");
const PART_GAP = new RegExp(`^\\s*(?:,|(?:${anyOf(AND_WORDS)})\\b)?\\s*$`, "iu");
const AROUND_THE_CLOCK = new RegExp(
  `\\b24\\s*(?:${anyOf(CLOCK_HOURS)})?\\s*[/x×]\\s*7(?:\\s*[/x×]\\s*365)?\\b`,
  "giu",
);

interface Amount {
  readonly from: number;
  readonly to: number;
  readonly seconds: number;
  /** Length of its smallest unit. */
  readonly unit: number;
  /** "60+ minutes". */
  readonly isOpen: boolean;
}

/**
 * The first duration the text names: "15 minutes", "every 30 min", "within 48h", "daily", "half an
 * hour", "twice a day", "1 h 30 min". Of a range the longer end. Undefined when the text names none.
 */
export function readDuration(text: string): IsoDuration | undefined {
  const clean = withoutAroundTheClock(text);
  const repeated = readRepetition(clean);
  if (repeated !== undefined) return iso(repeated);
  const amounts = amountsIn(clean);
  const range = rangeIn(clean, amounts);
  if (range !== undefined && range.from <= (amounts[0]?.from ?? range.from)) return iso(range.end);
  const first = amounts[0];
  if (first !== undefined) return iso(first.seconds);
  const frequency = FREQUENCY.exec(clean)?.[1];
  return frequency === undefined ? undefined : iso(FREQUENCY_WORDS[wordsOf(frequency)]);
}

/**
 * The window of time the text names: "0-5 minutes", "15 minutes - 4 hours", "first hour" (from nothing),
 * "after 30 minutes", "4 hours+" (without an end). A bare duration is no window.
 */
export function readTimeWindow(text: string): TimeWindow | undefined {
  const clean = withoutAroundTheClock(text);
  const amounts = amountsIn(clean);
  const range = rangeIn(clean, amounts);
  if (range !== undefined)
    return range.start < range.end ? windowOf(range.start, range.end) : undefined;
  const [first, second] = amounts;
  if (first === undefined || second !== undefined) return undefined;
  const before = clean.slice(0, first.from).trimEnd();
  const after = clean.slice(first.to).trimStart();
  if (first.isOpen || after.startsWith("+") || OPEN_END.test(after)) return windowOf(first.seconds);
  if (/[>≥]=?$/u.test(before) || FROM_ON.test(before)) return windowOf(first.seconds);
  if (/t\s*\+$/iu.test(before)) return windowOf(first.seconds);
  const isUpTo =
    /[<≤]=?$/u.test(before) || UP_TO.test(before) || FIRST.test(clean.slice(first.from));
  return isUpTo ? windowOf(0, first.seconds) : undefined;
}

const OPEN_END = new RegExp(`^(?:${anyOf(OPEN_END_WORDS)})\\b`, "iu");
const FROM_ON = new RegExp(`(?<![${LETTERS_AND_DIGITS}_])(?:${anyOf(FROM_ON_WORDS)})$`, "iu");
const UP_TO = new RegExp(`\\b(?:${anyOf(UP_TO_WORDS)})$`, "iu");
const FIRST = new RegExp(`^(?:${anyOf(FIRST_WORDS)})\\b`, "iu");

function windowOf(start: number, end?: number): TimeWindow | undefined {
  const startIso = iso(start);
  const endIso = end === undefined ? undefined : iso(end);
  if (startIso === undefined) return undefined;
  return { start: startIso, ...(endIso === undefined ? {} : { end: endIso }) };
}

/** "24/7" says when, not how long. */
function withoutAroundTheClock(text: string): string {
  return text.replace(AROUND_THE_CLOCK, " ; ");
}

function readRepetition(text: string): number | undefined {
  const daily = TIMES_DAILY.exec(text);
  if (daily !== null) {
    const times = TIMES_WORDS[daily[1]?.toLowerCase() ?? ""];
    const seconds = FREQUENCY_WORDS[daily[2]?.toLowerCase() ?? ""];
    return times === undefined || seconds === undefined ? undefined : seconds / times;
  }
  const match = TIMES.exec(text);
  if (match === null) return undefined;
  const [, word, number, unit] = match;
  const times = word === undefined ? numberOf(number ?? "") : TIMES_WORDS[word.toLowerCase()];
  return times ? unitSeconds(unit ?? "") / times : undefined;
}

/** Every amount of time in the text; "1 h 30 min" is one. */
function amountsIn(text: string): Amount[] {
  const amounts: Amount[] = [];
  for (const match of text.matchAll(AMOUNT)) {
    const unit = unitSeconds(match[3] ?? "");
    const amount = {
      from: match.index,
      to: match.index + match[0].length,
      seconds: numberOf(match[1] ?? "") * unit,
      unit,
      isOpen: match[2] !== undefined,
    };
    if (isMillions(match[3] ?? "")) continue;
    const previous = amounts.at(-1);
    const continues =
      previous !== undefined &&
      unit < previous.unit &&
      PART_GAP.test(text.slice(previous.to, amount.from));
    if (continues)
      amounts[amounts.length - 1] = {
        ...amount,
        from: previous.from,
        seconds: previous.seconds + amount.seconds,
      };
    else amounts.push(amount);
  }
  return amounts;
}

/** "5M" are millions, not minutes. */
function isMillions(unit: string): boolean {
  return unit === "M";
}

/** The first range of time; a first number without a unit has the unit of the second. */
function rangeIn(
  text: string,
  amounts: readonly Amount[],
): { from: number; start: number; end: number } | undefined {
  for (const match of text.matchAll(RANGE_HEAD)) {
    const endsAt = match.index + match[0].length;
    const second = amountStartingAt(text, endsAt, amounts);
    if (second === undefined) continue;
    const number = numberOf(match[1] ?? "");
    const unit = match[2] === undefined ? second.unit : unitSeconds(match[2]);
    return { from: match.index, start: number * unit, end: second.seconds };
  }
  return undefined;
}

/** Its first digit may follow a dash, where the search for amounts does not look ("5-15 min"). */
function amountStartingAt(
  text: string,
  index: number,
  amounts: readonly Amount[],
): Amount | undefined {
  const known = amounts.find((amount) => amount.from === index);
  if (known !== undefined) return known;
  const [first] = amountsIn(text.slice(index, index + 80));
  return first?.from === 0 ? first : undefined;
}

function numberOf(text: string): number {
  const digits = Number(text.replace(",", "."));
  if (Number.isFinite(digits)) return digits;
  return NUMBER_WORDS[wordsOf(text)] ?? 0;
}

/** As the vocabulary writes them. */
function wordsOf(text: string): string {
  return text.toLowerCase().replace(/[\s-]+/gu, " ");
}

function unitSeconds(text: string): number {
  const unit = text.toLowerCase();
  return TIME_UNITS[unit] ?? UNITS_AFTER_DIGITS[unit] ?? 0;
}

/** Longer than a hundred years is a misreading. */
const SECONDS_MAX = 100 * 365 * 86_400;

function iso(seconds: number | undefined): IsoDuration | undefined {
  if (seconds === undefined || seconds > SECONDS_MAX) return undefined;
  return isoDuration(seconds * 1000);
}
