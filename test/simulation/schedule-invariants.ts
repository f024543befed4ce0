/** I13, I14: who is on call is what the tables, the turns and the overrides say, told in another way. */

import { MS } from "../../src/domain/duration.ts";
import type { Playbook } from "../../src/domain/playbook.ts";
import { type OnCallOverride, overridesOf, personOnCall } from "../../src/domain/roster.ts";
import { finalSchedule } from "../../src/domain/schedule/final-schedule.ts";
import { columnScheduleId, schedulesOf } from "../../src/domain/schedule/playbook-schedules.ts";
import { loadInForce } from "../../src/operations/roster/load.ts";
import type { Database } from "../../src/store/database.ts";
import { listOverrides } from "../../src/store/overrides.ts";
import { listPeople } from "../../src/store/people.ts";
import { holds } from "./violation.ts";

const LOOK_AHEAD_MS = 10 * MS.day;
const BOUNDARIES_MAX = 8;

/** After every step, by what the database has now. */
export async function checkSchedules({ read }: Database, now: number): Promise<void> {
  const { playbook, roster } = await loadInForce(read);
  const overrides = await listOverrides(read);
  const people = await listPeople(read);
  holds(
    JSON.stringify(roster.people) === JSON.stringify(people),
    "I13: people are known as they are now",
  );
  const boundaries = overrides.flatMap(({ startsAt, endsAt }) => [startsAt, endsAt - 1, endsAt]);
  const instants = [now, ...boundaries.filter((at) => at > now).slice(0, BOUNDARIES_MAX)];
  for (const schedule of schedulesOf(playbook)) {
    const own = overrides.filter(({ scheduleId }) => scheduleId === schedule.id);
    for (const at of instants) {
      const told = personOnCall(roster, schedule, at) ?? null;
      const stands = withOverrides(writtenAt(playbook, schedule.id, at), own, at);
      holds(told === stands, `I13: ${stands} is on call in ${schedule.id} at ${at}, not ${told}`);
    }
    const period = { startsAt: now, endsAt: now + LOOK_AHEAD_MS };
    let reached = period.startsAt;
    for (const span of finalSchedule(schedule, overridesOf(roster, schedule), period)) {
      holds(span.startsAt === reached, `I14: ${schedule.id} goes on at ${reached}`);
      holds(span.endsAt > span.startsAt, `I14: each span of ${schedule.id} lasts`);
      reached = span.endsAt;
    }
    holds(reached === period.endsAt, `I14: ${schedule.id} is told to its end`);
  }
}

/** Weekly rows and daily turns in UTC: all that the simulation's playbooks have. */
function writtenAt({ rotations, overlay, handoffTime }: Playbook, id: string, at: number): string {
  for (const { id: rotationId, columns, shifts } of rotations) {
    const column = columns.find((one) => columnScheduleId(rotationId, one) === id);
    if (column === undefined) continue;
    const since = at - Date.parse(`${shifts[0]?.start}T${handoffTime}Z`);
    const row = shifts[Math.floor(since / MS.week) % shifts.length];
    return row?.assignments[column] ?? "";
  }
  const [layer] = overlay.schedules?.[id]?.layers ?? [];
  if (layer === undefined || !("people" in layer)) throw new Error(`${id} is not taken turns in`);
  const since = at - Date.parse(`${layer.start}Z`);
  return layer.people[Math.floor(since / MS.day) % layer.people.length] ?? "";
}

/** One after the other as they were made, as docs/decisions/schedules.md has it. */
function withOverrides(
  written: string,
  overrides: readonly OnCallOverride[],
  at: number,
): string | null {
  let person: string | null = written;
  for (const override of overrides) {
    if (at < override.startsAt || at >= override.endsAt) continue;
    const isInstead = override.instead === undefined || override.instead === person;
    if (override.kind === "replace" && isInstead) person = override.person;
    if (override.kind === "add") person ??= override.person;
    if (override.kind === "remove" && person === override.person) person = null;
  }
  return person;
}
