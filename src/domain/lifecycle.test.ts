import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { opened } from "../../test/support/incident-fixtures.ts";
import { MS } from "./duration.ts";
import { isGivenUp, isSetAside, lifecycleEvents, putOffMs } from "./lifecycle.ts";

describe("lifecycle events", () => {
  it("carry their entries' places, and the first page is not an escalation", () => {
    const { incident, entries } = opened();
    const events = lifecycleEvents(incident, entries, 0);
    expect(events.map(({ name }) => name)).toEqual(["incident.opened"]);
    const place = entries.findIndex(({ kind }) => kind === "incident.opened") + 1;
    expect(events[0]).toMatchObject({ sequence: place, incident: { number: incident.number } });
    expect(lifecycleEvents(incident, entries, 7)[0]?.sequence).toBe(place + 7);
  });
});

describe("putting an endpoint off", () => {
  it("never gets shorter with another failure, and is an hour at most unless it asks for more", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000 }), (failures) => {
        expect(putOffMs(failures + 1)).toBeGreaterThanOrEqual(putOffMs(failures));
        expect(putOffMs(failures)).toBeGreaterThanOrEqual(5 * MS.second);
        expect(putOffMs(failures)).toBeLessThanOrEqual(MS.hour);
      }),
    );
    expect(putOffMs(1, 2 * MS.hour)).toBe(2 * MS.hour);
    expect(putOffMs(1, 100 * MS.day)).toBe(MS.day);
  });

  it("ends after three days", () => {
    expect(isGivenUp(0, 3 * MS.day - 1)).toBe(false);
    expect(isGivenUp(0, 3 * MS.day)).toBe(true);
  });
});

describe("an event that is refused", () => {
  it.each([
    ["payload-refused", 5, 2, true],
    ["payload-refused", 4, 1, false],
    ["payload-refused", 17, 17, false],
    ["payload-refused", 18, 18, true],
    ["authentication", 5, 1, true],
    ["authentication", 100, 100, false],
    ["timeout", 100, 1, false],
    ["blocked-address", 100, 1, false],
  ] as const)(
    "%s, %i tries, %i failures in a row: set aside is %s",
    (reason, tries, failures, expected) => {
      expect(isSetAside({ reason, tries, failures })).toBe(expected);
    },
  );
});
