import fc from "fast-check";
import ICAL from "ical.js";
import { describe, expect, it } from "vitest";
import { roster } from "../../test/support/incident-fixtures.ts";
import { MS } from "../domain/duration.ts";
import { calendarPeriod, personEvents, scheduleEvents } from "../domain/schedule/calendar.ts";
import { finalSchedule } from "../domain/schedule/final-schedule.ts";
import type { Schedule, TurnUnit } from "../domain/schedule/schedule.ts";
import { overlap, type Span } from "../domain/schedule/span.ts";
import { type Calendar, icalendarText } from "./icalendar.ts";

const NOW = Date.UTC(2026, 2, 14, 11, 22, 33, 444);
const event = {
  key: "backend.1",
  startsAt: Date.UTC(2026, 2, 14, 9),
  endsAt: Date.UTC(2026, 2, 15, 9),
  summary: "Ann is on call (Backend)",
  description: "Schedule backend.",
};
const calendar = (more: Partial<Calendar> = {}): Calendar => ({
  id: "feed-1",
  name: "On call: Backend",
  events: [event],
  changedAt: NOW,
  revision: 7,
  ...more,
});

/** The events as somebody else's parser reads them. */
function read(text: string) {
  const component = new ICAL.Component(ICAL.parse(text));
  return component.getAllSubcomponents("vevent").map((one) => {
    const { uid, summary, description, startDate, endDate } = new ICAL.Event(one);
    const at = (time: ICAL.Time): number => {
      expect(time.zone).toBe(ICAL.Timezone.utcTimezone);
      return time.toUnixTime() * MS.second;
    };
    return { uid, summary, description, startsAt: at(startDate), endsAt: at(endDate) };
  });
}

describe("icalendarText", () => {
  it("is what RFC 5545 says, line by line", () => {
    expect(icalendarText(calendar()).split("\r\n")).toEqual([
      "BEGIN:VCALENDAR",
      "VERSION:2.0",
      "PRODID:-//Tocsin//On-call schedules//EN",
      "CALSCALE:GREGORIAN",
      "METHOD:PUBLISH",
      "NAME:On call: Backend",
      "X-WR-CALNAME:On call: Backend",
      "REFRESH-INTERVAL;VALUE=DURATION:PT15M",
      "X-PUBLISHED-TTL:PT15M",
      "BEGIN:VEVENT",
      "UID:backend.1.feed-1@tocsin",
      "DTSTAMP:20260314T112233Z",
      "LAST-MODIFIED:20260314T112233Z",
      "SEQUENCE:7",
      "DTSTART:20260314T090000Z",
      "DTEND:20260315T090000Z",
      "SUMMARY:Ann is on call (Backend)",
      "DESCRIPTION:Schedule backend.",
      "TRANSP:TRANSPARENT",
      "END:VEVENT",
      "END:VCALENDAR",
      "",
    ]);
  });

  it("brings any text across in lines of at most 75 octets, and lets none add a line", () => {
    const anyText = fc.string({ unit: "binary", maxLength: 300 });
    const awkward = fc
      .array(fc.constantFrom("\r\n", "\n", "\\n", ";", ",", "\\", "é", "🔥", "END:VEVENT"))
      .map((parts) => parts.join(""));
    fc.assert(
      fc.property(fc.oneof(anyText, awkward), (summary) => {
        const text = icalendarText(calendar({ events: [{ ...event, summary }] }));
        const isLine = (line: string) => Buffer.byteLength(line) <= 75 && !/\p{Cc}/u.test(line);
        expect(text.split("\r\n").filter((line) => !isLine(line))).toEqual([]);
        expect(Buffer.from(text).toString()).toBe(text);
        const shown = summary
          .replaceAll(/\r\n?|[\u2028\u2029]/g, "\n")
          .replaceAll(/[^\P{Cc}\n]/gu, " ");
        expect(read(text)).toMatchObject([{ summary: shown, endsAt: event.endsAt }]);
      }),
      { numRuns: 200 },
    );
  });
});

describe("a calendar, read by another program", () => {
  const zones = fc.constantFrom(...Intl.supportedValuesOf("timeZone"));
  const turns = fc.record({
    people: fc.constantFrom(["Ann"], ["Ann", "Ben"], ["Ben", "Cleo", "Ann"]),
    count: fc.integer({ min: 5, max: 40 }),
    unit: fc.constantFrom<TurnUnit>("hours", "days", "weeks", "months"),
    start: fc.constantFrom("2020-02-29T02:30", "2026-03-14T09:00", "2026-08-01T00:15"),
    day: fc.integer({ min: 1, max: 7 }),
    always: fc.boolean(),
  });
  const schedules = fc
    .record({ timeZone: zones, layers: fc.array(turns, { minLength: 1, maxLength: 3 }) })
    .map(
      ({ timeZone, layers }): Schedule => ({
        id: "backend",
        name: "Backend",
        timeZone,
        layers: layers.map(({ people, count, unit, start, day, always }, index) => ({
          name: `layer ${index}`,
          rotation: { kind: "turns", people, start, every: { count, unit } },
          windows: always ? [] : [{ days: [day, (day % 7) + 1], from: "18:00", to: "02:30" }],
        })),
      }),
    );
  const overrides = fc.array(
    fc
      .record({
        kind: fc.constantFrom("replace", "add", "remove" as const),
        person: fc.constantFrom("Ann", "Cleo"),
        startsAt: fc.integer({ min: NOW - 40 * MS.day, max: NOW + 200 * MS.day }),
        lengthMs: fc.integer({ min: 1, max: 20 * MS.day }),
      })
      .map(({ lengthMs, ...more }) => ({
        ...more,
        id: `${more.startsAt} ${lengthMs}`,
        scheduleId: "backend",
        endsAt: more.startsAt + lengthMs,
        createdAt: 1,
      })),
    { maxLength: 4 },
  );
  const second = (at: number): number => Math.floor(at / MS.second) * MS.second;
  const told = (events: readonly { summary: string; startsAt: number; endsAt: number }[]) =>
    events.map(({ summary, startsAt, endsAt }) => ({ summary, startsAt, endsAt }));

  it("says who is on call as the resolver does, gaps and all, in every zone", () => {
    fc.assert(
      fc.property(schedules, overrides, (schedule, made) => {
        const period = calendarPeriod(NOW);
        const who = roster({ overrides: made });
        const resolved = finalSchedule(schedule, made, period);
        const cut = (events: ReturnType<typeof read>) =>
          told(
            events.flatMap((one) => {
              const common = overlap(one, period);
              return common === undefined ? [] : { ...one, ...common };
            }),
          );
        const wanted = (keep: (span: Span) => boolean, say: (span: Span) => string) =>
          resolved.flatMap((span) => {
            const [startsAt, endsAt] = [second(span.startsAt), second(span.endsAt)];
            return startsAt === endsAt || !keep(span)
              ? []
              : { summary: say(span), startsAt, endsAt };
          });
        const all = scheduleEvents(who, schedule, period);
        const text = icalendarText(calendar({ events: all }));
        const events = read(text);
        expect(cut(events)).toEqual(
          wanted(
            () => true,
            ({ person }) => `${person ?? "Nobody"} is on call (Backend)`,
          ),
        );
        expect(new Set(events.map(({ uid }) => uid)).size).toBe(events.length);
        const theirs = personEvents(who, [schedule], { personId: "person-ann", period });
        expect(cut(read(icalendarText(calendar({ events: theirs }))))).toEqual(
          wanted(
            ({ person }) => person === "Ann",
            () => "On call: Backend",
          ),
        );
        // Nobody's address gets out.
        expect(text).not.toContain("example.test");
      }),
      { numRuns: 40 },
    );
  });

  it("keeps the id of a shift while days go by and somebody else takes it", () => {
    const schedule: Schedule = {
      id: "backend",
      name: "Backend",
      timeZone: "UTC",
      layers: [
        {
          name: "alone",
          rotation: {
            kind: "turns",
            people: ["Ann", "Ben"],
            start: "2020-01-01T09:00",
            every: { count: 2, unit: "weeks" },
          },
          windows: [],
        },
      ],
    };
    const keys = (now: number, made: Parameters<typeof roster>[0] = {}) =>
      scheduleEvents(roster(made), schedule, calendarPeriod(now)).map(({ key }) => key);
    const today = keys(NOW);
    const whole = { id: "o", scheduleId: "backend", kind: "replace", person: "Cleo" } as const;
    const times = { startsAt: NOW - 400 * MS.day, endsAt: NOW + 400 * MS.day, createdAt: 1 };
    expect(keys(NOW, { overrides: [{ ...whole, ...times, instead: "Ann" }] })).toEqual(today);
    const tomorrow = keys(NOW + MS.day);
    expect(today).toEqual(expect.arrayContaining(tomorrow.slice(0, -1)));
  });
});
