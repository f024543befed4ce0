/**
 * Shifts that people give to each other. States: *offered* until its end has passed, then *expired*;
 * *taken* by somebody, which makes overrides of it; *withdrawn* by whoever offered it, or a manager. An
 * offer may want a stretch in return, and is then taken only by whoever has that.
 */

import { MS } from "../duration.ts";
import type { Person } from "../person.ts";
import { findPerson, type OnCallOverride, overridesOf, type Roster } from "../roster.ts";
import { finalSchedule } from "./final-schedule.ts";
import type { Schedule } from "./schedule.ts";
import type { Interval, Span } from "./span.ts";

/** A part of a schedule: one shift, several, or a piece of one. */
export interface Stretch extends Interval {
  readonly scheduleId: string;
}

export interface Swap {
  readonly id: string;
  /** Ids of persons. */
  readonly offeredBy: string;
  /** Null for whoever wants it. */
  readonly offeredTo: string | null;
  readonly given: Stretch;
  readonly inReturn: Stretch | null;
  readonly state: "offered" | "taken" | "withdrawn";
  readonly takenBy: string | null;
  readonly createdAt: number;
}

export type SwapState = Swap["state"] | "expired";

/** Who is on call as things stand. */
export interface Plans {
  readonly roster: Roster;
  readonly schedules: readonly Schedule[];
  readonly now: number;
}

/** Where a swap stands at an instant. */
export function swapState({ state, given, inReturn }: Swap, now: number): SwapState {
  const endsAt = Math.min(given.endsAt, inReturn?.endsAt ?? given.endsAt);
  return state === "offered" && endsAt <= now ? "expired" : state;
}

const STRETCH_MS_MAX = 62 * MS.day;
const LOOK_AHEAD_MS = 62 * MS.day;

/** Why somebody cannot give a stretch away, or undefined: it has to be theirs from beginning to end. */
export function cannotGive(stretch: Stretch, person: Person, plans: Plans): string | undefined {
  const { roster, now } = plans;
  const schedule = plans.schedules.find(({ id }) => id === stretch.scheduleId);
  if (schedule === undefined) return `there is no schedule ${stretch.scheduleId}`;
  if (stretch.endsAt <= now) return "it has ended already";
  if (stretch.endsAt <= stretch.startsAt) return "it ends before it begins";
  if (stretch.endsAt - stretch.startsAt > STRETCH_MS_MAX) return "it is longer than two months";
  const rest = fromNow(stretch, now);
  const spans = finalSchedule(schedule, overridesOf(roster, schedule), rest);
  const other = spans.find((span) => !isTheirs(span, person, roster));
  if (other === undefined) return undefined;
  return `${other.person ?? "nobody"}, not ${person.name}, is on call in ${schedule.name} for a part of it`;
}

/** The shift that somebody has in a schedule, or has next; undefined when not within two months. */
export function nextShiftOf(
  scheduleId: string,
  person: Person,
  { roster, schedules, now }: Plans,
): Stretch | undefined {
  const schedule = schedules.find(({ id }) => id === scheduleId);
  if (schedule === undefined) return undefined;
  const period = { startsAt: now, endsAt: now + LOOK_AHEAD_MS };
  const spans = finalSchedule(schedule, overridesOf(roster, schedule), period);
  const shift = spans.find((span) => isTheirs(span, person, roster));
  return shift && { scheduleId, startsAt: shift.startsAt, endsAt: shift.endsAt };
}

/** What taking a swap changes: the stretch is the taker's, and what was wanted in return the other's. */
export type SwapDecision =
  | { readonly kind: "refused"; readonly because: string }
  | {
      readonly kind: "taken";
      readonly overrides: readonly Omit<OnCallOverride, "id" | "createdAt">[];
    };

/** Decides whether somebody may take a swap, by who is on call as things stand now. */
export function takeSwap(swap: Swap, taker: Person, plans: Plans): SwapDecision {
  const { roster, now } = plans;
  const refused = (because: string): SwapDecision => ({ kind: "refused", because });
  const state = swapState(swap, now);
  if (state !== "offered") return refused(`this swap is ${state}`);
  const giver = roster.people.find(({ id }) => id === swap.offeredBy);
  if (giver === undefined) return refused("whoever offered it is gone");
  if (giver.id === taker.id) return refused("one's own shift is not taken but withdrawn");
  if (swap.offeredTo !== null && swap.offeredTo !== taker.id) {
    return refused("it is offered to somebody else");
  }
  const gone = cannotGive(swap.given, giver, plans);
  if (gone !== undefined) return refused(`what is offered has changed since: ${gone}`);
  if (swap.inReturn !== null) {
    const missing = cannotGive(swap.inReturn, taker, plans);
    if (missing !== undefined) return refused(`what is wanted in return cannot be had: ${missing}`);
  }
  const given = handOver(swap.given, { from: giver, to: taker, now });
  const back = swap.inReturn && handOver(swap.inReturn, { from: taker, to: giver, now });
  return { kind: "taken", overrides: back === null ? [given] : [given, back] };
}

function handOver(
  stretch: Stretch,
  { from, to, now }: { from: Person; to: Person; now: number },
): Omit<OnCallOverride, "id" | "createdAt"> {
  const { scheduleId } = stretch;
  const interval = fromNow(stretch, now);
  return { scheduleId, kind: "replace", person: to.name, instead: from.name, ...interval };
}

/** What has passed is not given any more. */
function fromNow({ startsAt, endsAt }: Interval, now: number): Interval {
  return { startsAt: Math.max(startsAt, now), endsAt };
}

function isTheirs({ person }: Span, { id }: Person, roster: Roster): boolean {
  return person !== null && findPerson(roster, person)?.id === id;
}
