/**
 * Flapping: an alert that changes between firing and ended over and over is damped. What damps is that its
 * ends are not believed: once it has an incident it counts as firing there, through its short pauses, until
 * it has been steady for a while. So the incident is not resolved, reopened and paged for again and again;
 * and nothing that fires is ever kept from paging by it.
 */

import { describeDuration, durationMs, MS } from "./duration.ts";
import type { Playbook } from "./playbook.ts";

export interface FlappingRule {
  /** So many changes from firing to ended or back; its first firing is none. */
  readonly changes: number;
  readonly withinMs: number;
  /** Without a change for so long it flaps no more. */
  readonly steadyMs: number;
}

/**
 * It fires, ends, fires again and ends again. Nagios begins at the same point, with 4 changes among 21
 * results (20 %), the first firing counted (https://naemon.io/documentation/usersguide/flapping), and so does
 * Kibana by default, with 4 among 20 runs. Within the half hour in which an alert reopens its incident, so
 * that what pages again by that is what is counted; steady for half as long.
 */
export const FLAPPING_DEFAULT: FlappingRule = {
  changes: 3,
  withinMs: 30 * MS.minute,
  steadyMs: 15 * MS.minute,
};

/** What is kept of an alert that changed. Stored forms may be added to, never renamed. */
export interface Flapping {
  /** When it changed, as we heard of it: the last ones. */
  readonly changedAt: readonly number[];
  /** While it flaps: since when, and until when unless it changes before. */
  readonly damped?: { readonly since: number; readonly until: number };
  /** When it ended, as its sender says, while that is not believed. */
  readonly quietSince?: number;
}

/** The rule of a playbook; undefined where it wants none. */
export function flappingRule({ overlay }: Pick<Playbook, "overlay">): FlappingRule | undefined {
  const { flapping } = overlay;
  if (flapping === false) return undefined;
  const { changes, within, steady } = flapping ?? {};
  return {
    changes: changes ?? FLAPPING_DEFAULT.changes,
    withinMs: within === undefined ? FLAPPING_DEFAULT.withinMs : durationMs(within),
    steadyMs: steady === undefined ? FLAPPING_DEFAULT.steadyMs : durationMs(steady),
  };
}

/** What is known of an alert that has changed now. */
export function afterChange(
  known: Flapping | undefined,
  { changes, withinMs, steadyMs }: FlappingRule,
  now: number,
): Flapping {
  const lately = (known?.changedAt ?? []).filter((at) => at > now - withinMs);
  const changedAt = [...lately, now].slice(-changes);
  const until = now + steadyMs;
  if (isFlapping(known, now)) return { changedAt, damped: { since: known.damped.since, until } };
  return changedAt.length < changes ? { changedAt } : { changedAt, damped: { since: now, until } };
}

export function isFlapping(
  known: Flapping | undefined,
  now: number,
): known is Flapping & { readonly damped: NonNullable<Flapping["damped"]> } {
  return known?.damped !== undefined && now < known.damped.until;
}

/** Said in the incident when it begins. */
export function describeFlapping(
  title: string,
  { changes, withinMs, steadyMs }: FlappingRule,
): string {
  const within = describeDuration(withinMs);
  return `${title}: it comes and goes, ${changes} changes within ${within}. It counts as firing until it has been steady for ${describeDuration(steadyMs)}.`;
}
