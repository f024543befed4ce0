/** Alerts: those of an incident, and the plain JSON form in which anybody may send one. */

import { z } from "zod";
import { givenInstantSchema, instantSchema, textSchema } from "./wire.ts";

export const alertSchema = z
  .object({
    id: z.string(),
    status: z.enum(["firing", "resolved"]),
    title: z.string(),
    labels: z.record(z.string(), z.string()),
    annotations: z.record(z.string(), z.string()),
    sourceUrl: z.string().nullable(),
    startsAt: instantSchema,
    endsAt: instantSchema.nullable(),
    lastReceivedAt: instantSchema,
    receivedCount: z.int(),
  })
  .meta({ id: "Alert" });
export type AlertJson = z.infer<typeof alertSchema>;

/**
 * A plain JSON alert. Documented and typed here; what arrives is read leniently by the plain source,
 * because a sender that cannot send again must not lose its alert over a detail.
 */
export const sendAlertSchema = z
  .object({
    title: textSchema(1024),
    status: z.enum(["firing", "resolved"]).optional().meta({ description: "`firing` by default" }),
    dedupKey: textSchema(255).optional().meta({
      description: "The same key is the same alert; made from title and labels when left out",
    }),
    groupKey: textSchema(255).optional().meta({
      description: "Alerts with the same key belong to one incident; the dedup key by default",
    }),
    severity: textSchema(50)
      .optional()
      .meta({ description: "A severity of the playbook, or critical, error, warning, info" }),
    description: textSchema(20_000).optional(),
    labels: z.record(z.string(), z.string()).optional(),
    annotations: z.record(z.string(), z.string()).optional(),
    sourceUrl: z.url({ protocol: /^https?$/ }).optional(),
    startsAt: givenInstantSchema.optional(),
    endsAt: givenInstantSchema.optional(),
  })
  .meta({ id: "SendAlert", description: "One alert in plain JSON" });
export type SendAlertInput = z.infer<typeof sendAlertSchema>;

/** The answer once it is on disk. */
export const alertAcceptedSchema = z
  .looseObject({ status: z.string() })
  .meta({ id: "AlertAccepted" });
export type AlertAccepted = z.infer<typeof alertAcceptedSchema>;
