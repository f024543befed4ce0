/** Alerts: those of an incident, and the plain JSON form in which anybody may send one. */

import { z } from "zod";
import { instantSchema, textSchema } from "./wire.ts";

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
    status: z
      .enum(["firing", "acknowledged", "resolved"])
      .optional()
      .meta({ description: "`firing` by default; the others need a dedupKey" }),
    dedupKey: textSchema(255)
      .optional()
      .meta({ description: "The same key is the same alert; without one each stands alone" }),
    groupKey: textSchema(255).optional().meta({
      description: "Alerts with the same key belong to one incident; the dedup key by default",
    }),
    severity: textSchema(50)
      .optional()
      .meta({ description: "A severity of the playbook, or critical, error, warning, info" }),
    labels: z.record(z.string(), z.string()).optional(),
    annotations: z.record(z.string(), z.string()).optional(),
    url: z.url({ protocol: /^https?$/ }).optional(),
  })
  .meta({ id: "SendAlert", description: "One alert in plain JSON" });
export type SendAlertInput = z.infer<typeof sendAlertSchema>;

/** The answer once it is on disk. */
export const alertAcceptedSchema = z
  .object({
    status: z.literal("stored"),
    dedupKeys: z.array(z.string()),
    unparsed: z
      .array(z.string())
      .meta({ description: "Why parts were not understood; they page all the same" }),
  })
  .meta({ id: "AlertAccepted" });
export type AlertAccepted = z.infer<typeof alertAcceptedSchema>;
