/** Who is on call at an instant. */

import { z } from "zod";
import { channelWarningsSchema } from "./channel-warning.ts";
import { givenInstantSchema, instantSchema } from "./wire.ts";

export const onCallQuerySchema = z.object({
  at: givenInstantSchema.optional().meta({ description: "Now when left out" }),
});

const dutySchema = z.object({
  column: z.string(),
  person: z.string().nullable(),
  reachable: z
    .boolean()
    .meta({ description: "False when the name is not known or has no contact method" }),
  override: z.boolean().meta({ description: "True when somebody else stands in for the table" }),
});

const onDutySchema = z.object({
  person: z.string().nullable(),
  reachable: z.boolean(),
});

const scheduleOnCallSchema = onDutySchema
  .extend({
    id: z.string(),
    name: z.string(),
    timeZone: z.string(),
    until: instantSchema
      .nullable()
      .meta({ description: "When somebody else is on call; null when not within five weeks" }),
    next: onDutySchema.nullable(),
  })
  .meta({ id: "ScheduleOnCall" });

const rotationOnCallSchema = z
  .object({
    id: z.string(),
    startsAt: instantSchema.nullable(),
    endsAt: instantSchema.nullable(),
    repeated: z.boolean().meta({
      description: "True when the table has ended and begun again from its first row, unasked",
    }),
    onCall: z.array(dutySchema),
    next: z.array(dutySchema).meta({ description: "Who takes over when this shift ends" }),
  })
  .meta({ id: "RotationOnCall" });

export const onCallSchema = z
  .object({
    at: instantSchema,
    timeZone: z.string(),
    handoffTime: z.string(),
    rotations: z.array(rotationOnCallSchema),
    schedules: z
      .array(scheduleOnCallSchema)
      .meta({ description: "Those that are no column of a rotation" }),
    warnings: channelWarningsSchema,
  })
  .meta({ id: "OnCall" });
export type OnCallJson = z.infer<typeof onCallSchema>;
