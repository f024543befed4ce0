/** The checklists of an incident's playbook, and answers to their points. */

import { z } from "zod";
import { reasonSchema } from "./incident.ts";
import { instantSchema, textSchema } from "./wire.ts";

const checklistPointSchema = z
  .object({
    key: z.string().meta({ description: "What it is answered by: `checklist/group/item`" }),
    text: z.string(),
    line: z.int().meta({ description: "Of the playbook" }),
    type: z.enum(["choice", "boolean", "text", "list", "measure"]),
    choices: z.array(z.string()).optional(),
    expect: z.string().optional().meta({ description: "The answer that counts, or a hint" }),
    answer: z
      .object({
        value: z.string(),
        outcome: z.enum(["done", "open", "skipped"]).meta({
          description: "`open`: answered, and not as it has to be",
        }),
        at: instantSchema,
        by: z.string().nullable(),
      })
      .nullable(),
  })
  .meta({ id: "ChecklistPoint" });
export type ChecklistPointJson = z.infer<typeof checklistPointSchema>;

export const incidentChecklistsSchema = z
  .object({
    checklists: z.array(
      z.object({
        title: z.string(),
        phase: z.string().optional(),
        groups: z.array(
          z.object({
            title: z.string(),
            verifies: z.boolean().meta({
              description:
                "Its points show that the incident is over: they are asked when it is resolved",
            }),
            points: z.array(checklistPointSchema),
          }),
        ),
      }),
    ),
  })
  .meta({ id: "IncidentChecklists" });
export type IncidentChecklistsJson = z.infer<typeof incidentChecklistsSchema>;

export const answerChecklistSchema = z
  .object({
    point: textSchema(600).meta({
      description: "Its key, or the id of its item where only one has it",
    }),
    answer: textSchema(2000).optional(),
    skip: reasonSchema.optional().meta({ description: "Why it does not matter here" }),
  })
  .refine(({ answer, skip }) => (answer === undefined) !== (skip === undefined), {
    message: "give either an answer or why it is skipped",
  })
  .meta({ id: "AnswerChecklist" });
export type AnswerChecklistInput = z.infer<typeof answerChecklistSchema>;
