/** Schedules over a period, and overrides of them. */

import { z } from "zod";
import { channelWarningsSchema } from "./channel-warning.ts";
import { givenInstantSchema, idSchema, instantSchema, textSchema } from "./wire.ts";

export const scheduleQuerySchema = z.object({ from: givenInstantSchema, to: givenInstantSchema });

const intervalSchema = z.object({ startsAt: instantSchema, endsAt: instantSchema });

const spanSchema = intervalSchema.extend({
  person: z.string().nullable().meta({ description: "Null for a gap" }),
  layer: z.string().nullable().meta({ description: "The layer that says so" }),
  overrideId: z.string().nullable().meta({ description: "The override that says so" }),
});

const hoursSchema = z.object({
  person: z.string(),
  total: z.number(),
  night: z.number().meta({ description: "From 22:00 to 07:00" }),
  weekend: z.number(),
  holiday: z.number().meta({ description: "Of the holidays that `tocsin.yaml` lists" }),
});

export const plannedScheduleSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    timeZone: z.string(),
    spans: z.array(spanSchema).meta({ description: "Each ends where the next one begins" }),
    gaps: z.array(intervalSchema),
    hours: z.array(hoursSchema).meta({ description: "Of each person, most first" }),
  })
  .meta({ id: "PlannedSchedule" });
export type PlannedScheduleJson = z.infer<typeof plannedScheduleSchema>;

export const planSchema = z
  .object({
    from: instantSchema,
    to: instantSchema,
    schedules: z.array(plannedScheduleSchema),
    conflicts: z
      .array(
        intervalSchema.extend({
          person: z.string(),
          schedules: z.array(z.string()).length(2),
        }),
      )
      .meta({ description: "Somebody in two schedules at once that one escalation calls on" }),
    unreachable: z
      .array(intervalSchema.extend({ person: z.string(), scheduleId: z.string() }))
      .meta({ description: "Shifts of people without a contact method" }),
    warnings: channelWarningsSchema,
  })
  .meta({ id: "Plan" });
export type PlanJson = z.infer<typeof planSchema>;

const sharesSchema = z.object({
  people: z
    .array(hoursSchema)
    .meta({ description: "Most first; those too whom it names and who have none" }),
  gapHours: z.number().meta({ description: "With nobody: people and gaps add up to the period" }),
});

export const onCallHoursSchema = z
  .object({
    from: instantSchema,
    to: instantSchema,
    schedules: z.array(sharesSchema.extend({ id: z.string(), name: z.string() })),
    all: sharesSchema.meta({ description: "Every schedule together" }),
  })
  .meta({ id: "OnCallHours" });
export type OnCallHoursJson = z.infer<typeof onCallHoursSchema>;

const kindSchema = z.enum(["replace", "add", "remove"]).meta({
  description:
    "replace: the person is on call, whoever was; add: only where nobody is; remove: the person is not",
});

export const overrideSchema = z
  .object({
    id: z.string(),
    scheduleId: z.string(),
    kind: kindSchema,
    person: z.string(),
    instead: z.string().nullable().meta({ description: "Only where this person would be" }),
    startsAt: instantSchema,
    endsAt: instantSchema,
  })
  .meta({ id: "Override" });
export type OverrideJson = z.infer<typeof overrideSchema>;

export const overrideListSchema = z.object({ overrides: z.array(overrideSchema) });
export type OverrideListJson = z.infer<typeof overrideListSchema>;

export const addOverrideSchema = z.object({
  scheduleId: textSchema(200),
  kind: kindSchema.default("replace"),
  person: textSchema(200),
  instead: textSchema(200).optional(),
  startsAt: givenInstantSchema.optional().meta({ description: "Now when left out" }),
  endsAt: givenInstantSchema,
});
export type AddOverrideInput = z.input<typeof addOverrideSchema>;

export const overrideParamsSchema = z.object({ id: idSchema });
