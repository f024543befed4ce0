/**
 * Silences: alerts that satisfy the matchers are stored as ever, and page nobody while the silence lasts.
 * Bound to matchers and not to alerts, so that one that flaps stays silenced.
 */

import { describeDuration, MS } from "./duration.ts";
import {
  compileMatchers,
  findMatcherProblem,
  type Labels,
  type Matcher,
  matchesAbsence,
} from "./matcher.ts";

/** Where no end is given. */
export const SILENCE_DEFAULT_MS = 2 * MS.hour;
/** What is to be quiet for longer is a route of `tocsin.yaml`, which somebody reviews. */
export const SILENCE_MAX_MS = 30 * MS.day;
/** All of them are asked of each alert that begins to fire. */
export const SILENCES_MAX = 5000;

export interface Silence {
  readonly id: string;
  readonly matchers: readonly Matcher[];
  readonly startsAt: number;
  /** The first instant at which it holds no more. */
  readonly endsAt: number;
  readonly author: string;
  readonly comment: string;
  /** Only alerts of this team's integrations; of all when null. */
  readonly team: string | null;
  /** Only alerts of this integration, through which it was made; of all when null. */
  readonly integrationId: string | null;
  readonly createdAt: number;
  readonly updatedAt: number;
}

export type SilenceState = "pending" | "active" | "expired";

export function silenceState(
  { startsAt, endsAt }: Pick<Silence, "startsAt" | "endsAt">,
  now: number,
): SilenceState {
  if (now >= endsAt) return "expired";
  return now < startsAt ? "pending" : "active";
}

/** What an alert's silences are told by. */
export interface SilenceScope {
  readonly integrationId: string;
  readonly team: string | null;
}

/** Silences, ready to be asked of many alerts. */
export type CompiledSilence = Silence & { readonly matches: (labels: Labels) => boolean };

export function compileSilences(silences: readonly Silence[]): readonly CompiledSilence[] {
  return silences.map((silence) => ({ ...silence, matches: compileMatchers(silence.matchers) }));
}

/** Those that may concern alerts of an integration. */
export function silencesFor(
  silences: readonly CompiledSilence[],
  { integrationId, team }: SilenceScope,
): readonly CompiledSilence[] {
  return silences.filter(
    (silence) =>
      (silence.integrationId === null || silence.integrationId === integrationId) &&
      (silence.team === null || silence.team === team),
  );
}

/** Those that hold an alert with these labels at an instant. */
export function activeSilences(
  silences: readonly CompiledSilence[],
  labels: Labels,
  now: number,
): readonly CompiledSilence[] {
  return silences.filter(
    (silence) => silenceState(silence, now) === "active" && silence.matches(labels),
  );
}

/** Why there can be no such silence, as a sentence; undefined when there can. */
export function findSilenceProblem(
  { matchers, startsAt, endsAt }: Pick<Silence, "matchers" | "startsAt" | "endsAt">,
  now: number,
): string | undefined {
  if (matchers.length === 0) return "A silence needs a matcher, such as service=api.";
  const problem = findMatcherProblem(matchers);
  if (problem !== undefined) return problem;
  if (matchers.every(matchesAbsence)) {
    return "These matchers hold for alerts without any label: one must ask for a value.";
  }
  if (endsAt <= now) return "This silence has ended already.";
  if (endsAt <= startsAt) return "This silence ends before it begins.";
  if (endsAt - startsAt > SILENCE_MAX_MS) {
    const longest = describeDuration(SILENCE_MAX_MS);
    return `A silence lasts ${longest} at most. What is never to page is for a route in tocsin.yaml.`;
  }
  return undefined;
}

/**
 * Whether a silence can become another one and keep its id, as Alertmanager has it: what it matches never
 * changes, what has happened neither.
 */
export function canUpdateSilence(
  silence: Silence,
  wanted: Pick<Silence, "matchers" | "startsAt" | "endsAt">,
  now: number,
): boolean {
  if (!haveSameMatchers(silence.matchers, wanted.matchers)) return false;
  switch (silenceState(silence, now)) {
    case "expired":
      return false;
    case "pending":
      return wanted.startsAt >= now;
    case "active":
      return toSecond(wanted.startsAt) === toSecond(silence.startsAt) && wanted.endsAt >= now;
  }
}

function haveSameMatchers(a: readonly Matcher[], b: readonly Matcher[]): boolean {
  const [one, other] = [a, b].map((matchers) => matchers.map(asText).sort());
  return JSON.stringify(one) === JSON.stringify(other);
}

function asText({ name, operator, value }: Matcher): string {
  return JSON.stringify([name, operator, value]);
}

/** Senders that give it back may have dropped the rest. */
function toSecond(at: number): number {
  return Math.floor(at / MS.second);
}
