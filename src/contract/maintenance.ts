/** Maintenance windows: what is worked on pages nobody for a while. */

import { z } from "zod";
import { givenInstantSchema, idSchema, instantSchema, textSchema } from "./wire.ts";

const scopeSchema = {
  matchers: z
    .string()
    .nullable()
    .meta({ description: "In Alertmanager's syntax: what an alert's labels have to satisfy" }),
  service: z
    .string()
    .nullable()
    .meta({ description: "Only its alerts, by a rule or by their label service" }),
  team: z.string().nullable().meta({ description: "Only alerts whose incident would be its" }),
  includeWorst: z
    .boolean()
    .meta({ description: "Whether alerts of the worst severity page nobody either" }),
};

export const maintenanceSchema = z
  .object({
    id: z.string(),
    ...scopeSchema,
    state: z.enum(["pending", "active", "expired"]),
    startsAt: instantSchema,
    endsAt: instantSchema,
    author: z.string(),
    comment: z.string(),
  })
  .meta({ id: "Maintenance" });
export type MaintenanceJson = z.infer<typeof maintenanceSchema>;

export const recurringMaintenanceSchema = z
  .object({
    name: z.string(),
    ...scopeSchema,
    timeZone: z.string(),
    at: z.string().nullable().meta({ description: "File and line of tocsin.yaml" }),
    state: z.enum(["pending", "active"]),
    startsAt: instantSchema
      .nullable()
      .meta({ description: "Of the one that is open, or the next" }),
    endsAt: instantSchema.nullable(),
  })
  .meta({ id: "RecurringMaintenance" });
export type RecurringMaintenanceJson = z.infer<typeof recurringMaintenanceSchema>;

export const maintenanceListSchema = z
  .object({
    windows: z.array(maintenanceSchema),
    recurring: z
      .array(recurringMaintenanceSchema)
      .meta({ description: "Those of `tocsin.yaml`, which come every week" }),
  })
  .meta({ id: "MaintenanceList" });
export type MaintenanceListJson = z.infer<typeof maintenanceListSchema>;

export const maintenanceQuerySchema = z.object({
  ended: z
    .enum(["true", "false"])
    .optional()
    .meta({ description: "Also those that ended within five days" }),
});

export const maintenanceParamsSchema = z.object({ id: idSchema });

export const createMaintenanceSchema = z
  .object({
    matchers: textSchema(100_000)
      .optional()
      .meta({
        description:
          "In Alertmanager's syntax. Of matchers, service and team one has to be given; all that are have to hold",
        examples: ['host=~"db-.*"'],
      }),
    service: textSchema(200).optional(),
    team: textSchema(100).optional(),
    includeWorst: z.boolean().optional(),
    startsAt: givenInstantSchema.optional().meta({ description: "Now when left out" }),
    endsAt: givenInstantSchema.meta({ description: "30 days after it begins at most" }),
    comment: textSchema(2000).meta({ description: "What is done" }),
  })
  .meta({ id: "CreateMaintenance" });
export type CreateMaintenanceInput = z.infer<typeof createMaintenanceSchema>;
