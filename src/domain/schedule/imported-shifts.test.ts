import { describe, expect, it } from "vitest";
import { person } from "../../../test/support/incident-fixtures.ts";
import { playbook } from "../../../test/support/playbook-fixture.ts";
import { finalSchedule } from "./final-schedule.ts";
import {
  calendarId,
  type ImportedShift,
  personOfShift,
  unknownIn,
  withImportedShifts,
} from "./imported-shifts.ts";
import { statedSchedules } from "./playbook-schedules.ts";

const PEOPLE = [
  person("Ann", [{ id: "a", kind: "email", address: "ann@Example.test" }]),
  person("Ann Lee", []),
  person("Ben", []),
];

function shift(changes: Partial<ImportedShift>): ImportedShift {
  return { startsAt: 0, endsAt: 3_600_000, summary: "", names: [], emails: [], ...changes };
}

describe("whose a shift is", () => {
  it.each([
    [{ emails: ["ann@example.test"], summary: "Ben" }, "Ann"],
    [{ names: ["ben"], summary: "On call" }, "Ben"],
    [{ summary: "On Call - Ben - Backend" }, "Ben"],
    [{ summary: "ann lee (primary)" }, "Ann Lee"],
    [{ summary: "Ann" }, "Ann"],
    [{ summary: "Benjamin" }, undefined],
    [{ summary: "Ann and Ben" }, undefined],
    [{ summary: "" }, undefined],
    [{ emails: ["zoe@example.test"], summary: "Zoe" }, undefined],
  ])("%j is %s's", (changes, expected) => {
    expect(personOfShift(shift(changes), PEOPLE)).toBe(expected);
  });

  it("is said where it is nobody's", () => {
    const shifts = [
      shift({ summary: "Zoe" }),
      shift({ summary: "Ben" }),
      shift({ summary: "Zoe" }),
    ];
    expect(unknownIn(shifts, PEOPLE)).toEqual(["Zoe"]);
  });
});

describe("a playbook with a calendar", () => {
  const stated = {
    ...playbook,
    timeZone: "Europe/Berlin",
    overlay: {
      ...playbook.overlay,
      schedules: { backend: { name: "Backend", layers: [{ calendar: "https://c.example/x" }] } },
    },
  };
  const at = Date.parse("2026-01-14T00:00:00Z");
  const hour = 3_600_000;

  it("has its shifts at their instants, and a gap where it has nobody we know", () => {
    const imported = [
      shift({ summary: "Ben", startsAt: at, endsAt: at + hour }),
      shift({ summary: "Zoe", startsAt: at + hour, endsAt: at + 2 * hour }),
    ];
    const calendars = new Map([[calendarId("backend", 0), imported]]);
    const [schedule] = statedSchedules(withImportedShifts(stated, calendars, PEOPLE));
    if (schedule === undefined) throw new Error("there is one");
    const spans = finalSchedule(schedule, [], { startsAt: at - 1, endsAt: at + 2 * hour });
    expect(spans.map(({ person, startsAt }) => [person, startsAt])).toEqual([
      [null, at - 1],
      ["Ben", at],
      [null, at + hour],
    ]);
  });

  it("has nobody before it was read", () => {
    const [schedule] = statedSchedules(withImportedShifts(stated, new Map(), PEOPLE));
    expect(schedule?.layers[0]?.rotation).toEqual({ kind: "shifts", shifts: [] });
  });
});
