/** Calendars under their secret address, and the same answer to "who is on call?" wherever it is asked. */

import ICAL from "ical.js";
import { describe, expect, it } from "vitest";
import type { CreatedCalendarFeedJson } from "../../src/contract/calendar-feed.ts";
import type { OnCallJson } from "../../src/contract/on-call.ts";
import type { PlanJson } from "../../src/contract/schedule.ts";
import { MS } from "../../src/domain/duration.ts";
import { listLatestAudit } from "../../src/store/audit.ts";
import { type HttpFixture, httpFixture, PUBLIC_URL } from "../support/http-fixture.ts";
import { START } from "../support/incident-fixtures.ts";
import { activateTestPlaybook, SETUP } from "../support/operation-context.ts";

async function created(
  { send, tokens }: HttpFixture,
  body: object,
  token = tokens.admin,
): Promise<CreatedCalendarFeedJson> {
  const answer = await send("POST", "/api/v1/calendar-feeds", { token, body });
  expect(answer.status).toBe(201);
  return (await answer.json()) as CreatedCalendarFeedJson;
}

const pathOf = ({ url }: CreatedCalendarFeedJson): string => url.slice(PUBLIC_URL.length);

function eventsIn(text: string) {
  return new ICAL.Component(ICAL.parse(text)).getAllSubcomponents("vevent").map((component) => {
    const { summary, startDate, endDate, sequence } = new ICAL.Event(component);
    return {
      summary,
      sequence,
      startsAt: startDate.toUnixTime() * MS.second,
      endsAt: endDate.toUnixTime() * MS.second,
    };
  });
}

describe("GET /ical/TOKEN.ics", () => {
  it("gives the calendar to whoever has the address, and nothing to anybody else", async () => {
    const fixture = await httpFixture();
    const feed = await created(fixture, { scheduleId: "on-call.primary" });
    expect(feed.url).toMatch(/^https:\/\/tocsin\.example\/ical\/tocsin_cal_[\w-]{43}\.ics$/);
    const answer = await fixture.send("GET", pathOf(feed));
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toBe("text/calendar; charset=utf-8");
    expect(answer.headers.get("cache-control")).toBe("private, no-cache");
    const text = await answer.text();
    expect(text).toContain("Ann is on call (Primary)");
    const [deed] = await listLatestAudit(fixture.context.database.read, { limit: 1 });
    expect(deed).toMatchObject({ action: "calendar-feed.create" });
    expect(JSON.stringify(deed)).not.toContain("tocsin_cal_");
  });

  it("answers the same to an address that never was and to one that was revoked", async () => {
    const fixture = await httpFixture();
    const feed = await created(fixture, { scheduleId: "on-call.primary" });
    const path = `/api/v1/calendar-feeds/${feed.feed.id}`;
    const revoked = await fixture.send("DELETE", path, { token: fixture.tokens.admin });
    expect(revoked.status).toBe(204);
    const [deed] = await listLatestAudit(fixture.context.database.read, { limit: 1 });
    expect(deed).toMatchObject({ action: "calendar-feed.revoke" });
    const answers = await Promise.all(
      [
        pathOf(feed),
        pathOf(feed).replace(/.{8}\.ics$/, "AAAAAAAA.ics"),
        "/ical/none.ics",
        "/ical/none",
      ].map(async (asked) => {
        const answer = await fixture.send("GET", asked);
        return [answer.status, await answer.text(), [...answer.headers.keys()]];
      }),
    );
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(answers[0]?.[0]).toBe(404);
  });

  it("tells those who guess to wait, and never whoever has the address", async () => {
    const fixture = await httpFixture();
    const feed = await created(fixture, { scheduleId: "on-call.primary" });
    let status = 0;
    for (let tries = 0; tries < 21; tries += 1) {
      status = (await fixture.send("GET", "/ical/none.ics")).status;
    }
    expect(status).toBe(429);
    expect((await fixture.send("GET", pathOf(feed))).status).toBe(200);
  });

  it("says when nothing has changed, and counts what has", async () => {
    const fixture = await httpFixture();
    const { context, send, tokens } = fixture;
    const path = pathOf(await created(fixture, { scheduleId: "on-call.primary" }));
    const first = await send("GET", path);
    const etag = first.headers.get("etag") ?? "";
    await context.clock.advance(MS.hour);
    const headers = { "if-none-match": `"other", W/${etag}` };
    expect((await send("GET", path, { headers })).status).toBe(304);
    await send("POST", "/api/v1/overrides", {
      token: tokens.admin,
      body: { scheduleId: "on-call.primary", person: "Cleo", endsAt: "2026-01-14T06:00:00Z" },
    });
    const second = await send("GET", path, { headers });
    expect(second.status).toBe(200);
    const [before, after] = [await first.text(), await second.text()].map(eventsIn);
    expect(after?.[0]?.sequence).toBe((before?.[0]?.sequence ?? 0) + 1);
    expect(after).toContainEqual(
      expect.objectContaining({ summary: "Cleo is on call (Primary)", startsAt: START + MS.hour }),
    );
  });

  it("is empty when the playbook has the schedule no longer", async () => {
    const fixture = await httpFixture();
    await activateTestPlaybook(fixture.context, SETUP, { schedules: SUN });
    const path = pathOf(await created(fixture, { scheduleId: "sun" }));
    await activateTestPlaybook(fixture.context, SETUP);
    const answer = await fixture.send("GET", path);
    expect(answer.status).toBe(200);
    expect(eventsIn(await answer.text())).toEqual([]);
  });
});

describe("who may make a calendar", () => {
  it("everybody of themselves, managers of anybody", async () => {
    const fixture = await httpFixture();
    const { send, tokens, responder } = fixture;
    const own = await created(fixture, { person: responder.name }, tokens.responder);
    expect(own.feed).toMatchObject({ kind: "person", name: responder.name });
    const ask = (token: string, person: string) =>
      send("POST", "/api/v1/calendar-feeds", { token, body: { person } });
    expect((await ask(tokens.responder, "Ann")).status).toBe(403);
    expect((await ask(tokens.responder, "Nobody")).status).toBe(403);
    expect((await ask(tokens.manager, "ann")).status).toBe(201);
    expect((await ask(tokens.manager, "Nobody")).status).toBe(404);
    const listed = await send("GET", "/api/v1/calendar-feeds", { token: tokens.responder });
    expect(await listed.json()).toEqual({ feeds: [own.feed] });
    const path = `/api/v1/calendar-feeds/${own.feed.id}`;
    expect((await send("DELETE", path, { token: tokens.responder })).status).toBe(204);
    expect((await send("DELETE", path, { token: tokens.responder })).status).toBe(404);
  });

  it("of what there is, and of one thing", async () => {
    const { send, tokens } = await httpFixture();
    for (const [body, status] of [
      [{ scheduleId: "nights" }, 404],
      [{ scheduleId: "on-call.primary", person: "Ann" }, 400],
      [{}, 400],
    ] as const) {
      const answer = await send("POST", "/api/v1/calendar-feeds", { token: tokens.admin, body });
      expect(answer.status).toBe(status);
    }
  });
});

const turns = { people: ["Ann", "Ben", "Cleo"], start: "2025-12-01T00:00" } as const;
const day = { days: [1, 2, 3, 4, 5, 6, 7], from: "08:00", to: "16:00" };
/** A night of two is nobody's, in zones whose clocks change, stand at half hours, or are far from UTC. */
const SUN = {
  sun: {
    layers: [
      {
        ...turns,
        timeZone: "Europe/Berlin",
        every: { count: 1, unit: "days" },
        when: [day],
      },
      {
        ...turns,
        timeZone: "Australia/Lord_Howe",
        every: { count: 36, unit: "hours" },
        when: [{ ...day, days: [2, 6] }],
      },
    ],
  },
} as const;

describe("who is on call", () => {
  it("is the same in the plan, at each instant of it, and in the calendar", async () => {
    const fixture = await httpFixture();
    const { context, send, tokens } = fixture;
    await activateTestPlaybook(context, SETUP, { schedules: SUN });
    await context.clock.advance(60 * MS.day);
    const startsAt = context.clock.now();
    const endsAt = startsAt + 30 * MS.day;
    const body = {
      scheduleId: "sun",
      person: "Cleo",
      startsAt: new Date(startsAt + MS.day + 1).toISOString(),
      endsAt: new Date(startsAt + 2 * MS.day).toISOString(),
    };
    await send("POST", "/api/v1/overrides", { token: tokens.admin, body });
    const get = async (path: string) =>
      (await send("GET", path, { token: tokens.admin })).json() as Promise<unknown>;
    const asked = `from=${new Date(startsAt).toISOString()}&to=${new Date(endsAt).toISOString()}`;
    const plan = (await get(`/api/v1/schedules?${asked}`)) as PlanJson;
    const spans = plan.schedules.find(({ id }) => id === "sun")?.spans ?? [];
    expect(spans.length).toBeGreaterThan(60);

    const path = pathOf(await created(fixture, { scheduleId: "sun" }));
    const events = eventsIn(await (await send("GET", path)).text());
    for (const span of spans) {
      const from = Date.parse(span.startsAt);
      for (const at of [from, Math.floor((from + Date.parse(span.endsAt)) / 2)]) {
        const now = (await get(`/api/v1/oncall?at=${new Date(at).toISOString()}`)) as OnCallJson;
        expect(now.schedules[0]?.person).toBe(span.person);
      }
      const shown = events.find((event) => event.startsAt <= from && from < event.endsAt);
      expect(shown?.summary).toBe(`${span.person ?? "Nobody"} is on call (sun)`);
    }
  });
});
