import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { person } from "../../test/support/incident-fixtures.ts";
import { MS } from "./duration.ts";
import type { ContactMethod, Person } from "./person.ts";
import { quietHoursProblem, quietUntilFor } from "./quiet-hours.ts";
import { lookAtTests, type TestPage, testWaitMs } from "./test-page.ts";

const at = (iso: string): number => Temporal.Instant.from(iso).epochMilliseconds;
// A Monday.
const PROVED = at("2026-01-05T10:00:00Z");
const MONTH_LATER = at("2026-02-04T10:00:00Z");

function method(kind: ContactMethod["kind"], more: Partial<ContactMethod> = {}): ContactMethod {
  return { id: `${kind}-1`, kind, address: kind, verifiedAt: PROVED, ...more };
}
function tested(sentAt: number, more: Partial<TestPage> = {}): Partial<ContactMethod> {
  return { lastTest: { id: "t", sentAt, outcome: "delivered", ...more } };
}
const look = (who: Person, now: number, onCall: readonly Person[] = [who]) =>
  lookAtTests([who], { onCall, timeZone: "UTC", now });
const dueKinds = (who: Person, now: number): readonly string[] =>
  look(who, now).due.map(({ method: { kind } }) => kind);

describe("a test page that nobody asked for", () => {
  it("is due thirty days after the method was verified, and is waited for until then", () => {
    const ann = person("Ann", [method("email")]);
    expect(look(ann, MONTH_LATER - 1)).toEqual({ due: [], unseen: [], dueAt: MONTH_LATER });
    expect(dueKinds(ann, MONTH_LATER)).toEqual(["email"]);
  });

  it("is due thirty days after the one before", () => {
    const ann = person("Ann", [method("email", tested(PROVED + MS.day, { seenAt: 1 }))]);
    expect(look(ann, MONTH_LATER)).toMatchObject({ due: [], dueAt: MONTH_LATER + MS.day });
  });

  it("goes to verified methods only, and not to the console", () => {
    const open: ContactMethod = { id: "sms-1", kind: "sms", address: "+12025550123" };
    expect(look(person("Ann", [open, method("console")]), MONTH_LATER).due).toEqual([]);
  });

  it("goes to nobody who is never on call", () => {
    const ann = person("Ann", [method("email")]);
    expect(look(ann, MONTH_LATER, [])).toEqual({ due: [], unseen: [], dueAt: null });
  });

  it("is one a day", () => {
    const both = [method("email"), method("ntfy")];
    expect(dueKinds(person("Ann", both), MONTH_LATER)).toEqual(["email"]);
    const sent = [method("email", tested(MONTH_LATER, { seenAt: 1 })), method("ntfy")];
    const ann = person("Ann", sent);
    const nextDay = at("2026-02-05T10:00:00Z");
    expect(look(ann, MONTH_LATER + 1)).toMatchObject({ due: [], dueAt: nextDay });
    expect(dueKinds(ann, nextDay)).toEqual(["ntfy"]);
  });

  it.each([
    ["at night", "2026-02-04T03:00:00Z", "2026-02-04T10:00:00.000Z"],
    ["in the evening", "2026-02-04T17:00:00Z", "2026-02-05T10:00:00.000Z"],
    ["at the weekend", "2026-02-07T12:00:00Z", "2026-02-09T10:00:00.000Z"],
  ])("waits for a working day's daytime %s", (_, due, iso) => {
    const ann = person("Ann", [method("email", { verifiedAt: at(due) - 30 * MS.day })]);
    const { dueAt } = look(ann, at(due));
    expect(new Date(dueAt ?? 0).toISOString()).toBe(iso);
  });

  it("is in the daytime of the person's zone", () => {
    const ann = { ...person("Ann", [method("email")]), timeZone: "America/New_York" };
    expect(look(ann, MONTH_LATER).dueAt).toBe(at("2026-02-04T15:00:00Z"));
  });

  it("waits for the end of quiet hours, also of somebody who sleeps by day", () => {
    const late = [{ days: [1, 2, 3, 4, 5, 6, 7], from: "22:00", to: "12:00" }];
    const byDay = [{ days: [1, 2, 3, 4, 5, 6, 7], from: "08:00", to: "19:00" }];
    const ann = person("Ann", [method("email")]);
    const with_ = (quietHours: typeof late) => ({ ...ann, notificationRules: { quietHours } });
    expect(look(with_(late), MONTH_LATER).dueAt).toBe(at("2026-02-04T12:00:00Z"));
    const sleeper = look(with_(byDay), MONTH_LATER).dueAt ?? 0;
    expect(new Date(sleeper).toISOString().slice(11)).toBe("19:00:00.000Z");
  });
});

describe("a test page that was delivered", () => {
  it("is unseen after three days, and is looked for then", () => {
    const ann = person("Ann", [method("email", tested(PROVED))]);
    expect(look(ann, PROVED + 3 * MS.day - 1)).toMatchObject({
      unseen: [],
      dueAt: PROVED + 3 * MS.day,
    });
    expect(look(ann, PROVED + 3 * MS.day).unseen).toEqual(["t"]);
  });

  it.each([
    ["was seen", tested(PROVED, { seenAt: PROVED + 1 })],
    ["has failed", tested(PROVED, { outcome: "failed", reason: "timeout" })],
    ["is on its way", tested(PROVED, { outcome: "pending" })],
  ])("is not unseen when it %s", (_, more) => {
    const ann = person("Ann", [method("email", more)]);
    expect(look(ann, PROVED + 9 * MS.day).unseen).toEqual([]);
  });

  it("is not unseen where nobody could say so", () => {
    const ann = person("Ann", [method("webhook", tested(PROVED))]);
    expect(look(ann, PROVED + 9 * MS.day).unseen).toEqual([]);
  });
});

describe("asking for a test page", () => {
  it("is possible every two minutes, and is not kept waiting by a clock that was set back", () => {
    const email = method("email", tested(PROVED));
    expect(testWaitMs(method("email"), PROVED)).toBe(0);
    expect(testWaitMs(email, PROVED + MS.minute)).toBe(MS.minute);
    expect(testWaitMs(email, PROVED + 2 * MS.minute)).toBe(0);
    expect(testWaitMs(email, PROVED - MS.day)).toBe(0);
  });
});

describe("in every zone, with any quiet hours", () => {
  const zones = fc.constantFrom(...Intl.supportedValuesOf("timeZone"));
  const instants = fc.integer({ min: at("2024-01-01T00:00:00Z"), max: at("2028-01-01T00:00:00Z") });
  const hour = fc
    .integer({ min: 0, max: 23 })
    .map((hours) => `${String(hours).padStart(2, "0")}:00`);
  const quiet = fc
    .array(
      fc.record({
        days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
        from: hour,
        to: hour,
      }),
      { maxLength: 2 },
    )
    .filter((hours) => quietHoursProblem(hours) === undefined);

  it("what is due disturbs nobody, and comes within two weeks of its time", () => {
    fc.assert(
      fc.property(zones, instants, quiet, (timeZone, verifiedAt, quietHours) => {
        const plain = person("Ann", [method("email", { verifiedAt })]);
        const ann = { ...plain, timeZone, notificationRules: { quietHours } };
        const month = verifiedAt + 30 * MS.day;
        let now = verifiedAt;
        let looks = 0;
        for (let found = look(ann, now); found.due.length === 0; found = look(ann, now)) {
          expect(found.dueAt).toBeGreaterThan(now);
          now = found.dueAt ?? now;
          looks += 1;
          expect(looks).toBeLessThan(5);
        }
        expect(now).toBeGreaterThanOrEqual(month);
        expect(now).toBeLessThanOrEqual(month + 14 * MS.day);
        expect(quietUntilFor(ann, "UTC", now)).toBeNull();
        const hours = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timeZone).hour;
        if (quietHours.length === 0) expect(hours >= 10 && hours < 17).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});
