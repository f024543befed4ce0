/** Changes that senders tell of, such as deployments. */

import { z } from "zod";
import { givenInstantSchema, instantSchema, limitSchema } from "./wire.ts";

export const changeEventSchema = z
  .object({
    id: z.string(),
    summary: z.string(),
    source: z.string().nullable().meta({ description: "What was changed, or who tells of it" }),
    team: z.string().nullable(),
    happenedAt: instantSchema,
    receivedAt: instantSchema,
    details: z.record(z.string(), z.string()),
    links: z.array(z.object({ url: z.string(), text: z.string() })),
  })
  .meta({ id: "ChangeEvent" });
export type ChangeEventJson = z.infer<typeof changeEventSchema>;

export const listChangesQuerySchema = z.object({
  from: givenInstantSchema.optional(),
  until: givenInstantSchema.optional(),
  limit: limitSchema,
});

export const changeEventListSchema = z
  .object({
    changes: z.array(changeEventSchema).meta({ description: "The newest first" }),
  })
  .meta({ id: "ChangeEventList" });
export type ChangeEventListJson = z.infer<typeof changeEventListSchema>;
