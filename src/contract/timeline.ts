/** The timeline of an incident. */

import { z } from "zod";
import { instantSchema } from "./wire.ts";

export const actorSchema = z
  .object({
    kind: z.enum(["person", "token", "integration", "system"]),
    id: z.string().optional(),
    name: z.string(),
  })
  .meta({ id: "Actor" });

export const timelineEntrySchema = z
  .object({
    seq: z.int().meta({ description: "From 1, without a gap" }),
    at: instantSchema,
    kind: z.string().meta({
      description: "What happened: kinds may be added, never renamed",
      examples: ["incident.opened", "escalation.step", "note"],
    }),
    actor: actorSchema,
    text: z.string().meta({ description: "The entry as one English sentence" }),
    starred: z.boolean().meta({ description: "Somebody marked it for the postmortem" }),
    toldAt: instantSchema
      .nullable()
      .meta({ description: "When it happened, as somebody says; null where nobody does" }),
    correction: z
      .object({ text: z.string(), was: z.string(), by: z.string(), at: instantSchema })
      .nullable()
      .meta({ description: "What it should have said; `text` keeps what it did" }),
    data: z.record(z.string(), z.unknown()).meta({
      description: "Particulars by kind; a key that ends in Ms counts milliseconds",
    }),
  })
  .meta({ id: "TimelineEntry" });
export type TimelineEntryJson = z.infer<typeof timelineEntrySchema>;

export const timelineQuerySchema = z.object({
  after: z.coerce
    .number()
    .int()
    .min(0)
    .default(0)
    .meta({ description: "Only entries with a greater sequence number" }),
});

export const timelineSchema = z
  .object({
    entries: z.array(timelineEntrySchema),
    lastSeq: z
      .int()
      .meta({ description: "Of the last entry here; ask again with after= this until none come" }),
  })
  .meta({ id: "Timeline" });
export type TimelineJson = z.infer<typeof timelineSchema>;
