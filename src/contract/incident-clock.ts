/** What people do to an incident's clocks. */

import { z } from "zod";
import { reasonSchema } from "./incident.ts";
import { givenInstantSchema, textSchema } from "./wire.ts";

const clockKindSchema = z.enum(["response", "resolution", "communication"]);
const audienceSchema = textSchema(100)
  .optional()
  .meta({ description: "Whose communication clock; the only one when left out" });

export const resumeClockSchema = z
  .object({ clock: clockKindSchema, audience: audienceSchema })
  .meta({ id: "ResumeClock" });

export const pauseClockSchema = resumeClockSchema
  .extend({
    until: givenInstantSchema.meta({
      description: "It runs again by itself then; a week away at most",
    }),
    reason: reasonSchema,
  })
  .meta({ id: "PauseClock" });

export const excuseClockSchema = resumeClockSchema
  .extend({ reason: reasonSchema })
  .meta({ id: "ExcuseClock" });
