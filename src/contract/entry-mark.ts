/** What people say of entries of a timeline. */

import { z } from "zod";
import { givenInstantSchema, textSchema } from "./wire.ts";

export const toldAtSchema = givenInstantSchema.meta({
  description: "When it happened, where that was not now; not in the future",
});

export const starEntrySchema = z
  .object({ starred: z.boolean().default(true).meta({ description: "False takes the star away" }) })
  .meta({ id: "StarEntry" });

export const correctEntrySchema = z
  .object({
    text: textSchema(20_000).optional().meta({ description: "What it should have said" }),
    at: toldAtSchema.optional(),
  })
  .refine(({ text, at }) => text !== undefined || at !== undefined, {
    message: "give what it should have said, or when it happened",
  })
  .meta({ id: "CorrectEntry" });

export const entryNumberSchema = z.coerce.number().int().min(1).max(10_000_000);
