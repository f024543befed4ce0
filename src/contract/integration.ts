/** Integrations: the senders we take alerts from. The key is in the answer that makes one, and nowhere after. */

import { z } from "zod";
import { inboundMappingSchema } from "./inbound-mapping.ts";
import { idSchema, instantSchema, textSchema } from "./wire.ts";

export const integrationKindSchema = z.enum([
  "alertmanager",
  "prometheus",
  "pagerduty-events",
  "opsgenie",
  "grafana",
  "grafana-oncall",
  "nagios",
  "icinga",
  "uptime-kuma",
  "zabbix",
  "plain",
]);

export type IntegrationKind = z.infer<typeof integrationKindSchema>;

export const integrationSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    kind: z.string(),
    team: z.string().nullable(),
    url: z
      .string()
      .nullable()
      .meta({ description: "Where its senders post to; null for that of API tokens" }),
    createdAt: instantSchema,
    disabledAt: instantSchema.nullable(),
  })
  .meta({ id: "Integration" });
export type IntegrationJson = z.infer<typeof integrationSchema>;

export const integrationListSchema = z
  .object({ integrations: z.array(integrationSchema) })
  .meta({ id: "IntegrationList" });
export type IntegrationListJson = z.infer<typeof integrationListSchema>;

export const createIntegrationSchema = z
  .object({
    name: textSchema(200),
    kind: integrationKindSchema,
    team: textSchema(100).optional(),
    mapping: inboundMappingSchema
      .optional()
      .meta({ description: "For the kind plain: where a form of the sender's own has everything" }),
  })
  .meta({ id: "CreateIntegration" });
export type CreateIntegrationInput = z.infer<typeof createIntegrationSchema>;

export const createdIntegrationSchema = z
  .object({
    integration: integrationSchema,
    key: z.string().meta({ description: "Shown this once: only its hash is kept" }),
    url: z.string().meta({ description: "Where the sender posts to" }),
  })
  .meta({ id: "CreatedIntegration" });
export type CreatedIntegrationJson = z.infer<typeof createdIntegrationSchema>;

export const integrationParamsSchema = z.object({ id: idSchema });
