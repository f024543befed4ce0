/** Quiet hours as they are typed and shown: `mon-fri 22:00-07:00,weekends 22:00-10:00`. */

import type { QuietHoursJson } from "../contract/person.ts";
import { WEEKDAYS } from "../domain/schedule/schedule.ts";
import { usageFailure } from "./failure.ts";

const GROUPS: Readonly<Record<string, string>> = {
  "": "mon-sun",
  daily: "mon-sun",
  weekdays: "mon-fri",
  weekends: "sat-sun",
};
const STRETCH = /^(?:([a-z+-]+)\s+)?(\d{1,2}:\d\d)\s*-\s*(\d{1,2}:\d\d)$/u;

/** Stretches of the week, separated by commas; none for `none`. @throws CliFailure for what is no hours */
export function readQuietHours(written: string): QuietHoursJson {
  const stated = written.trim().toLowerCase();
  return stated === "none" ? [] : stated.split(",").map((part) => readStretch(part.trim()));
}

function readStretch(written: string): QuietHoursJson[number] {
  const [, named = "", from, to] = STRETCH.exec(written) ?? [];
  const days = readDays(GROUPS[named] ?? named);
  if (from !== undefined && to !== undefined && days.length > 0) {
    // The server says which times of day there are.
    return { days, from: from.padStart(5, "0"), to: to.padStart(5, "0") };
  }
  throw usageFailure(
    `--quiet-hours needs hours of the week, not "${written}"`,
    "Write 22:00-07:00, or mon-fri 22:00-07:00,weekends 22:00-10:00, or none.",
  );
}

/** "fri+sat" or "mon-fri", over the end of the week too; none where a day is not known. */
function readDays(written: string): number[] {
  const parts = written.split("+").map((part) => readRange(part));
  return parts.some((days) => days.length === 0) ? [] : [...new Set(parts.flat())].sort();
}

function readRange(written: string): number[] {
  const ends = written.split("-").map(dayNumber);
  const [first, last = first, ...more] = ends;
  if (first === undefined || last === undefined || ends.includes(undefined) || more.length > 0) {
    return [];
  }
  const count = ((last - first + WEEKDAYS.length) % WEEKDAYS.length) + 1;
  return Array.from({ length: count }, (_, index) => ((first - 1 + index) % WEEKDAYS.length) + 1);
}

/** By its name, or by its first three letters or more. */
function dayNumber(written: string): number | undefined {
  const index = WEEKDAYS.findIndex((day) => written.length >= 3 && day.startsWith(written));
  return index < 0 ? undefined : index + 1;
}

/** "mon-fri 22:00-07:00, sat+sun 22:00-10:00"; the same can be typed. */
export function quietHoursText(hours: QuietHoursJson): string {
  return hours.map(({ days, from, to }) => `${daysText(days)} ${from}-${to}`.trim()).join(", ");
}

function daysText(days: readonly number[]): string {
  const sorted = [...new Set(days)].sort();
  if (sorted.length === WEEKDAYS.length) return "";
  const [first, last] = [sorted[0] ?? 1, sorted.at(-1) ?? 1];
  const isRange = sorted.length > 2 && last - first === sorted.length - 1;
  return isRange ? `${dayText(first)}-${dayText(last)}` : sorted.map(dayText).join("+");
}

function dayText(day: number): string {
  return (WEEKDAYS[day - 1] ?? "").slice(0, 3);
}
