/** ISO 8601 durations and how people read them. */

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const WEEK_MS = 7 * DAY_MS;

export const MS = {
  second: 1000,
  minute: MINUTE_MS,
  hour: HOUR_MS,
  day: DAY_MS,
  week: WEEK_MS,
} as const;

const ISO = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;

/**
 * Milliseconds of an ISO 8601 duration of weeks, days, hours, minutes and seconds; a day is 24 hours,
 * because the playbook's clocks run around the clock.
 * @throws RangeError when the text is none.
 */
export function durationMs(iso: string): number {
  const match = ISO.exec(iso);
  if (match === null || iso === "P" || iso.endsWith("T"))
    throw new RangeError(`not an ISO 8601 duration: ${iso}`);
  const [, weeks, days, hours, minutes, seconds] = match.map((part) => Number(part ?? 0));
  return (
    (weeks ?? 0) * WEEK_MS +
    (days ?? 0) * DAY_MS +
    (hours ?? 0) * HOUR_MS +
    (minutes ?? 0) * MINUTE_MS +
    (seconds ?? 0) * 1000
  );
}

/** The shortest ISO 8601 duration for a whole number of seconds, e.g. `PT1H30M`, `P14D`; `PT0S` for none. */
export function isoDuration(ms: number): string {
  let seconds = Math.round(ms / 1000);
  if (seconds < 0) throw new RangeError(`a duration is not negative: ${ms} ms`);
  if (seconds === 0) return "PT0S";
  const take = (size: number): number => {
    const count = Math.floor(seconds / size);
    seconds -= count * size;
    return count;
  };
  const days = take(86_400);
  const hours = take(3600);
  const minutes = take(60);
  const time = `${hours ? `${hours}H` : ""}${minutes ? `${minutes}M` : ""}${seconds ? `${seconds}S` : ""}`;
  return `P${days ? `${days}D` : ""}${time ? `T${time}` : ""}`;
}

/** How a person says it: "15 min", "4 h", "1 h 30 min", "2 weeks", "45 s". */
export function describeDuration(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 60) return `${seconds} s`;
  if (seconds % 604_800 === 0) return plural(seconds / 604_800, "week");
  const days = Math.floor(seconds / 86_400);
  const hours = Math.floor((seconds % 86_400) / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const rest = seconds % 60;
  const parts: string[] = [];
  if (days > 0) parts.push(plural(days, "day"));
  if (hours > 0) parts.push(`${hours} h`);
  if (minutes > 0) parts.push(`${minutes} min`);
  if (rest > 0 && days === 0 && hours === 0) parts.push(`${rest} s`);
  return parts.join(" ");
}

function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? "" : "s"}`;
}
