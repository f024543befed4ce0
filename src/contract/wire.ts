/** The forms that values have on the wire, shared by every noun. */

import { z } from "zod";
import { cleanText } from "../domain/clean-text.ts";
import { ROLES } from "../domain/permission.ts";

/** An instant in answers: ISO 8601 in UTC with milliseconds, e.g. `2026-11-23T07:31:00.000Z`. */
export const instantSchema = z.iso
  .datetime()
  .meta({ description: "ISO 8601 instant in UTC", examples: ["2026-11-23T07:31:00.000Z"] });

/** An instant in requests: any offset is understood. */
export const givenInstantSchema = z.iso
  .datetime({ offset: true })
  .meta({ description: "ISO 8601 instant; any UTC offset" });

/** A duration: ISO 8601, e.g. `PT15M`. */
export const durationSchema = z
  .string()
  .meta({ description: "ISO 8601 duration", examples: ["PT15M", "P14D"] });

export const idSchema = z.string().min(1).max(64);

export const roleSchema = z
  .enum(ROLES)
  .meta({ description: "Each role may do everything the ones before it may" });

/** Teams something is confined to; none means every team. */
export const teamsSchema = z.array(textSchema(100)).max(50);

/** What one page of a list may hold. */
export const limitSchema = z.coerce.number().int().min(1).max(200).default(50);

/**
 * Text that a person or a program sends: trimmed, not empty, cleaned of U+0000 and lone surrogates,
 * which a database refuses.
 */
export function textSchema(lengthMax: number): z.ZodString {
  return z.string().overwrite(cleanText).trim().min(1).max(lengthMax);
}

/** An instant's form on the wire. @param at epoch milliseconds */
export function instant(at: number): string {
  return new Date(at).toISOString();
}

/** The same for an instant that may not have come. */
export function instantOrNull(at: number | null | undefined): string | null {
  return at === null || at === undefined ? null : instant(at);
}
