/** Shifts that people take, and offer to each other. */

import { z } from "zod";
import { givenInstantSchema, idSchema, instantSchema, textSchema } from "./wire.ts";

const stretchSchema = z.object({
  scheduleId: z.string(),
  startsAt: instantSchema,
  endsAt: instantSchema,
});

export const swapSchema = z
  .object({
    id: z.string(),
    state: z.enum(["offered", "taken", "withdrawn", "expired"]),
    offeredBy: z.string(),
    offeredTo: z.string().nullable().meta({ description: "Null for whoever wants it" }),
    takenBy: z.string().nullable(),
    given: stretchSchema,
    inReturn: stretchSchema.nullable(),
  })
  .meta({ id: "Swap" });
export type SwapJson = z.infer<typeof swapSchema>;

export const swapListSchema = z.object({ swaps: z.array(swapSchema) });
export type SwapListJson = z.infer<typeof swapListSchema>;

const givenStretchSchema = z.object({
  scheduleId: textSchema(200),
  startsAt: givenInstantSchema,
  endsAt: givenInstantSchema,
});

export const offerSwapSchema = z.object({
  scheduleId: textSchema(200),
  startsAt: givenInstantSchema
    .optional()
    .meta({ description: "With endsAt; the shift you have, or have next, when both are left out" }),
  endsAt: givenInstantSchema.optional(),
  to: textSchema(200).optional().meta({ description: "A person by name; anybody when left out" }),
  inReturn: givenStretchSchema.optional(),
});
export type OfferSwapInput = z.input<typeof offerSwapSchema>;

export const takeShiftSchema = z.object({
  scheduleId: textSchema(200),
  startsAt: givenInstantSchema.optional().meta({ description: "Now when left out" }),
  endsAt: givenInstantSchema
    .optional()
    .meta({ description: "When the shift changes hands, when left out" }),
});
export type TakeShiftInput = z.input<typeof takeShiftSchema>;

export const swapParamsSchema = z.object({ id: idSchema });
