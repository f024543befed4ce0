/** Who a layer of a schedule puts on call. */

import { assert } from "../assert.ts";
import { MS } from "../duration.ts";
import { shiftAt } from "../rotation.ts";
import type { Layer, ShiftList, TableColumn, Turns, TurnUnit } from "./schedule.ts";
import { flatten, type Interval, overlap, type Span, within } from "./span.ts";
import {
  addMonths,
  firstInstantAt,
  lastInstantAt,
  type WallTime,
  wallClockAt,
  wallTime,
} from "./wall-clock.ts";
import { weeklyIntervals } from "./weekly-windows.ts";

/** A stretch of somebody, before it is known which layer it belongs to. */
interface Duty extends Interval {
  readonly person: string;
}

/**
 * The layer's spans that touch a period, cut to its windows and to the period.
 * @param timeZone the schedule's
 */
export function layerSpans(layer: Layer, timeZone: string, period: Interval): readonly Span[] {
  const zone = layer.timeZone ?? timeZone;
  const duties = within(dutiesOf(layer, zone, period), [lifetime(layer, zone, period)]);
  const counted =
    layer.windows.length === 0
      ? duties
      : within(duties, weeklyIntervals(layer.windows, zone, period));
  return counted
    .filter(({ person }) => person !== "")
    .map((duty) => ({ ...duty, source: { kind: "layer", layer: layer.name } }));
}

function lifetime(layer: Layer, zone: string, period: Interval): Interval {
  if (layer.until === undefined) return period;
  const endsAt = lastInstantAt(wallTime(layer.until), zone);
  return overlap(period, { startsAt: period.startsAt, endsAt }) ?? { startsAt: 0, endsAt: 0 };
}

function dutiesOf({ rotation }: Layer, zone: string, period: Interval): readonly Duty[] {
  switch (rotation.kind) {
    case "turns":
      return turnsIn(rotation, zone, period);
    case "shifts":
      return shiftsIn(rotation, zone, period);
    case "table":
      return tableIn(rotation, zone, period);
  }
}

function turnsIn(turns: Turns, zone: string, period: Interval): readonly Duty[] {
  const { people, every } = turns;
  if (people.length === 0) return [];
  assert(every.count >= 1, "a turn lasts");
  const start = wallTime(turns.start);
  const startOf = (turn: number): number =>
    firstInstantAt(later(start, turn * every.count, every.unit), zone);
  const duties: Duty[] = [];
  const elapsed = wallClockAt(period.startsAt, zone) - start;
  let turn = Math.max(0, Math.floor(elapsed / (every.count * UNIT_MS[every.unit])));
  // Where the clocks are put back, the wall may show the time of a turn that has ended.
  while (turn > 0 && startOf(turn) > period.startsAt) turn -= 1;
  for (let startsAt = startOf(turn); startsAt < period.endsAt; turn += 1) {
    const endsAt = startOf(turn + 1);
    const person = people[turn % people.length] ?? "";
    // A turn that the clocks jump over has no length.
    if (endsAt > Math.max(startsAt, period.startsAt)) duties.push({ person, startsAt, endsAt });
    startsAt = endsAt;
  }
  return duties;
}

/** A month is never longer, so that the turn reckoned with is never too late. */
const UNIT_MS = { hours: MS.hour, days: MS.day, weeks: MS.week, months: 31 * MS.day } as const;

/** Always from the first turn: month by month the 31st would become the 28th for good. */
function later(start: WallTime, count: number, unit: TurnUnit): WallTime {
  return unit === "months" ? addMonths(start, count) : start + count * UNIT_MS[unit];
}

function shiftsIn({ shifts }: ShiftList, zone: string, period: Interval): readonly Duty[] {
  const duties = shifts.map(({ person, start, end }) => ({
    person,
    startsAt: firstInstantAt(wallTime(start), zone),
    endsAt: lastInstantAt(wallTime(end), zone),
  }));
  return flatten(duties.filter((duty) => overlap(duty, period) !== undefined));
}

function tableIn(table: TableColumn, zone: string, period: Interval): readonly Duty[] {
  const { rotation, column, handoffTime } = table;
  const duties: Duty[] = [];
  for (let at = period.startsAt; at < period.endsAt; ) {
    const shift = shiftAt(rotation, { timeZone: zone, handoffTime }, at);
    if (shift === undefined) return [];
    const person = shift.assignments[column] ?? "";
    duties.push({ person, startsAt: at, endsAt: shift.endsAt });
    assert(shift.endsAt > at, "a shift ends after any instant in it");
    at = shift.endsAt;
  }
  return duties;
}
