import { beforeEach, describe, expect, it } from "vitest";
import { engineOn } from "../../test/support/engine-fixture.ts";
import {
  activateTestPlaybook,
  freshContext,
  SETUP,
  type TestContext,
} from "../../test/support/operation-context.ts";
import { MS } from "../domain/duration.ts";
import type { Overlay } from "../domain/playbook.ts";
import type { OutboundResponse } from "../integrations/channel.ts";
import { checkHealth } from "../operations/health/check.ts";
import { showOnCall } from "../operations/on-call/show.ts";
import { nextCalendarDueAt } from "../store/calendar-sources.ts";
import { loadVersionsInForce } from "../store/versions-in-force.ts";
import type { EngineContext } from "./engine-context.ts";
import { pollCalendars } from "./poll-calendars.ts";

const ADDRESS = "https://calendars.example.test/private-0815";
const CALENDAR: Partial<Overlay> = {
  schedules: { backend: { name: "Backend", layers: [{ calendar: ADDRESS }] } },
};

let context: TestContext;
let engine: EngineContext;
let answer: OutboundResponse;
let asked: string[];

beforeEach(async () => {
  context = await freshContext();
  await activateTestPlaybook(context, SETUP, CALENDAR);
  asked = [];
  answer = found("Ben");
  engine = {
    ...engineOn(context),
    fetchCalendar: async (address) => {
      asked.push(address);
      return answer;
    },
  };
});

function found(...names: readonly string[]): OutboundResponse {
  const events = names.map(
    (name, day) => `BEGIN:VEVENT
UID:${day}
DTSTART:202601${String(12 + day * 5)}T000000Z
DURATION:P5D
SUMMARY:${name}
END:VEVENT
`,
  );
  const body = `BEGIN:VCALENDAR\n${events.join("")}END:VCALENDAR\n`;
  return { kind: "answered", status: 200, headers: {}, body };
}

async function onCall() {
  const { schedules } = await showOnCall(context, SETUP, {});
  return schedules.map(({ name, person }) => `${name}: ${person}`);
}

async function health() {
  const checks = await checkHealth(context, { mailConfigured: true, missingSettings: new Map() });
  return checks
    .filter(({ name }) => name === "calendar")
    .map(({ status, detail }) => `${status}: ${detail}`);
}

describe("a schedule that a calendar fills", () => {
  it("has nobody before it was read, and says so", async () => {
    expect(await onCall()).toEqual(["Backend: null"]);
    expect(await health()).toEqual([
      "warning: The calendar of Backend has never been read, so nobody is on call by it: it is still to be read.",
    ]);
  });

  it("has whom the calendar says, from the moment it was read, and is read again a quarter of an hour later", async () => {
    expect(await nextCalendarDueAt(context.database.read)).toBe(context.clock.now());
    expect(await pollCalendars(engine)).toBe(true);
    expect(await onCall()).toEqual(["Backend: Ben"]);
    expect(await pollCalendars(engine)).toBe(false);
    answer = found("Cleo");
    await context.clock.advance(15 * MS.minute);
    expect(await pollCalendars(engine)).toBe(true);
    expect(await onCall()).toEqual(["Backend: Cleo"]);
    expect(asked).toEqual([ADDRESS, ADDRESS]);
    expect(await health()).toEqual(["ok: The calendar of Backend was read just now."]);
  });

  it("makes no other roster by being read again", async () => {
    await pollCalendars(engine);
    const before = await loadVersionsInForce(context.database.read);
    await context.clock.advance(15 * MS.minute);
    await pollCalendars(engine);
    expect(await loadVersionsInForce(context.database.read)).toEqual(before);
  });

  it.each([
    ["does not answer", { kind: "timeout" }, "it did not answer in time"],
    [
      "leads inside",
      { kind: "blocked-address", detail: "x leads to a private address" },
      "x leads to a private address",
    ],
    ["fails", { kind: "answered", status: 500, headers: {}, body: "" }, "it answered HTTP 500"],
    [
      "is no calendar",
      { kind: "answered", status: 200, headers: {}, body: "<html>" },
      "what it answered is no calendar",
    ],
  ] as const)(
    "that %s keeps what was read last, and says how old it is",
    async (_, next, reason) => {
      await pollCalendars(engine);
      answer = next;
      await context.clock.advance(15 * MS.minute);
      await pollCalendars(engine);
      await context.clock.advance(2 * MS.hour);
      expect(await onCall()).toEqual(["Backend: Ben"]);
      const [check] = await health();
      expect(check).toMatch(
        /^warning: The calendar of Backend was read 2 h 15 min ago\. It cannot be read since /u,
      );
      expect(check).toContain(reason);
      expect(context.logLines.join()).not.toContain("private-0815");
    },
  );

  it("that was never read is a failure, and is tried again in five minutes", async () => {
    answer = { kind: "timeout" };
    await pollCalendars(engine);
    expect(await health()).toEqual([expect.stringMatching(/^failing: .* has never been read/u)]);
    expect(await nextCalendarDueAt(context.database.read)).toBe(
      context.clock.now() + 5 * MS.minute,
    );
  });

  it("says whose shifts are nobody's: they are gaps", async () => {
    answer = found("Zoe", "Ben");
    await pollCalendars(engine);
    expect(await onCall()).toEqual(["Backend: null"]);
    expect(await health()).toEqual([
      'warning: The calendar of Backend was read just now. Shifts of nobody we know, which are gaps: "Zoe". Give the events the names, or the people the e-mail addresses.',
    ]);
  });

  it("keeps what was read when the playbook is put in force again, and forgets it with another address", async () => {
    await pollCalendars(engine);
    await activateTestPlaybook(context, SETUP, { ...CALENDAR, catchAll: ["Ann"] });
    expect(await onCall()).toEqual(["Backend: Ben"]);
    const schedules = { backend: { name: "Backend", layers: [{ calendar: `${ADDRESS}-2` }] } };
    await activateTestPlaybook(context, SETUP, { schedules });
    expect(await onCall()).toEqual(["Backend: null"]);
    await activateTestPlaybook(context, SETUP);
    expect(await nextCalendarDueAt(context.database.read)).toBeNull();
  });

  it("is read by one process only", async () => {
    await Promise.all([pollCalendars(engine), pollCalendars({ ...engine, owner: "other" })]);
    expect(asked).toHaveLength(1);
  });

  it("is tried again after a crash", async () => {
    const dying: EngineContext = { ...engine, fetchCalendar: () => new Promise<never>(() => {}) };
    void pollCalendars(dying);
    await expect.poll(() => nextCalendarDueAt(context.database.read)).not.toBe(context.clock.now());
    await context.clock.advance(MS.minute);
    await pollCalendars(engine);
    expect(await onCall()).toEqual(["Backend: Ben"]);
  });
});
