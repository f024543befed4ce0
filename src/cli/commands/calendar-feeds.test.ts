import { describe, expect, it } from "vitest";
import { json } from "../../../test/support/api-server.ts";
import { tocsin } from "../../../test/support/run-tocsin.ts";
import { createdCalendarFeedSchema } from "../../contract/calendar-feed.ts";

const url = "https://tocsin.example/ical/tocsin_cal_x.ics";
const feed = {
  id: "feed-1",
  kind: "person",
  name: "Ann",
  createdAt: "2026-11-23T13:00:00.000Z",
} as const;
const created = createdCalendarFeedSchema.parse({ feed, url });
const PLAN =
  "GET /api/v1/schedules?from=2026-11-23T13%3A30%3A00.000Z&to=2026-11-23T13%3A30%3A01.000Z";

describe("tocsin oncall ical", () => {
  it("prints the address alone, so that it can be piped, and how to end it beside", async () => {
    const { code, out, err } = await tocsin(["oncall", "ical", "--person", "Ann"], {
      "POST /api/v1/calendar-feeds": ({ body }) => {
        expect(body).toEqual({ person: "Ann" });
        return json(created, 201);
      },
    });
    expect([code, out]).toEqual([0, `${url}\n`]);
    expect(err).toContain("tocsin oncall ical revoke feed-1");
  });

  it("knows a schedule by its name", async () => {
    const schedule = { id: "on-call.primary", name: "Primary" };
    const { code } = await tocsin(["oncall", "ical", "primary"], {
      [PLAN]: json({ schedules: [schedule], conflicts: [] }),
      "POST /api/v1/calendar-feeds": ({ body }) => {
        expect(body).toEqual({ scheduleId: "on-call.primary" });
        return json(created, 201);
      },
    });
    expect(code).toBe(0);
  });

  it("needs one of the two", async () => {
    for (const argv of [[], ["Primary", "--person", "Ann"]]) {
      const { code, err } = await tocsin(["oncall", "ical", ...argv], {});
      expect(code).toBe(2);
      expect(err).toContain("a SCHEDULE, or --person NAME");
    }
  });

  it("is listed, and ended", async () => {
    const listed = await tocsin(["oncall", "ical", "list"], {
      "GET /api/v1/calendar-feeds": json({ feeds: [feed] }),
    });
    expect(listed.out).toContain("person  Ann");
    const none = await tocsin(["oncall", "ical", "list"], {
      "GET /api/v1/calendar-feeds": json({ feeds: [] }),
    });
    expect(none.out).toContain("No calendar.");
    const ended = await tocsin(["oncall", "ical", "revoke", "feed-1"], {
      "DELETE /api/v1/calendar-feeds/feed-1": { status: 204 },
    });
    expect(ended.out).toContain("no longer works");
  });
});
