/** Alerts: those of an incident, and the plain JSON form in which anybody may send one. */

import { z } from "zod";
import { incidentStatusSchema } from "./incident-status.ts";
import { idSchema, instantSchema, limitSchema, textSchema } from "./wire.ts";

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

const matchersSchema = textSchema(10_000).meta({
  description: "In Alertmanager's syntax: what an alert's labels have to satisfy",
  examples: ['service="api", severity=~"critical|page"'],
});

export const listAlertsQuerySchema = z.object({
  state: z
    .enum(["firing", "held", "resolved"])
    .default("firing")
    .meta({ description: "`held`: fires, and something keeps it from paging" }),
  matchers: matchersSchema.optional(),
  integration: textSchema(200).optional().meta({ description: "Its name or id" }),
  limit: limitSchema,
  before: idSchema.optional().meta({ description: "`nextBefore` of the page before" }),
});

export const listedAlertSchema = z
  .object({
    id: z.string(),
    status: z.enum(["firing", "resolved"]),
    held: z.boolean().meta({ description: "It fires, and something keeps it from paging" }),
    heldBy: z.array(z.enum(["silence", "maintenance", "delay", "inhibition"])).meta({
      description: "What keeps it from paging, or did until it ended: then it never paged",
    }),
    flapping: z
      .object({ since: instantSchema, until: instantSchema, endedAt: instantSchema.nullable() })
      .nullable()
      .meta({
        description:
          "It comes and goes since then. What has ended counts as firing until then, unless it fires again",
      }),
    title: z.string(),
    labels: z.record(z.string(), z.string()),
    integration: z.string(),
    incident: z
      .object({ number: z.string(), severity: z.string(), status: incidentStatusSchema })
      .nullable(),
    startsAt: instantSchema,
    lastReceivedAt: instantSchema,
    receivedCount: z.int(),
  })
  .meta({ id: "ListedAlert" });
export type ListedAlertJson = z.infer<typeof listedAlertSchema>;

export const alertListSchema = z
  .object({ alerts: z.array(listedAlertSchema), nextBefore: z.string().nullable() })
  .meta({ id: "AlertList" });
export type AlertListJson = z.infer<typeof alertListSchema>;

const holdSchema = z
  .object({
    because: z.string(),
    until: instantSchema.nullable().meta({ description: "Null where no time ends it" }),
  })
  .meta({ id: "AlertHold", description: "What keeps it from paging" });

/** Sentences for people; the same words as in the timeline. */
const verdictSchema = {
  severity: z.string(),
  severityBecause: z.string(),
  routedTo: z.string().nullable().meta({ description: "Service, runbook and team, by which rule" }),
  grouping: z.string(),
  delay: z
    .string()
    .nullable()
    .meta({ description: "For how long a rule waits whether it ends by itself" }),
};

export const alertDetailSchema = listedAlertSchema
  .extend({
    annotations: z.record(z.string(), z.string()),
    sourceUrl: z.string().nullable(),
    endsAt: instantSchema.nullable(),
    dedupKey: z.string(),
    groupKey: z.string(),
    receipts: z.array(
      z.object({
        id: z.string(),
        receivedAt: instantSchema,
        requests: z.array(z.object({ contentType: z.string(), bytes: z.int() })),
      }),
    ),
    decision: z
      .object({ ...verdictSchema, decidedAt: instantSchema, outcome: z.string() })
      .nullable()
      .meta({ description: "When it last began to fire; null where it never acted" }),
    holds: z.array(holdSchema),
  })
  .meta({ id: "AlertDetail" });
export type AlertDetailJson = z.infer<typeof alertDetailSchema>;

export const alertParamsSchema = z.object({ id: idSchema });

export const explainAlertSchema = z
  .object({
    alert: idSchema
      .optional()
      .meta({ description: "One that is there, by its id; nothing else then" }),
    title: textSchema(1024).optional(),
    labels: z.record(z.string(), z.string()).optional(),
    annotations: z.record(z.string(), z.string()).optional(),
    integration: textSchema(200).optional().meta({ description: "Its name or id" }),
  })
  .meta({ id: "ExplainAlert" });
export type ExplainAlertInput = z.infer<typeof explainAlertSchema>;

export const alertExplanationSchema = z
  .object({
    ...verdictSchema,
    severityName: z.string(),
    pages: z.boolean().meta({ description: "False: notifies at low urgency" }),
    team: z.string().nullable(),
    joins: z
      .object({ number: z.string(), status: incidentStatusSchema })
      .nullable()
      .meta({ description: "The incident of its group; null where it would open one" }),
    holds: z.array(holdSchema),
  })
  .meta({ id: "AlertExplanation", description: "What would become of it; nothing does" });
export type AlertExplanationJson = z.infer<typeof alertExplanationSchema>;

export const testAlertSchema = z
  .object({
    integration: textSchema(200).meta({ description: "Its name or id" }),
    title: textSchema(900).optional(),
    severity: textSchema(50).optional(),
    labels: z.record(z.string(), z.string()).optional(),
  })
  .meta({ id: "TestAlert", description: "It pages by the rules, and says that it is a test" });
export type TestAlertInput = z.infer<typeof testAlertSchema>;

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
