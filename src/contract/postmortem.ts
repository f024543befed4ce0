/** The postmortem's facts, beside its Markdown: asked for with `Accept: application/json`. */

import { z } from "zod";
import { incidentNumberSchema } from "./incident.ts";
import { timelineEntrySchema } from "./timeline.ts";
import { durationSchema, instantSchema } from "./wire.ts";

export const postmortemFactsSchema = z
  .object({
    number: incidentNumberSchema,
    title: z.string(),
    playbookHash: z.string(),
    severityName: z.string(),
    openedAt: instantSchema,
    acknowledgedAt: instantSchema.nullable(),
    resolvedAt: instantSchema.nullable(),
    resolution: z.string().nullable(),
    severities: z
      .array(z.object({ id: z.string(), at: instantSchema, reason: z.string() }))
      .meta({ description: "Every severity it had, in order" }),
    roles: z.record(z.string(), z.string()),
    contributors: z.array(z.string()),
    alerts: z.array(z.string()),
    clocks: z.array(
      z.object({
        clock: z.string(),
        audience: z.string().nullable(),
        target: durationSchema,
        elapsed: durationSchema,
        outcome: z.enum(["met", "breached", "superseded"]),
        excuse: z
          .string()
          .nullable()
          .meta({ description: "Why a breach is no failure of anybody, as somebody said" }),
      }),
    ),
    deliveredNotifications: z.int(),
    failedNotifications: z.int(),
    lapses: z.int().meta({ description: "How often an acknowledgement lapsed" }),
    timeline: z.array(timelineEntrySchema),
  })
  .meta({ id: "PostmortemFacts" });
export type PostmortemFactsJson = z.infer<typeof postmortemFactsSchema>;
