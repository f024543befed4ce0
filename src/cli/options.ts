/** Options that several commands have, and how their values are read. */

import { MS } from "../domain/duration.ts";
import type { Arguments, OptionSpecs } from "./command.ts";
import { usageFailure } from "./failure.ts";
import type { Viewer } from "./when.ts";

export const JSON_OPTION = {
  json: { type: "boolean", help: "The API's JSON and nothing else, for programs" },
} as const satisfies OptionSpecs;

/** Those of the options that were given, for a request's body. */
export function givenOptions<Name extends string>(
  args: Arguments,
  names: readonly Name[],
): { readonly [N in Name]?: string } {
  const given: { [N in Name]?: string } = {};
  for (const name of names) {
    const value = args.text(name);
    if (value !== undefined) given[name] = value;
  }
  return given;
}

/** Labels of an option that may be given several times. @throws CliFailure when one is none */
export function labelsOption(args: Arguments, name: string): Record<string, string> {
  return labelsOf(args.texts(name), `--${name}`);
}

/** Labels as they are written. @param what they are for, in the message @throws CliFailure when one is none */
export function labelsOf(texts: readonly string[], what: string): Record<string, string> {
  return Object.fromEntries(
    texts.map((written) => {
      const equals = written.indexOf("=");
      if (equals < 1) throw usageFailure(`${what} needs KEY=VALUE, not "${written}"`);
      return [written.slice(0, equals), written.slice(equals + 1)];
    }),
  );
}

/** A count, or undefined when the option was left out. @throws CliFailure when it is none */
export function wholeNumber(args: Arguments, name: string): number | undefined {
  const written = args.text(name);
  if (written === undefined) return undefined;
  if (/^\d{1,9}$/.test(written)) return Number(written);
  throw usageFailure(`--${name} needs a whole number, not "${written}"`);
}

/**
 * An instant as the API takes it: ISO 8601 with an offset, or local to the reader without one.
 * @throws CliFailure when it is neither
 */
export function instantOption(args: Arguments, name: string, zone: string): string | undefined {
  const written = args.text(name);
  if (written === undefined) return undefined;
  const instant = readInstant(written, zone);
  if (instant !== undefined) return instant;
  throw usageFailure(
    `--${name} needs an instant, not "${written}"`,
    "Write 2026-11-23T09:00 (your time), or 2026-11-23T09:00Z.",
  );
}

function readInstant(written: string, zone: string): string | undefined {
  try {
    if (/(?:Z|[+-]\d\d:?\d\d)$/i.test(written)) return Temporal.Instant.from(written).toString();
    return Temporal.PlainDateTime.from(written.replace(" ", "T"))
      .toZonedDateTime(zone)
      .toInstant()
      .toString();
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

const UNIT_MS: Readonly<Record<string, number>> = {
  m: MS.minute,
  min: MS.minute,
  h: MS.hour,
  d: MS.day,
};

/**
 * Until when: after so long ("90min", "2h", "1d"), at the next such time of day ("07:30"), or at an instant.
 * @throws CliFailure when it is none of them
 */
export function readUntil(written: string, { zone, now }: Viewer): string {
  const [, count, unit = ""] = /^(\d{1,4})\s*(m|min|h|d)$/i.exec(written) ?? [];
  const unitMs = UNIT_MS[unit.toLowerCase()];
  if (unitMs !== undefined) return new Date(now + Number(count) * unitMs).toISOString();
  const instant = /^\d{1,2}:\d\d$/.test(written)
    ? timeOfDayNear(written.padStart(5, "0"), { zone, now }, "next")
    : readInstant(written, zone);
  if (instant !== undefined) return instant;
  throw usageFailure(
    `"${written}" is no time`,
    "Write how long (90min, 2h, 1d), a time of day (07:30), or 2026-11-24T07:30.",
  );
}

/**
 * When something was: so long ago ("10 min ago", "2h"), the last such time of day ("14:30"), or at an instant.
 * @throws CliFailure when it is none of them
 */
export function readAgo(written: string, { zone, now }: Viewer): string {
  const ago = /^(\d{1,4})\s*(m|min|minutes?|h|hours?|d|days?)(?:\s+ago)?$/i.exec(written.trim());
  const unitMs = UNIT_MS[ago?.[2]?.toLowerCase().replace(/^(m|h|d).*$/, "$1") ?? ""];
  if (ago !== null && unitMs !== undefined) {
    return new Date(now - Number(ago[1]) * unitMs).toISOString();
  }
  const instant = /^\d{1,2}:\d\d$/.test(written)
    ? timeOfDayNear(written.padStart(5, "0"), { zone, now }, "last")
    : readInstant(written, zone);
  if (instant !== undefined) return instant;
  throw usageFailure(
    `"${written}" is no time`,
    "Write how long ago (10 min ago, 2h), a time of day (14:30), or 2026-11-24T07:30.",
  );
}

/** The next such time of day, or the last one. */
function timeOfDayNear(
  written: string,
  { zone, now }: Viewer,
  which: "next" | "last",
): string | undefined {
  try {
    const here = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone);
    const today = here.withPlainTime(Temporal.PlainTime.from(written));
    const isPast = Temporal.ZonedDateTime.compare(today, here) <= 0;
    if (which === "next") return instantOf(isPast ? today.add({ days: 1 }) : today);
    return instantOf(isPast ? today : today.subtract({ days: 1 }));
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function instantOf(time: Temporal.ZonedDateTime): string {
  return time.toInstant().toString();
}
