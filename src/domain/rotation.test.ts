import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rotation } from "../../test/support/incident-fixtures.ts";
import { MS } from "./duration.ts";
import type { Rotation } from "./playbook.ts";
import { shiftAt } from "./rotation.ts";

const utc = { timeZone: "UTC", handoffTime: "09:00" };
const at = (iso: string): number => Temporal.Instant.from(iso).epochMilliseconds;
const primary = (instant: number, table: Rotation = rotation, handOff = utc): string | undefined =>
  shiftAt(table, handOff, instant)?.assignments["Primary"];

describe("a rotation table", () => {
  it("hands over at the hand-off time of a row's first day", () => {
    expect(primary(at("2026-01-19T08:59:59.999Z"))).toBe("Ann");
    expect(primary(at("2026-01-19T09:00:00Z"))).toBe("Ben");
  });

  it("repeats from its first row when it has ended, and says so", () => {
    const shift = shiftAt(rotation, utc, at("2026-02-02T09:00:00Z"));
    expect(shift?.assignments["Primary"]).toBe("Ann");
    expect(shift?.repeated).toBe(true);
  });

  it("serves with its first row before it begins", () => {
    expect(primary(at("2025-12-01T00:00:00Z"))).toBe("Ann");
  });

  it("has nobody when it has no rows", () => {
    expect(shiftAt({ ...rotation, shifts: [] }, utc, 0)).toBeUndefined();
  });

  it("keeps calendar days across a daylight-saving change", () => {
    const berlin = { timeZone: "Europe/Berlin", handoffTime: "09:00" };
    const shift = shiftAt(rotation, berlin, at("2026-03-27T12:00:00Z"));
    expect(new Date(shift?.startsAt ?? 0).toISOString()).toBe("2026-03-23T08:00:00.000Z");
    expect(new Date(shift?.endsAt ?? 0).toISOString()).toBe("2026-03-30T07:00:00.000Z");
  });

  it("hands over at the first of two equal wall-clock times, and after a gap", () => {
    const shifts = ["2026-03-29", "2026-10-25"].map((start, index) => ({
      start,
      assignments: { Primary: index === 0 ? "Ann" : "Ben" },
      source: { file: "p.md", line: index + 1 },
    }));
    const handOff = { timeZone: "Europe/Berlin", handoffTime: "02:30" };
    const table = { ...rotation, shifts };
    // 02:30 on 29 March does not exist: 03:00 summer time. On 25 October it comes twice: the first counts.
    expect(shiftAt(table, handOff, at("2026-06-01T00:00:00Z"))?.startsAt).toBe(
      at("2026-03-29T01:00:00Z"),
    );
    expect(shiftAt(table, handOff, at("2026-06-01T00:00:00Z"))?.endsAt).toBe(
      at("2026-10-25T00:30:00Z"),
    );
  });
});

describe("over all of time and every zone", () => {
  const zones = fc.constantFrom(...Intl.supportedValuesOf("timeZone"));
  const instants = fc.integer({ min: at("2024-11-01T00:00:00Z"), max: at("2028-11-01T00:00:00Z") });
  const times = fc
    .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom("00", "15", "30", "59"))
    .map(([hour, minute]) => `${String(hour).padStart(2, "0")}:${minute}`);
  const tables = fc
    .uniqueArray(fc.integer({ min: 0, max: 60 }), { minLength: 1, maxLength: 6 })
    .map((days): Rotation => {
      const first = Temporal.PlainDate.from("2026-01-12");
      return {
        ...rotation,
        shifts: days.map((day) => ({
          start: first.add({ days: day }).toString(),
          assignments: { Primary: `person ${day}` },
          source: { file: "p.md", line: day + 1 },
        })),
      };
    });

  it("exactly one shift holds an instant, and shift ends meet starts", () => {
    fc.assert(
      fc.property(zones, times, tables, instants, (timeZone, handoffTime, table, instant) => {
        const handOff = { timeZone, handoffTime };
        const shift = shiftAt(table, handOff, instant);
        if (shift === undefined) throw new Error("a table with rows has a shift");
        const isBeforeTable = !shift.repeated && instant < shift.startsAt;
        if (!isBeforeTable) expect(shift.startsAt).toBeLessThanOrEqual(instant);
        expect(shift.endsAt).toBeGreaterThan(instant);
        expect(shiftAt(table, handOff, shift.endsAt)?.startsAt).toBe(shift.endsAt);
        expect(shiftAt(table, handOff, shift.endsAt - 1)?.endsAt).toBe(shift.endsAt);
        expect(shift.endsAt - shift.startsAt).toBeGreaterThan(20 * MS.hour);
      }),
      { numRuns: 400 },
    );
  });
});
