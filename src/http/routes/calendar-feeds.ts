/** Calendars of shifts: made and revoked over the API, read under their secret address. */

import { createHash } from "node:crypto";
import { z } from "zod";
import {
  type CalendarFeedJson,
  calendarFeedListSchema,
  calendarFeedParamsSchema,
  createCalendarFeedSchema,
  createdCalendarFeedSchema,
} from "../../contract/calendar-feed.ts";
import { instant } from "../../contract/wire.ts";
import { AppError } from "../../domain/error.ts";
import { icalendarText } from "../../integrations/icalendar.ts";
import { createCalendarFeed } from "../../operations/calendar-feed/create.ts";
import {
  listOwnCalendarFeeds,
  type NamedCalendarFeed,
} from "../../operations/calendar-feed/list.ts";
import { readCalendarFeed } from "../../operations/calendar-feed/read.ts";
import { revokeCalendarFeed } from "../../operations/calendar-feed/revoke.ts";
import type { HttpDependencies } from "../dependencies.ts";
import type { FailedAttempts } from "../failed-attempts.ts";
import { countFailure } from "../guard.ts";
import type { RouteTable } from "../route-table.ts";
import { jsonAnswer, jsonBody } from "./json-content.ts";

const tags = ["calendars"];

/** Adds the routes of the API. */
export function addCalendarFeedRoutes(
  table: RouteTable,
  { context, settings }: HttpDependencies,
): void {
  table.add(
    { permission: "calendar-feed.write" },
    {
      method: "get",
      path: "/api/v1/calendar-feeds",
      summary: "Calendars that you may revoke",
      tags,
      responses: { 200: jsonAnswer("Calendars", calendarFeedListSchema) },
    },
    async (c) => {
      const feeds = await listOwnCalendarFeeds(context, c.get("principal"));
      return c.json({ feeds: feeds.map(presentFeed) }, 200);
    },
  );
  table.add(
    { permission: "calendar-feed.write" },
    {
      method: "post",
      path: "/api/v1/calendar-feeds",
      summary: "Make a calendar of a schedule or a person; its address is in this answer alone",
      tags,
      request: { body: jsonBody(createCalendarFeedSchema) },
      responses: { 201: jsonAnswer("The calendar with its address", createdCalendarFeedSchema) },
    },
    async (c) => {
      const wanted = c.req.valid("json");
      const { feed, secret } = await createCalendarFeed(
        context,
        c.get("principal"),
        "person" in wanted ? { kind: "person", ...wanted } : { kind: "schedule", ...wanted },
      );
      const url = `${settings.publicUrl}/ical/${secret}.ics`;
      return c.json({ feed: presentFeed(feed), url }, 201);
    },
  );
  table.add(
    { permission: "calendar-feed.write" },
    {
      method: "delete",
      path: "/api/v1/calendar-feeds/{id}",
      summary: "Revoke a calendar, at once",
      tags,
      request: { params: calendarFeedParamsSchema },
      responses: { 204: { description: "Its address is worthless" } },
    },
    async (c) => {
      await revokeCalendarFeed(context, c.get("principal"), c.req.valid("param"));
      return c.body(null, 204);
    },
  );
}

/** Adds the address that calendar programs read. */
export function addCalendarRoute(
  table: RouteTable,
  options: { readonly dependencies: HttpDependencies; readonly attempts: FailedAttempts },
): void {
  const { context } = options.dependencies;
  table.add(
    {
      exempt: "link",
      because:
        "calendar programs cannot send a token: the address is the secret, and can be revoked",
    },
    {
      method: "get",
      path: "/ical/{file}",
      summary: "Shifts as iCalendar",
      tags,
      request: { params: z.object({ file: z.string().min(1).max(200) }) },
      responses: {
        200: { description: "iCalendar", content: { "text/calendar": { schema: z.string() } } },
        304: { description: "Nothing has changed" },
      },
    },
    async (c) => {
      const secret = /^(?<secret>.+)\.ics$/.exec(c.req.valid("param").file)?.groups?.["secret"];
      const calendar = secret === undefined ? undefined : await readCalendarFeed(context, secret);
      if (calendar === undefined) {
        countFailure(c, options);
        throw new AppError("not-found", "There is no such calendar, or it was revoked.");
      }
      const text = icalendarText(calendar);
      const etag = `"${createHash("sha256").update(text).digest("base64url")}"`;
      // Its reader's own program may keep it; nothing between may, and it is asked for again each time.
      const headers = { etag, "cache-control": "private, no-cache" };
      if (matches(c.req.header("if-none-match"), etag)) return c.body(null, 304, headers);
      return c.body(text, 200, { ...headers, "content-type": "text/calendar; charset=utf-8" });
    },
  );
}

/** RFC 9110, 13.1.2: any of the list, weakly compared. */
function matches(given: string | undefined, etag: string): boolean {
  const tags = (given ?? "").split(",").map((tag) => tag.trim().replace(/^W\//, ""));
  return tags.includes(etag) || tags.includes("*");
}

function presentFeed({ id, owner, name, createdAt }: NamedCalendarFeed): CalendarFeedJson {
  return { id, kind: owner.kind, name, createdAt: instant(createdAt) };
}
