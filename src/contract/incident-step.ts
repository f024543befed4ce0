/** What the playbook asks for in an incident, step by step. */

import { z } from "zod";
import { instantSchema, textSchema } from "./wire.ts";

const stepSchema = z
  .object({
    key: z
      .string()
      .meta({ description: "What it is ticked by; of a point, what it is answered by" }),
    text: z.string(),
    line: z.int().meta({ description: "Of the playbook" }),
    kind: z.enum(["step", "point"]).meta({
      description: "`point`: of a checklist, and answered; `step`: ticked",
    }),
    done: z
      .object({
        outcome: z.enum(["done", "skipped"]),
        by: z.string().nullable().meta({ description: "Null where something shows it" }),
        at: instantSchema.nullable(),
        because: z.string().meta({
          description: "What shows it, why it was skipped, or the answer; may be empty",
        }),
      })
      .nullable(),
  })
  .meta({ id: "PlaybookStep" });
export type PlaybookStepJson = z.infer<typeof stepSchema>;

/** A step with the phase it stands in. */
export const nextStepSchema = stepSchema
  .extend({
    phase: z.string(),
    endsAt: instantSchema
      .nullable()
      .meta({ description: "When the phase's window is over; null where it has none" }),
  })
  .meta({ id: "NextStep" });
export type NextStepJson = z.infer<typeof nextStepSchema>;

export const incidentStepsSchema = z
  .object({
    next: nextStepSchema.nullable().meta({ description: "What to do next; null: all is done" }),
    phases: z.array(
      z.object({
        title: z.string(),
        startsAt: instantSchema.nullable(),
        endsAt: instantSchema.nullable(),
        steps: z.array(stepSchema),
      }),
    ),
  })
  .meta({ id: "IncidentSteps" });
export type IncidentStepsJson = z.infer<typeof incidentStepsSchema>;

export const doStepSchema = z
  .object({
    step: textSchema(600).meta({ description: "Its key" }),
    skip: textSchema(2000).optional().meta({ description: "Why it does not matter here" }),
  })
  .meta({ id: "DoStep" });
export type DoStepInput = z.infer<typeof doStepSchema>;
