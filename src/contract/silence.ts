/** Silences: alerts that are not to page for a while. */

import { z } from "zod";
import { givenInstantSchema, idSchema, instantSchema, textSchema } from "./wire.ts";

const matchersSchema = textSchema(100_000).meta({
  description: "In Alertmanager's syntax: what an alert's labels have to satisfy",
  examples: ['service="api", severity=~"critical|page"'],
});

export const silenceSchema = z
  .object({
    id: z.string(),
    matchers: matchersSchema,
    state: z.enum(["pending", "active", "expired"]),
    startsAt: instantSchema,
    endsAt: instantSchema,
    author: z.string(),
    comment: z.string(),
    team: z.string().nullable().meta({ description: "Only its alerts; everybody's when null" }),
    integrationId: z
      .string()
      .nullable()
      .meta({ description: "Only its alerts: the silence was made with its key" }),
  })
  .meta({ id: "Silence" });
export type SilenceJson = z.infer<typeof silenceSchema>;

export const silenceListSchema = z
  .object({ silences: z.array(silenceSchema) })
  .meta({ id: "SilenceList" });
export type SilenceListJson = z.infer<typeof silenceListSchema>;

export const silenceQuerySchema = z.object({
  ended: z
    .enum(["true", "false"])
    .optional()
    .meta({ description: "Also those that ended within five days" }),
});

export const silenceParamsSchema = z.object({ id: idSchema });

export const createSilenceSchema = z
  .object({
    matchers: matchersSchema,
    startsAt: givenInstantSchema.optional().meta({ description: "Now when left out" }),
    endsAt: givenInstantSchema
      .optional()
      .meta({ description: "Two hours later when left out; 30 days later at most" }),
    comment: textSchema(2000).meta({ description: "Why" }),
    team: textSchema(100).optional(),
  })
  .meta({ id: "CreateSilence" });
export type CreateSilenceInput = z.infer<typeof createSilenceSchema>;

export const previewSilenceSchema = z
  .object({ matchers: matchersSchema, team: textSchema(100).optional() })
  .meta({ id: "PreviewSilence" });
export type PreviewSilenceInput = z.infer<typeof previewSilenceSchema>;

export const silencePreviewSchema = z
  .object({
    count: z.int().meta({ description: "Alerts that fire now and match" }),
    withIncident: z.int().meta({
      description: "How many of them have an incident, which a silence does not touch",
    }),
    alerts: z
      .array(
        z.object({
          title: z.string(),
          labels: z.record(z.string(), z.string()),
          startsAt: instantSchema,
        }),
      )
      .meta({ description: "The first of them" }),
  })
  .meta({ id: "SilencePreview" });
export type SilencePreviewJson = z.infer<typeof silencePreviewSchema>;
