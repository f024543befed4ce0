/** Options that several commands have, and how their values are read. */

import type { Arguments, OptionSpecs } from "./command.ts";
import { usageFailure } from "./failure.ts";

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
  try {
    if (/(?:Z|[+-]\d\d:?\d\d)$/i.test(written)) return Temporal.Instant.from(written).toString();
    return Temporal.PlainDateTime.from(written.replace(" ", "T"))
      .toZonedDateTime(zone)
      .toInstant()
      .toString();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw usageFailure(
      `--${name} needs an instant, not "${written}"`,
      "Write 2026-11-23T09:00 (your time), or 2026-11-23T09:00Z.",
    );
  }
}
