/** The audit log: every write, who did it. */

import { z } from "zod";
import { actorSchema } from "./timeline.ts";
import { instantSchema, limitSchema } from "./wire.ts";

export const auditEntrySchema = z
  .object({
    seq: z.int(),
    at: instantSchema,
    actor: actorSchema,
    action: z.string().meta({ examples: ["token.write", "incident.acknowledge"] }),
    subject: z
      .string()
      .meta({ description: "What it was done to", examples: ["incident 20261123-001"] }),
    details: z.record(z.string(), z.unknown()),
  })
  .meta({ id: "AuditEntry" });
export type AuditEntryJson = z.infer<typeof auditEntrySchema>;

export const auditQuerySchema = z.object({
  limit: limitSchema,
  before: z.coerce
    .number()
    .int()
    .min(1)
    .optional()
    .meta({ description: "Only entries with a smaller sequence number" }),
});

export const auditListSchema = z
  .object({
    entries: z.array(auditEntrySchema).meta({ description: "The newest first" }),
    nextBefore: z.int().nullable(),
  })
  .meta({ id: "AuditList" });
export type AuditListJson = z.infer<typeof auditListSchema>;
