import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rotation } from "../../../test/support/incident-fixtures.ts";
import { MS } from "../duration.ts";
import { shiftAt } from "../rotation.ts";
import { finalSchedule, spanAt } from "./final-schedule.ts";
import type { Layer, Schedule, ScheduleOverride, Turns, WeeklyWindow } from "./schedule.ts";
import type { Interval, Span } from "./span.ts";

const at = (iso: string): number => Temporal.Instant.from(iso).epochMilliseconds;
const period = (from: string, to: string): Interval => ({ startsAt: at(from), endsAt: at(to) });
const weekly: Turns = {
  kind: "turns",
  people: ["Ann", "Ben", "Cem"],
  start: "2026-01-05T09:00",
  every: { count: 1, unit: "weeks" },
};
const layer = (rotation: Layer["rotation"], more: Partial<Layer> = {}): Layer => ({
  name: "base",
  rotation,
  windows: [],
  ...more,
});
const schedule = (layers: readonly Layer[], timeZone = "Europe/Berlin"): Schedule => ({
  id: "backend",
  name: "Backend",
  timeZone,
  layers,
});
const override = (more: Partial<ScheduleOverride>): ScheduleOverride => ({
  id: "o1",
  kind: "replace",
  person: "Dora",
  startsAt: at("2026-01-14T00:00:00Z"),
  endsAt: at("2026-01-15T00:00:00Z"),
  createdAt: 1,
  ...more,
});
/** "Ann until 2026-01-12T08:00Z", for each span. */
const told = (spans: readonly Span[]): string[] =>
  spans.map(
    ({ person, endsAt }) =>
      `${person ?? "nobody"} until ${new Date(endsAt).toISOString().slice(0, 16)}Z`,
  );

describe("turns", () => {
  it("follow each other at the same time of day, in summer and in winter", () => {
    const spans = finalSchedule(
      schedule([layer(weekly)]),
      [],
      period("2026-03-23T08:00:00Z", "2026-04-13T07:00:00Z"),
    );
    expect(told(spans)).toEqual([
      "Cem until 2026-03-30T07:00Z",
      "Ann until 2026-04-06T07:00Z",
      "Ben until 2026-04-13T07:00Z",
    ]);
  });

  it("leave a gap before the first", () => {
    const spans = finalSchedule(
      schedule([layer(weekly)], "UTC"),
      [],
      period("2026-01-05T08:00:00Z", "2026-01-05T10:00:00Z"),
    );
    expect(told(spans)).toEqual(["nobody until 2026-01-05T09:00Z", "Ann until 2026-01-05T10:00Z"]);
  });

  it("of hours keep to the wall where the clocks change", () => {
    const everySix = { ...weekly, every: { count: 6, unit: "hours" }, start: "2026-01-01T00:00" };
    const day = (from: string, to: string): string[] =>
      told(finalSchedule(schedule([layer(everySix as Turns)]), [], period(from, to)));
    // The night of 29 March is an hour short, that of 25 October an hour long.
    expect(day("2026-03-28T23:00:00Z", "2026-03-29T10:00:00Z")).toEqual([
      "Ann until 2026-03-29T04:00Z",
      "Ben until 2026-03-29T10:00Z",
    ]);
    expect(day("2026-10-24T22:00:00Z", "2026-10-25T11:00:00Z")).toEqual([
      "Ann until 2026-10-25T05:00Z",
      "Ben until 2026-10-25T11:00Z",
    ]);
  });

  it("that the clocks jump over are left out", () => {
    const hourly = { ...weekly, every: { count: 1, unit: "hours" }, start: "2026-03-29T00:00" };
    const spans = finalSchedule(
      schedule([layer(hourly as Turns)]),
      [],
      period("2026-03-29T00:00:00Z", "2026-03-29T02:00:00Z"),
    );
    // Cem's turn is from 02:00 to 03:00, which is no time at all.
    expect(told(spans)).toEqual(["Ben until 2026-03-29T01:00Z", "Ann until 2026-03-29T02:00Z"]);
  });

  it("of months stay at the end of the month", () => {
    const monthly = { ...weekly, every: { count: 1, unit: "months" }, start: "2026-01-31T09:00" };
    const spans = finalSchedule(
      schedule([layer(monthly as Turns)], "UTC"),
      [],
      period("2026-02-01T00:00:00Z", "2026-05-01T00:00:00Z"),
    );
    expect(told(spans)).toEqual([
      "Ann until 2026-02-28T09:00Z",
      "Ben until 2026-03-31T09:00Z",
      "Cem until 2026-04-30T09:00Z",
      "Ann until 2026-05-01T00:00Z",
    ]);
  });
});

describe("layers", () => {
  const working: WeeklyWindow = { days: [1, 2, 3, 4, 5], from: "09:00", to: "17:00" };

  it("follow the sun, each in its own zone and hours", () => {
    const alone = (person: string): Turns => ({ ...weekly, people: [person] });
    const day: WeeklyWindow = { days: [1, 2, 3, 4, 5, 6, 7], from: "08:00", to: "16:00" };
    const sun = schedule(
      [
        layer(alone("Berlin"), { name: "EMEA", timeZone: "Europe/Berlin", windows: [day] }),
        layer(alone("Denver"), { name: "AMER", timeZone: "America/Denver", windows: [day] }),
        layer(alone("Tokyo"), { name: "APAC", timeZone: "Asia/Tokyo", windows: [day] }),
      ],
      "UTC",
    );
    const spans = finalSchedule(sun, [], period("2026-02-02T23:00:00Z", "2026-02-03T23:00:00Z"));
    expect(told(spans)).toEqual([
      "Tokyo until 2026-02-03T07:00Z",
      "Berlin until 2026-02-03T15:00Z",
      "Denver until 2026-02-03T23:00Z",
    ]);
  });

  it("leave to the one below what they do not cover", () => {
    const spans = finalSchedule(
      schedule(
        [
          layer({ ...weekly, people: ["Night"] }),
          layer({ ...weekly, people: ["Day"] }, { windows: [working] }),
        ],
        "UTC",
      ),
      [],
      period("2026-02-06T12:00:00Z", "2026-02-09T12:00:00Z"),
    );
    expect(told(spans)).toEqual([
      "Day until 2026-02-06T17:00Z",
      "Night until 2026-02-09T09:00Z",
      "Day until 2026-02-09T12:00Z",
    ]);
  });

  it("may end, and windows may go past midnight", () => {
    const night: WeeklyWindow = { days: [5], from: "22:00", to: "06:00" };
    const spans = finalSchedule(
      schedule([layer(weekly, { windows: [night], until: "2026-02-07T04:00" })], "UTC"),
      [],
      period("2026-02-06T00:00:00Z", "2026-02-14T12:00:00Z"),
    );
    expect(told(spans)).toEqual([
      "nobody until 2026-02-06T22:00Z",
      "Ben until 2026-02-07T04:00Z",
      "nobody until 2026-02-14T12:00Z",
    ]);
  });

  it("of listed shifts take the one that begins later where two overlap", () => {
    const shifts = [
      { person: "Ann", start: "2026-02-01T00:00", end: "2026-02-04T00:00" },
      { person: "Ben", start: "2026-02-02T00:00", end: "2026-02-03T00:00" },
      { person: "", start: "2026-02-04T00:00", end: "2026-02-05T00:00" },
    ];
    const spans = finalSchedule(
      schedule([layer({ kind: "shifts", shifts })], "UTC"),
      [],
      period("2026-02-01T00:00:00Z", "2026-02-05T00:00:00Z"),
    );
    expect(told(spans)).toEqual([
      "Ann until 2026-02-02T00:00Z",
      "Ben until 2026-02-03T00:00Z",
      "Ann until 2026-02-04T00:00Z",
      "nobody until 2026-02-05T00:00Z",
    ]);
  });
});

describe("overrides", () => {
  const base = schedule([layer(weekly)], "UTC");
  const week = period("2026-01-12T09:00:00Z", "2026-01-19T09:00:00Z");
  const final = (...overrides: ScheduleOverride[]): string[] =>
    told(finalSchedule(base, overrides, week));

  it("replace whoever is on call, and shifts keep their ends", () => {
    expect(final(override({}))).toEqual([
      "Ben until 2026-01-14T00:00Z",
      "Dora until 2026-01-15T00:00Z",
      "Ben until 2026-01-19T09:00Z",
    ]);
  });

  it("replace one person only, over as many shifts as they last", () => {
    const long = { startsAt: at("2026-01-10T00:00:00Z"), endsAt: at("2026-01-30T00:00:00Z") };
    const spans = finalSchedule(
      base,
      [override({ instead: "Cem", ...long })],
      period("2026-01-12T09:00:00Z", "2026-02-02T09:00:00Z"),
    );
    expect(told(spans)).toEqual([
      "Ben until 2026-01-19T09:00Z",
      "Dora until 2026-01-26T09:00Z",
      "Ann until 2026-02-02T09:00Z",
    ]);
  });

  it("remove leaves a gap, which add fills", () => {
    const off = override({ id: "o2", kind: "remove", person: "Ben" });
    expect(final(off)[1]).toBe("nobody until 2026-01-15T00:00Z");
    expect(final(off, override({ id: "o3", kind: "add", createdAt: 2 }))[1]).toBe(
      "Dora until 2026-01-15T00:00Z",
    );
    expect(final(override({ kind: "add" }))).toEqual(["Ben until 2026-01-19T09:00Z"]);
  });

  it("count in the order in which they were made", () => {
    const first = override({ id: "o2", person: "Eve", createdAt: 5 });
    const later = override({ id: "o1", person: "Fay", createdAt: 6 });
    expect(final(later, first)[1]).toBe("Fay until 2026-01-15T00:00Z");
  });
});

describe("a column of the playbook's table", () => {
  it("is a schedule like any other", () => {
    const table = schedule(
      [layer({ kind: "table", rotation, column: "Primary", handoffTime: "09:00" })],
      "UTC",
    );
    const instant = at("2026-01-21T00:00:00Z");
    const shift = shiftAt(rotation, { timeZone: "UTC", handoffTime: "09:00" }, instant);
    expect(spanAt(table, [], instant).person).toBe(shift?.assignments["Primary"]);
  });
});

describe("over all of time and every zone", () => {
  const zones = fc.constantFrom(...Intl.supportedValuesOf("timeZone"));
  const instants = fc.integer({ min: at("2024-11-01T00:00:00Z"), max: at("2028-11-01T00:00:00Z") });
  const times = fc
    .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom("00", "15", "30", "59"))
    .map(([hour, minute]) => `${String(hour).padStart(2, "0")}:${minute}`);
  const units = fc.constantFrom("hours", "days", "weeks", "months" as const);
  const turns = fc
    .record({ count: fc.integer({ min: 1, max: 9 }), unit: units, time: times })
    .map(({ count, unit, time }) => ({
      kind: "turns" as const,
      people: ["Ann", "Ben", "Cem"],
      start: `2020-02-29T${time}`,
      every: { count, unit } as Turns["every"],
    }));
  const windows = fc
    .array(
      fc.record({
        days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
        from: times,
        to: times,
      }),
      { maxLength: 3 },
    )
    .map((list): readonly WeeklyWindow[] => list);
  const layers = fc.array(
    fc
      .record({ turns, windows, timeZone: zones })
      .map(({ turns, ...more }) => layer(turns, { ...more, name: "one of them" })),
    { minLength: 1, maxLength: 3 },
  );
  const kinds = fc.constantFrom("replace", "add", "remove" as const);
  const overrides = fc.array(
    fc
      .record({
        kind: kinds,
        person: fc.constantFrom("Ann", "Dora"),
        startsAt: instants,
        hours: fc.integer({ min: 1, max: 400 }),
        createdAt: fc.integer({ min: 0, max: 3 }),
      })
      .map(({ hours, ...more }) =>
        override({ ...more, id: `${more.startsAt}`, endsAt: more.startsAt + hours * MS.hour }),
      ),
    { maxLength: 4 },
  );
  const cases = fc.record({ zone: zones, layers, overrides, from: instants });
  const days = fc.integer({ min: 1, max: 60 });

  it("each instant has one person or is told as a gap, and shift ends meet starts", () => {
    fc.assert(
      fc.property(cases, days, ({ zone, layers, overrides, from }, count) => {
        const period = { startsAt: from, endsAt: from + count * MS.day };
        const spans = finalSchedule(schedule(layers, zone), overrides, period);
        expect(spans[0]?.startsAt).toBe(period.startsAt);
        expect(spans.at(-1)?.endsAt).toBe(period.endsAt);
        for (const [index, span] of spans.entries()) {
          expect(span.startsAt).toBeLessThan(span.endsAt);
          expect(spans[index + 1]?.startsAt ?? period.endsAt).toBe(span.endsAt);
          expect(span.person === "" || (span.person === null && span.source.kind === "layer")).toBe(
            false,
          );
        }
      }),
      { numRuns: 300 },
    );
  });

  it("the answer for an instant is that of every period it lies in", () => {
    fc.assert(
      fc.property(cases, days, instants, ({ zone, layers, overrides, from }, count, other) => {
        const period = { startsAt: from, endsAt: from + count * MS.day };
        const instant = from + (Math.abs(other) % (count * MS.day));
        const one = schedule(layers, zone);
        const held = finalSchedule(one, overrides, period).find(
          ({ startsAt, endsAt }) => startsAt <= instant && instant < endsAt,
        );
        const { person, source } = spanAt(one, overrides, instant);
        expect({ person: held?.person, source: held?.source }).toEqual({ person, source });
      }),
      { numRuns: 300 },
    );
  });

  it("turns alone leave no gap after the first, and everybody comes in turn", () => {
    fc.assert(
      fc.property(zones, turns, instants, (zone, rotation, from) => {
        const period = { startsAt: from, endsAt: from + 30 * MS.day };
        const spans = finalSchedule(schedule([layer(rotation)], zone), [], period);
        expect(spans.every(({ person }) => person !== null)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
