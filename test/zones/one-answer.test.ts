/**
 * Who is on call is one answer, wherever it is asked: by what pages, over the API, in the terminal and in a
 * calendar; in each zone of the world, two years each way. Never two, never nobody without a gap that says so.
 *
 * In `npm test` for zones that are unlike each other; `npm run test:zones` asks for each there is.
 */

import ICAL from "ical.js";
import { describe, expect, it } from "vitest";
import type { CreatedCalendarFeedJson } from "../../src/contract/calendar-feed.ts";
import type { OnCallJson } from "../../src/contract/on-call.ts";
import type { PlanJson, PlannedScheduleJson } from "../../src/contract/schedule.ts";
import { overridesOf, type Roster } from "../../src/domain/roster.ts";
import { finalSchedule } from "../../src/domain/schedule/final-schedule.ts";
import { schedulesOf } from "../../src/domain/schedule/playbook-schedules.ts";
import type { Schedule } from "../../src/domain/schedule/schedule.ts";
import { resolveTarget } from "../../src/domain/target.ts";
import { loadInForce } from "../../src/operations/roster/load.ts";
import { addContactMethod, listPeople } from "../../src/store/people.ts";
import { type HttpFixture, httpFixture, PUBLIC_URL } from "../support/http-fixture.ts";
import { liveServer } from "../support/live-server.ts";
import { runTocsin } from "../support/run-tocsin.ts";
import {
  activateInZone,
  FEEDS,
  FROM,
  momentsIn,
  overridden,
  UNTIL,
} from "../support/zone-story.ts";

const DAY_MS = 86_400_000;
const PART_MS = (UNTIL - FROM) / 4;
const IS_WHOLE = process.env["TOCSIN_TEST_ZONES"] === "all";

/** North and south; half an hour, two hours, a month of the year only; a quarter of an hour from the others. */
const UNLIKE = [
  "Europe/Berlin",
  "Australia/Lord_Howe",
  "Antarctica/Troll",
  "Asia/Kathmandu",
  "Africa/Casablanca",
];
const ZONES = IS_WHOLE ? [...new Set([...Intl.supportedValuesOf("timeZone"), ...UNLIKE])] : UNLIKE;
const BY_CHANCE = 20;
/** Of the moments, so many are asked for one by one over HTTP and in the terminal. */
const ASKED = 3;

interface Stretch {
  readonly startsAt: number;
  readonly endsAt: number;
}

/** A schedule as the API plans it, with its instants as numbers. */
interface Planned {
  readonly name: string;
  readonly spans: readonly (Stretch & { readonly person: string | null })[];
  readonly gaps: readonly Stretch[];
}

interface Answers {
  readonly roster: Roster;
  readonly schedules: readonly Schedule[];
  /** By the schedule's id, over the whole of the time. */
  readonly plan: ReadonlyMap<string, Planned>;
}

let fixture: HttpFixture;
let url: string;
let feeds: ReadonlyMap<string, string>;

async function begin(timeZone: string): Promise<void> {
  fixture = await httpFixture();
  url = await liveServer(fixture);
  await activateInZone(fixture.context, timeZone);
  await fixture.context.database.transaction(async (tx) => {
    for (const { id } of await listPeople(tx)) {
      const method = { id: `${id}-mail`, kind: "email", address: "x@example.test" } as const;
      await addContactMethod(tx, id, method, fixture.context.clock.now());
    }
  });
  feeds = new Map(await Promise.all(FEEDS.map(async (id) => [id, await feedOf(id)] as const)));
}

async function feedOf(scheduleId: string): Promise<string> {
  const body = { scheduleId };
  const token = fixture.tokens.admin;
  const answer = await fixture.send("POST", "/api/v1/calendar-feeds", { token, body });
  return ((await answer.json()) as CreatedCalendarFeedJson).url.slice(PUBLIC_URL.length);
}

async function get<T>(path: string): Promise<T> {
  const answer = await fixture.send("GET", path, { token: fixture.tokens.viewer });
  if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as T;
}

async function terminal<T>(...argv: readonly string[]): Promise<T> {
  const io = { env: { TOCSIN_TOKEN: fixture.tokens.viewer } };
  const { code, out, err } = await runTocsin([...argv, "--json"], { url, io });
  if (code !== 0) throw new Error(err);
  return JSON.parse(out) as T;
}

const iso = (at: number): string => new Date(at).toISOString();

/** The four parts that the API gives, put together where they meet. */
async function planned(): Promise<ReadonlyMap<string, Planned>> {
  const whole = new Map<string, Planned>();
  for (let from = FROM; from < UNTIL; from += PART_MS) {
    const query = `from=${iso(from)}&to=${iso(from + PART_MS)}`;
    const { schedules } = await get<PlanJson>(`/api/v1/schedules?${query}`);
    for (const { id, name, spans, gaps } of schedules) {
      const before = whole.get(id);
      whole.set(id, {
        name,
        spans: [
          ...(before?.spans ?? []),
          ...spans.map((span) => ({ person: span.person, ...inNumbers(span) })),
        ],
        gaps: [...(before?.gaps ?? []), ...gaps.map(inNumbers)],
      });
    }
  }
  return whole;
}

function inNumbers({ startsAt, endsAt }: PlannedScheduleJson["gaps"][number]): Stretch {
  return { startsAt: Date.parse(startsAt), endsAt: Date.parse(endsAt) };
}

function personAt({ spans }: Planned, at: number): string | null {
  const holding = spans.filter(({ startsAt, endsAt }) => startsAt <= at && at < endsAt);
  if (holding.length !== 1) expect(holding, `of ${iso(at)} there is one span`).toHaveLength(1);
  return holding[0]?.person ?? null;
}

describe.each(ZONES)("in %s", (timeZone) => {
  it("all that can be asked answer the same", async () => {
    await begin(timeZone);
    const { playbook, roster } = await loadInForce(fixture.context.database.read);
    const answers = { roster, schedules: schedulesOf(playbook), plan: await planned() };
    expectCovered(answers);
    const moments = momentsIn(timeZone, BY_CHANCE);
    for (const at of moments) expectSameAt(answers, at, timeZone);
    for (const at of moments.slice(-ASKED)) await expectSameWhereAsked(answers, at);
    await expectSameInCalendars(answers);
  });
});

/** Spans meet from the beginning to the end, and whatever of them is nobody's is a gap that is reported. */
function expectCovered({ plan }: Answers): void {
  expect(plan.size).toBe(7);
  for (const { spans, gaps } of plan.values()) {
    const starts = spans.map(({ startsAt }) => startsAt);
    const ends = spans.map(({ endsAt }) => endsAt);
    expect([...starts, UNTIL]).toEqual([FROM, ...ends]);
    expect(spans.every(({ startsAt, endsAt }) => startsAt < endsAt)).toBe(true);
    const lengthMs = (stretches: readonly Stretch[]): number =>
      stretches.reduce((sum, { startsAt, endsAt }) => sum + (endsAt - startsAt), 0);
    const empty = spans.filter(({ person }) => person === null);
    const inGaps = empty.filter((span) =>
      gaps.some(({ startsAt, endsAt }) => startsAt <= span.startsAt && span.endsAt <= endsAt),
    );
    expect(inGaps, "every gap is reported").toEqual(empty);
    expect(lengthMs(gaps), "and nothing else is").toBe(lengthMs(empty));
  }
}

/** The plan, whom a page would go to, and what overrides are documented to make of a schedule without them. */
function expectSameAt({ roster, schedules, plan }: Answers, at: number, timeZone: string): void {
  for (const schedule of schedules) {
    const told = plan.get(schedule.id);
    if (told === undefined) throw new Error(`${schedule.id} is not in the plan`);
    const person = personAt(told, at);
    const called = resolveTarget(roster, { kind: "schedule", name: schedule.id }, at);
    expect(
      called.people.map(({ name }) => name),
      `${schedule.id} at ${iso(at)}`,
    ).toEqual(person === null ? [] : [person]);
    // However a period is cut, it says the same of the instant.
    const around = { startsAt: at - DAY_MS, endsAt: at + DAY_MS };
    const holding = finalSchedule(schedule, overridesOf(roster, schedule), around).filter(
      ({ startsAt, endsAt }) => startsAt <= at && at < endsAt,
    );
    expect(holding.map((span) => span.person)).toEqual([person]);
  }
  const [plain, changed] = ["plain", "changed"].map((id) => plan.get(id));
  if (plain === undefined || changed === undefined) throw new Error("both are in the plan");
  const expected = overridden(personAt(plain, at), at, timeZone);
  expect(personAt(changed, at), `overridden at ${iso(at)}`).toBe(expected);
}

/** Over HTTP and in the terminal, for one moment. */
async function expectSameWhereAsked({ plan }: Answers, at: number): Promise<void> {
  const asked = [
    await get<OnCallJson>(`/api/v1/oncall?at=${iso(at)}`),
    await terminal<OnCallJson>("oncall", "--at", iso(at)),
  ];
  for (const { rotations, schedules } of asked) {
    const columns = rotations.flatMap(({ id, onCall }) =>
      onCall.map(({ column, person }) => [`${id}.${column.toLowerCase()}`, person] as const),
    );
    const told = new Map([...columns, ...schedules.map(({ id, person }) => [id, person] as const)]);
    expect(told.size).toBe(plan.size);
    for (const [id, planned] of plan) expect(told.get(id), id).toBe(personAt(planned, at));
  }
}

/**
 * Calendars show 30 days back and 180 ahead: they are read again and again, two years each way. The first is
 * read where its first shift is within what is planned.
 */
async function expectSameInCalendars({ plan }: Answers): Promise<void> {
  const now = fixture.context.clock.now();
  for (let today = FROM + 45 * DAY_MS; today + 181 * DAY_MS < UNTIL; today += 200 * DAY_MS) {
    fixture.context.clock.jumpTo(today);
    for (const [id, path] of feeds) {
      const told = plan.get(id);
      if (told === undefined) throw new Error(`${id} is not in the plan`);
      const text = await (await fixture.send("GET", path)).text();
      // Of a shift that began more than a year before, the beginning is not looked for.
      const seenFrom = Math.max(FROM, Math.floor(today / DAY_MS) * DAY_MS - (30 + 366) * DAY_MS);
      expectCalendar(text, told, seenFrom);
    }
  }
  fixture.context.clock.jumpTo(now);
}

/** Event for span: where each begins and ends, and whose it is. */
function expectCalendar(text: string, { spans, name }: Planned, seenFrom: number): void {
  const events = new ICAL.Component(ICAL.parse(text))
    .getAllSubcomponents("vevent")
    .map((component) => {
      const { summary, startDate, endDate } = new ICAL.Event(component);
      const startsAt = Math.max(startDate.toUnixTime() * 1000, seenFrom);
      return { summary, startsAt, endsAt: endDate.toUnixTime() * 1000 };
    });
  const shown = merged(spans)
    .filter(({ endsAt }) => endsAt > (events[0]?.startsAt ?? UNTIL))
    .map(({ person, startsAt, endsAt }) => ({
      summary: `${person ?? "Nobody"} is on call (${name})`,
      startsAt: Math.max(startsAt, seenFrom),
      endsAt,
    }));
  expect(events.length).toBeGreaterThan(0);
  // The last one is cut where the calendar ends.
  const last = events.at(-1);
  const expected = shown.slice(0, events.length);
  expect(events.slice(0, -1)).toEqual(expected.slice(0, -1));
  expect({ ...expected.at(-1), endsAt: last?.endsAt }).toEqual(last);
}

/** A plan that was asked for in parts is cut where they meet. */
function merged(spans: Planned["spans"]): Planned["spans"] {
  const whole: { person: string | null; startsAt: number; endsAt: number }[] = [];
  for (const span of spans) {
    const before = whole.at(-1);
    const isCut = (span.startsAt - FROM) % PART_MS === 0;
    if (isCut && before?.person === span.person) before.endsAt = span.endsAt;
    else whole.push({ ...span });
  }
  return whole;
}
