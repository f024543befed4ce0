import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { icalendarText } from "./icalendar.ts";
import { readCalendarShifts } from "./icalendar-shifts.ts";

const PERIOD = {
  startsAt: Date.parse("2026-01-01T00:00Z"),
  endsAt: Date.parse("2026-12-31T00:00Z"),
};

const read = (text: string, timeZone = "UTC") =>
  readCalendarShifts(text, { timeZone, period: PERIOD });

function calendar(...lines: readonly string[]): string {
  return ["BEGIN:VCALENDAR", "VERSION:2.0", ...lines, "END:VCALENDAR", ""].join("\r\n");
}

function event(...lines: readonly string[]): readonly string[] {
  return ["BEGIN:VEVENT", "UID:1@x", ...lines, "END:VEVENT"];
}

/** "Priya 2026-01-05T08:00Z/2026-01-12T08:00Z" */
function shiftsOf(text: string, timeZone?: string): readonly string[] {
  const found = read(text, timeZone);
  if (typeof found === "string") throw new Error(found);
  const short = (at: number) => new Date(at).toISOString().replace(":00.000Z", "Z");
  return found.shifts.map(
    ({ summary, startsAt, endsAt }) => `${summary} ${short(startsAt)}/${short(endsAt)}`,
  );
}

const unreadOf = (text: string): readonly string[] => {
  const found = read(text);
  return typeof found === "string" ? [found] : found.unread;
};

describe("a calendar as others write it", () => {
  it("PagerDuty: instants, parameters nobody knows, the person in the middle of the summary", () => {
    const text = calendar(
      "PRODID;X-RICAL-TZSOURCE=TZINFO:-//com.denhaven2/NONSGML ri_cal gem//EN",
      "X-WR-CALNAME:On Call Schedule for Backend",
      ...event(
        "DTSTART;VALUE=DATE-TIME:20260105T090000Z",
        "DTEND;VALUE=DATE-TIME:20260112T090000Z",
        "ATTENDEE:mailto:Priya@Example.com",
        "SUMMARY:On Call - Priya - Backend\\, nights",
      ),
    );
    expect(read(text)).toEqual({
      shifts: [
        {
          summary: "On Call - Priya - Backend, nights",
          startsAt: Date.parse("2026-01-05T09:00Z"),
          endsAt: Date.parse("2026-01-12T09:00Z"),
          names: [],
          emails: ["priya@example.com"],
        },
      ],
      unread: [],
    });
  });

  it("Google: a zone, a rule, a day left out, a shift that was moved, an attendee on a folded line", () => {
    const text = calendar(
      "X-WR-TIMEZONE:Europe/Berlin",
      ...event(
        "DTSTART;TZID=Europe/Berlin:20260316T090000",
        "DTEND;TZID=Europe/Berlin:20260317T090000",
        "RRULE:FREQ=WEEKLY;COUNT=4;BYDAY=MO",
        "EXDATE;TZID=Europe/Berlin:20260323T090000",
        'ATTENDEE;CUTYPE=INDIVIDUAL;CN="Rao: Priya";X-NUM-GUESTS=0:mailto:priy',
        " a@example.com",
        "SUMMARY:Priya",
      ),
      ...event(
        "RECURRENCE-ID;TZID=Europe/Berlin:20260330T090000",
        "DTSTART;TZID=Europe/Berlin:20260331T090000",
        "DTEND;TZID=Europe/Berlin:20260401T090000",
        "SUMMARY:Tom",
      ),
    );
    // The clocks change on 29 March: nine o'clock stays nine o'clock.
    expect(shiftsOf(text)).toEqual([
      "Priya 2026-03-16T08:00Z/2026-03-17T08:00Z",
      "Tom 2026-03-31T07:00Z/2026-04-01T07:00Z",
      "Priya 2026-04-06T07:00Z/2026-04-07T07:00Z",
    ]);
    const found = read(text);
    expect(typeof found === "string" ? [] : found.shifts[0]).toMatchObject({
      names: ["Rao: Priya"],
      emails: ["priya@example.com"],
    });
  });

  it("ours: what Tocsin publishes is read as it was meant", () => {
    const startsAt = Date.parse("2026-05-04T07:00Z");
    const event = {
      key: "k",
      summary: "Ann is on call (Primary)",
      description: "",
      startsAt,
      endsAt: startsAt + 1000,
    };
    const text = icalendarText({ id: "x", name: "n", events: [event], changedAt: 0, revision: 0 });
    const found = read(text);
    expect(typeof found === "string" ? found : found.shifts).toMatchObject([
      { summary: event.summary, startsAt, endsAt: startsAt + 1000 },
    ]);
  });

  it.each([
    [["DTSTART:20260105T090000", "DURATION:PT12H"], "2026-01-05T08:00Z/2026-01-05T20:00Z"],
    [
      ["DTSTART;VALUE=DATE:20260105", "DTEND;VALUE=DATE:20260107"],
      "2026-01-04T23:00Z/2026-01-06T23:00Z",
    ],
    [["DTSTART;VALUE=DATE:20260105"], "2026-01-04T23:00Z/2026-01-05T23:00Z"],
    // Over the change of the clocks a day of the wall has 23 hours, 24 hours have 24.
    [["DTSTART:20260328T120000", "DURATION:P1D"], "2026-03-28T11:00Z/2026-03-29T10:00Z"],
    [["DTSTART:20260328T120000", "DURATION:PT25H"], "2026-03-28T11:00Z/2026-03-29T12:00Z"],
    [
      [
        "DTSTART;TZID=/citadel.org/20210210_1/America/New_York:20260105T090000",
        "DTEND:20260105T150000Z",
      ],
      "2026-01-05T14:00Z/2026-01-05T15:00Z",
    ],
    // An hour that comes twice is all within.
    [["DTSTART:20261025T020000", "DTEND:20261025T023000"], "2026-10-25T00:00Z/2026-10-25T01:30Z"],
  ])("%j", (lines, expected) => {
    const text = calendar(...event(...lines, "SUMMARY:Ann"));
    expect(shiftsOf(text, "Europe/Berlin")).toEqual([`Ann ${expected}`]);
  });

  it("a rule until a day, or an instant, has that one too", () => {
    const until = (written: string) =>
      shiftsOf(
        calendar(
          ...event(
            "DTSTART:20260105T090000Z",
            "DURATION:PT1H",
            `RRULE:FREQ=DAILY;UNTIL=${written}`,
            "SUMMARY:A",
          ),
        ),
      ).length;
    expect(until("20260107")).toBe(3);
    expect(until("20260107T090000Z")).toBe(3);
    expect(until("20260107T085959Z")).toBe(2);
  });

  it("a definition of a zone may say where it comes from", () => {
    const zone = [
      "BEGIN:VTIMEZONE",
      "TZID:Office",
      "X-LIC-LOCATION:Europe/Berlin",
      "END:VTIMEZONE",
    ];
    const lines = event("DTSTART;TZID=Office:20260105T090000", "DURATION:PT1H", "SUMMARY:Ann");
    expect(shiftsOf(calendar(...zone, ...lines))).toEqual([
      "Ann 2026-01-05T08:00Z/2026-01-05T09:00Z",
    ]);
  });

  it("what was cancelled does not take place", () => {
    const lines = event("DTSTART:20260105T090000Z", "DURATION:PT1H", "STATUS:CANCELLED");
    expect(read(calendar(...lines))).toEqual({ shifts: [], unread: [] });
  });
});

describe("what cannot be read", () => {
  it.each([
    [
      ["DTSTART;TZID=W. Europe Standard Time:20260105T090000"],
      /no beginning that can be read, or an unknown time zone/u,
    ],
    [["SUMMARY:no beginning"], /no beginning/u],
    [["DTSTART:20260105T090000Z", "DTEND:soon"], /no end/u],
    [["DTSTART:20260105T090000Z", "DURATION:-PT1H"], /no end/u],
    [
      ["DTSTART:20260105T090000Z", "RRULE:FREQ=MONTHLY"],
      /repeats in a way that is not read: FREQ=MONTHLY/u,
    ],
    [["DTSTART:20260105T090000Z", "RDATE:20260106T090000Z"], /RDATE/u],
  ])("%j is said, and the rest is taken", (lines, expected) => {
    const good = event("DTSTART:20260105T090000Z", "DURATION:PT1H", "SUMMARY:Ann");
    const text = calendar(...event(...lines), ...good);
    expect(unreadOf(text)).toEqual([expect.stringMatching(expected)]);
    expect(shiftsOf(text)).toHaveLength(1);
  });

  it.each([
    ["<html>", "is no calendar"],
    ["", "is no calendar"],
    [calendar(...event()).replace("END:VCALENDAR", ""), "breaks off before END:VCALENDAR"],
    ["BEGIN:VCALENDAR\nEND:VEVENT\n", "ends a VEVENT that it has not begun"],
    ["BEGIN:VCALENDAR\n".repeat(20), "is nested too deeply"],
    [calendar(...Array.from({ length: 5001 }, () => event()).flat()), "more than 5000 events"],
    [
      calendar(
        ...Array.from({ length: 6 }, () =>
          event("DTSTART:20260101T000000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY"),
        ).flat(),
      ),
      "more than 2000 shifts",
    ],
  ])("no part of a document that is none is taken", (text, reason) => {
    expect(read(text)).toContain(reason);
  });

  it("never throws, whatever is in it", () => {
    const words = [
      "BEGIN:VEVENT",
      "END:VEVENT",
      "DTSTART:20260105T090000Z",
      "DTEND:99999999T999999",
      "RRULE:FREQ=DAILY;COUNT=9",
      "EXDATE:,x",
      ';;:"',
      "RECURRENCE-ID:x",
    ];
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.constantFrom(...words), fc.string())), (lines) => {
        read(calendar(...lines));
      }),
    );
  });
});
