/** Calendars of shifts: the address is in the answer that makes one, and nowhere after. */

import { z } from "zod";
import { idSchema, instantSchema, textSchema } from "./wire.ts";

export const calendarFeedSchema = z
  .object({
    id: z.string(),
    kind: z.enum(["schedule", "person"]),
    name: z.string().meta({ description: "Of the schedule or the person" }),
    createdAt: instantSchema,
  })
  .meta({ id: "CalendarFeed" });
export type CalendarFeedJson = z.infer<typeof calendarFeedSchema>;

export const calendarFeedListSchema = z
  .object({ feeds: z.array(calendarFeedSchema) })
  .meta({ id: "CalendarFeedList" });
export type CalendarFeedListJson = z.infer<typeof calendarFeedListSchema>;

export const createCalendarFeedSchema = z
  .union([
    z.strictObject({ scheduleId: textSchema(200) }),
    z.strictObject({ person: textSchema(200).meta({ description: "By name" }) }),
  ])
  .meta({ id: "CreateCalendarFeed" });
export type CreateCalendarFeedInput = z.input<typeof createCalendarFeedSchema>;

export const createdCalendarFeedSchema = z
  .object({
    feed: calendarFeedSchema,
    url: z.string().meta({
      description: "Whoever has it can read the calendar. Shown this once: only its hash is kept",
    }),
  })
  .meta({ id: "CreatedCalendarFeed" });
export type CreatedCalendarFeedJson = z.infer<typeof createdCalendarFeedSchema>;

export const calendarFeedParamsSchema = z.object({ id: idSchema });
