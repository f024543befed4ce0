/** Calendar dates as people write them in tables. Always `YYYY-MM-DD`, and only when day, month and year are all given. */

import {
  DATE_LEAD_WORDS,
  DATE_LEADS,
  DATE_RANGE_WORDS,
  MONTH_STARTS,
  ROW_MARKS,
  WEEK_MARKS,
} from "./date-words.ts";
import { anyOf } from "./wording.ts";

const MONTH = anyOf(Object.keys(MONTH_STARTS));
const MONTH_NAME = `(${MONTH})[a-z]*\\.?`;
const ORDINAL = "(?:st|nd|rd|th)?";
const DASH = "\\s*[-–—]\\s*";
const END = "(?!\\d)";
const RANGE = new RegExp(`\\s*[–—]\\s*|\\s+(?:-|${anyOf(DATE_RANGE_WORDS)})\\s+`, "u");

const YEAR_FIRST = new RegExp(`^(\\d{4})[-/.](\\d{1,2})[-/.](\\d{1,2})${END}`, "u");
const ISO_WEEK = new RegExp(`^(\\d{4})-?\\s?(?:w|week\\s)(\\d{1,2})${END}`, "u");
/** "W03 2026", "week 3, 2026", "KW 3/2026". */
const WEEK_FIRST = new RegExp(
  `^(?:${anyOf(WEEK_MARKS)})(\\d{1,2})[\\s,/-]+(\\d{4})${END}(?![-/.])`,
  "u",
);
/** "Week 4 (2026-01-19)": the number only counts the rows. */
const WEEK_NUMBER = new RegExp(`^(?:${anyOf(ROW_MARKS)})\\s?\\d{1,2}\\s*[(:,–—-]+\\s*`, "u");
const DOTTED = new RegExp(`^(\\d{1,2})\\.(\\d{1,2})\\.(\\d{4})${END}`, "u");
const YEAR_LAST = new RegExp(`^(\\d{1,2})([/-])(\\d{1,2})\\2(\\d{4}|\\d{2})${END}`, "u");
/** "Jan 13, 2026", "January 13th 2026", and the range "Jan 13 – 19, 2026" (of which the first day counts). */
const MONTH_FIRST = new RegExp(
  `^${MONTH_NAME}\\s*(\\d{1,2})${ORDINAL}(?:${DASH}(?:${MONTH_NAME}\\s*)?\\d{1,2}${ORDINAL})?,?\\s+(\\d{4})${END}`,
  "u",
);
/** "13 Jan 2026", "13-Jan-2026", "13 – 19 January 2026". */
const DAY_FIRST = new RegExp(
  `^(\\d{1,2})${ORDINAL}\\.?(?:${DASH}\\d{1,2}${ORDINAL}\\.?)?[\\s-]+(?:of\\s+)?${MONTH_NAME}(?:${DASH}\\d{1,2}${ORDINAL}\\.?[\\s-]+(?:${MONTH})[a-z]*\\.?)?,?[\\s-]+(\\d{4})${END}`,
  "u",
);
const LEAD = new RegExp(
  `^(?:(?:(?:${anyOf(DATE_LEADS)})[a-z]*|(?:${anyOf(DATE_LEAD_WORDS)}))[\\s,.:]+)+`,
  "u",
);

/** One reading, or two when day and month cannot be told apart (month first, then day first), or none. */
export function dateReadings(text: string): readonly string[] {
  const told = text.trim().toLowerCase().slice(0, 80);
  const weekFirst = WEEK_FIRST.exec(told);
  if (weekFirst !== null) return mondayOf(Number(weekFirst[2]), Number(weekFirst[1]));
  const written = told.replace(WEEK_NUMBER, "").replace(LEAD, "");
  const yearFirst = YEAR_FIRST.exec(written);
  if (yearFirst !== null) return valid(yearFirst[1], yearFirst[2], yearFirst[3]);
  const week = ISO_WEEK.exec(written);
  if (week !== null) return mondayOf(Number(week[1]), Number(week[2]));
  const dotted = DOTTED.exec(written);
  if (dotted !== null) return valid(dotted[3], dotted[2], dotted[1]);
  const yearLast = YEAR_LAST.exec(written);
  if (yearLast !== null) {
    const [, first, , second, written] = yearLast;
    const year = written?.length === 2 ? `20${written}` : written;
    const readings = [...valid(year, first, second), ...valid(year, second, first)];
    return [...new Set(readings)];
  }
  const monthFirst = MONTH_FIRST.exec(written);
  if (monthFirst !== null) return valid(monthFirst[4], monthNumber(monthFirst[1]), monthFirst[2]);
  const dayFirst = DAY_FIRST.exec(written);
  if (dayFirst !== null) return valid(dayFirst[3], monthNumber(dayFirst[2]), dayFirst[1]);
  return [];
}

/**
 * The dates of a column, read alike, with the year that the title above gives where they have none: where "03/02/2026" could be two days, another cell of the column
 * or equal steps from row to row decide; where nothing does, the cell has no date.
 */
export function readDates(texts: readonly string[], title = ""): readonly (string | undefined)[] {
  const readings = texts.map((text) => readingsWithYear(text, title));
  if (readings.every((found) => found.length < 2)) return readings.map(([only]) => only);
  const candidates = [0, 1].map((order) => readings.map((found) => found[order] ?? found[0]));
  const fitting = candidates.filter((_, order) => agreesWithPlainCells(texts, order));
  if (fitting.length === 1) return fitting[0] ?? [];
  const even = fitting.filter(hasEqualSteps);
  if (even.length === 1) return even[0] ?? [];
  return readings.map((found) => (found.length === 1 ? found[0] : undefined));
}

/** "Jan 5" under "Rota 2026": of a title with several years it cannot be known which is meant. */
function readingsWithYear(text: string, title: string): readonly string[] {
  const readings = dateReadings(text);
  if (readings.length > 0) return readings;
  const years = new Set(title.match(/(?<!\d)20\d\d(?!\d)/gu));
  const [year] = years;
  if (years.size !== 1 || year === undefined || /\d{4}/u.test(text)) return readings;
  const [start = ""] = text.split(RANGE);
  return dateReadings(`${start.trim()} ${year}`);
}

/** A cell such as 01/20/2026 can be read one way only; the column's order (0: month first) must be that one. */
function agreesWithPlainCells(texts: readonly string[], order: number): boolean {
  return texts.every((text) => {
    const match = YEAR_LAST.exec(text.trim().toLowerCase().replace(LEAD, ""));
    if (match === null) return true;
    return Number(order === 0 ? match[1] : match[3]) <= 12;
  });
}

function hasEqualSteps(dates: readonly (string | undefined)[]): boolean {
  const days = dates.filter((date) => date !== undefined).map(dayNumber);
  if (days.length < 3) return false;
  const step = (days[1] ?? 0) - (days[0] ?? 0);
  return (
    step > 0 && days.every((day, index) => index === 0 || day - (days[index - 1] ?? 0) === step)
  );
}

/** Days since 1970-01-01 of a date written `YYYY-MM-DD`. */
export function dayNumber(date: string): number {
  const [year, month, day] = date.split("-").map(Number);
  return Date.UTC(year ?? 0, (month ?? 1) - 1, day ?? 1) / 86_400_000;
}

function dateOfDay(day: number): string {
  return new Date(day * 86_400_000).toISOString().slice(0, 10);
}

function valid(
  year: string | undefined,
  month: string | undefined,
  day: string | undefined,
): readonly string[] {
  const date = `${year}-${month?.padStart(2, "0")}-${day?.padStart(2, "0")}`;
  // The calendar turns 31 April into 1 May; a date that does not come back is none.
  const days = dayNumber(date);
  return Number.isFinite(days) && Number(year) >= 1970 && dateOfDay(days) === date ? [date] : [];
}

function monthNumber(name: string | undefined): string {
  return String(MONTH_STARTS[name ?? ""] ?? 0);
}

/** ISO 8601: week 1 is the one that holds 4 January. */
function mondayOf(year: number, week: number): readonly string[] {
  if (week < 1 || week > 53 || year < 1970) return [];
  const fourth = Date.UTC(year, 0, 4) / 86_400_000;
  // 1970-01-01 was a Thursday, the fourth day of its week.
  const weekday = (fourth + 3) % 7;
  const monday = fourth - weekday + (week - 1) * 7;
  const nextYear = Date.UTC(year + 1, 0, 4) / 86_400_000;
  return monday < nextYear - ((nextYear + 3) % 7) ? [dateOfDay(monday)] : [];
}
