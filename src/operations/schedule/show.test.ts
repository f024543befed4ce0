import { expect, test } from "vitest";
import { START } from "../../../test/support/incident-fixtures.ts";
import { contextWithPlaybook, principalOf } from "../../../test/support/operation-context.ts";
import { MS } from "../../domain/duration.ts";
import { addOverride } from "../override/add.ts";
import { showSchedules } from "./show.ts";

const viewer = principalOf("viewer");

test("the plan has every schedule whole, its gaps, its hours and who is in two places", async () => {
  const context = await contextWithPlaybook({
    schedules: {
      office: {
        layers: [
          {
            people: ["Dora"],
            start: "2026-01-01T00:00",
            every: { count: 1, unit: "weeks" },
            when: [{ days: [1, 2, 3, 4, 5], from: "09:00", to: "17:00" }],
          },
        ],
      },
    },
  });
  const day = { startsAt: Date.UTC(2026, 0, 15), endsAt: Date.UTC(2026, 0, 16) };
  const cover = { kind: "replace", person: "Ben", scheduleId: "on-call.primary" } as const;
  const noon = day.startsAt + 12 * MS.hour;
  await addOverride(context, principalOf("manager"), {
    ...cover,
    startsAt: noon,
    endsAt: noon + MS.hour,
  });
  const { schedules, conflicts } = await showSchedules(context, viewer, day);
  expect(
    schedules.map(({ schedule: { id }, spans }) => [id, ...spans.map(({ person }) => person)]),
  ).toEqual([
    ["on-call.primary", "Ann", "Ben", "Ann"],
    ["on-call.secondary", "Ben"],
    ["on-call.escalation", "Cleo"],
    ["office", null, "Dora", null],
  ]);
  expect(schedules.at(-1)?.gaps).toEqual([
    { startsAt: day.startsAt, endsAt: day.startsAt + 9 * MS.hour },
    { startsAt: day.startsAt + 17 * MS.hour, endsAt: day.endsAt },
  ]);
  expect(schedules.at(-1)?.shares).toEqual({
    people: [{ person: "Dora", total: 8, night: 0, weekend: 0, holiday: 0 }],
    gapHours: 16,
  });
  expect(conflicts).toEqual([
    {
      person: "Ben",
      schedules: ["on-call.primary", "on-call.secondary"],
      startsAt: noon,
      endsAt: noon + MS.hour,
    },
  ]);
});

test("a period lasts, and no longer than a year", async () => {
  const context = await contextWithPlaybook();
  for (const endsAt of [START, START - 1, START + 367 * MS.day]) {
    const period = { startsAt: START, endsAt };
    await expect(showSchedules(context, viewer, period)).rejects.toThrow(/period/);
  }
});
