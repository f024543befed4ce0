/** A playbook whose schedules have everything that a zone's clocks can spoil, and what is asked of it. */

import { hash } from "node:crypto";
import fc from "fast-check";
import type { OverlayOverride, OverlaySchedule, Playbook } from "../../src/domain/playbook.ts";
import { firstInstantAt, lastInstantAt, wallTime } from "../../src/domain/schedule/wall-clock.ts";
import type { OperationContext } from "../../src/operations/context.ts";
import { activatePlaybook } from "../../src/operations/playbook/activate.ts";
import { START } from "./incident-fixtures.ts";
import { SETUP } from "./operation-context.ts";
import { playbook } from "./playbook-fixture.ts";

const DAY_MS = 86_400_000;
/** Two years each way. */
export const FROM = START - 731 * DAY_MS;
export const UNTIL = START + 731 * DAY_MS;

const TURNS: OverlaySchedule["layers"][number] = {
  people: ["Ann", "Ben", "Cleo"],
  every: { count: 1, unit: "weeks" },
  // At this hour most zones change their clocks.
  start: "2023-12-03T02:30",
};

/** An hour of the night in which clocks change comes twice, or never, in each of them. */
const OVERRIDES: readonly Omit<OverlayOverride, "schedule">[] = [
  { person: "Cleo", start: "2026-03-08T02:30", end: "2026-03-29T02:30" },
  { person: "Ben", instead: "Ann", start: "2025-10-05T01:30", end: "2026-11-01T01:30" },
  { kind: "remove", person: "Ann", start: "2026-04-05T02:15", end: "2026-10-04T02:15" },
  { kind: "add", person: "Dora", start: "2026-04-20T00:00", end: "2026-06-01T02:30" },
  { person: "Dora", start: "2026-10-25T02:00", end: "2026-10-25T03:00" },
];

const SCHEDULES: Readonly<Record<string, OverlaySchedule>> = {
  plain: { layers: [TURNS] },
  changed: { layers: [TURNS] },
  hours: {
    layers: [
      { people: ["Ann", "Ben"], every: { count: 12, unit: "hours" }, start: "2023-12-03T02:30" },
      {
        name: "weekends",
        people: ["Cleo", "Dora"],
        every: { count: 1, unit: "months" },
        start: "2023-12-31T02:30",
        when: [{ days: [6, 7], from: "02:30", to: "01:30" }],
      },
    ],
  },
  listed: {
    layers: [
      {
        shifts: [
          { person: "Ann", start: "2025-10-26T02:30", end: "2026-03-29T02:30" },
          { person: "Ben", start: "2026-03-29T02:30", end: "2026-10-25T02:30" },
          { person: "Cleo", start: "2026-10-25T02:30", end: "2027-03-14T02:30" },
        ],
      },
    ],
  },
};

export const FEEDS: readonly string[] = ["changed", "listed", "on-call.primary"];

/** Puts the playbook in force, with this zone for all of its times. */
export async function activateInZone(context: OperationContext, timeZone: string): Promise<void> {
  const inZone: Playbook = {
    ...playbook,
    timeZone,
    handoffTime: "02:30",
    hash: hash("sha256", timeZone, "hex"),
    overlay: {
      ...playbook.overlay,
      schedules: SCHEDULES,
      overrides: OVERRIDES.map((override) => ({ ...override, schedule: "changed" })),
    },
  };
  await activatePlaybook(context, SETUP, {
    playbook: inZone,
    sources: { files: [] },
    resolveAddress: (value) => ({ ok: true, value }),
  });
}

/**
 * Who the overrides put on call where the schedule has somebody, as docs/configuration.md says it: in
 * their order, by what the ones before have left.
 */
export function overridden(person: string | null, at: number, timeZone: string): string | null {
  let onCall = person;
  for (const { kind = "replace", person: who, instead, start, end } of OVERRIDES) {
    const begins = firstInstantAt(wallTime(start), timeZone);
    const ends = lastInstantAt(wallTime(end), timeZone);
    if (at < begins || at >= ends) continue;
    if (kind === "add") onCall ??= who;
    else if (kind === "remove") onCall = onCall === who ? null : onCall;
    else if (instead === undefined || onCall === instead) onCall = who;
  }
  return onCall;
}

/** Every change of the zone's clocks with the moments around it, and others by chance, the same each time. */
export function momentsIn(timeZone: string, byChance: number): readonly number[] {
  const around = changesOf(timeZone).flatMap((at) => [
    at - 3_600_001,
    at - 1,
    at,
    at + 1,
    at + 1_800_000,
    at + 3_600_000,
  ]);
  const chance = fc.sample(fc.integer({ min: FROM, max: UNTIL - 1 }), {
    numRuns: byChance,
    seed: 20_260_114,
  });
  return [...chance, ...around].filter((at) => at >= FROM && at < UNTIL);
}

function changesOf(timeZone: string): readonly number[] {
  const changes: number[] = [];
  let zoned = Temporal.Instant.fromEpochMilliseconds(FROM).toZonedDateTimeISO(timeZone);
  for (;;) {
    const next = zoned.getTimeZoneTransition("next");
    if (next === null || next.epochMilliseconds >= UNTIL) return changes;
    changes.push(next.epochMilliseconds);
    zoned = next;
  }
}
