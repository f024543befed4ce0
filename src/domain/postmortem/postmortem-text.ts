/** Values of a postmortem in words. */

import { describeDuration } from "../duration.ts";
import type { PostmortemFacts } from "./facts.ts";
import { markdownText } from "./markdown-text.ts";

export const NOT_RECORDED = "_not recorded_";

/** `2026-01-18` */
export function utcDate(at: number): string {
  return zoned(at).toPlainDate().toString();
}

/** `14:30` */
export function utcTime(at: number): string {
  return zoned(at).toPlainTime().toString().slice(0, 5);
}

function zoned(at: number): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO("UTC");
}

/** `30 min (14:30 – 15:00 UTC)`; with dates where it ended on another day. */
export function durationText(facts: PostmortemFacts): string {
  const { openedAt, mergedInto } = facts;
  const resolvedAt = mergedInto?.at ?? facts.resolvedAt;
  if (resolvedAt === undefined) return `not over (since ${utcTime(openedAt)} UTC)`;
  const sameDay = utcDate(openedAt) === utcDate(resolvedAt);
  const from = sameDay ? utcTime(openedAt) : `${utcDate(openedAt)} ${utcTime(openedAt)}`;
  const to = sameDay ? utcTime(resolvedAt) : `${utcDate(resolvedAt)} ${utcTime(resolvedAt)}`;
  return `${describeDuration(resolvedAt - openedAt)} (${from} – ${to} UTC)`;
}

/** `P0 – Critical`, or the path `P2 → P0 – Critical` when it changed. */
export function severityText(facts: PostmortemFacts): string {
  const path = facts.severities.map((severity) => markdownText(severity.id)).join(" → ");
  return `${path} – ${markdownText(facts.severityName)}`;
}

/** Who holds a role whose name has these words, or undefined. */
export function roleHolder(facts: PostmortemFacts, words: RegExp): string | undefined {
  const found = Object.entries(facts.roles).find(([role]) => words.test(role));
  return found === undefined ? undefined : markdownText(found[1]);
}

export function names(values: readonly string[]): string {
  return values.length === 0 ? NOT_RECORDED : values.map(markdownText).join(", ");
}
