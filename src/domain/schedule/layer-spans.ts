/** Who a layer of a schedule puts on call. */

import { assert } from "../assert.ts";
import { shiftAt } from "../rotation.ts";
import type { Layer, ShiftList, TableColumn, Turns } from "./schedule.ts";
import { flatten, type Interval, overlap, type Span, within } from "./span.ts";
import { firstInstantAt, lastInstantAt, wallClockAt } from "./wall-clock.ts";
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
  const endsAt = lastInstantAt(Temporal.PlainDateTime.from(layer.until), zone);
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
  const start = Temporal.PlainDateTime.from(turns.start);
  // Always from the first turn: month by month the 31st would become the 28th for good.
  const startOf = (turn: number): number =>
    firstInstantAt(start.add({ [every.unit]: turn * every.count }), zone);
  const duties: Duty[] = [];
  let turn = Math.max(0, turnOnWall(turns, start, wallClockAt(period.startsAt, zone)));
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

/** The turn to which a time on the wall belongs; negative before the first. */
function turnOnWall(
  { every }: Turns,
  start: Temporal.PlainDateTime,
  wall: Temporal.PlainDateTime,
): number {
  const units = start.until(wall, { largestUnit: every.unit })[every.unit];
  return Math.floor(units / every.count);
}

function shiftsIn({ shifts }: ShiftList, zone: string, period: Interval): readonly Duty[] {
  const duties = shifts.map(({ person, start, end }) => ({
    person,
    startsAt: firstInstantAt(Temporal.PlainDateTime.from(start), zone),
    endsAt: lastInstantAt(Temporal.PlainDateTime.from(end), zone),
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
