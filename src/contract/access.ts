/** The access that the playbook requires of responders, per person attested or missing. */

import { z } from "zod";
import { instantSchema, textSchema } from "./wire.ts";

export const attestAccessSchema = z
  .object({
    item: textSchema(1000).meta({ description: "As the playbook writes it" }),
    attested: z.boolean(),
  })
  .meta({ id: "AttestAccess" });
export type AttestAccessInput = z.infer<typeof attestAccessSchema>;

export const personAccessSchema = z
  .object({
    personId: z.string(),
    person: z.string(),
    items: z.array(
      z.object({
        item: z.string(),
        attested: z.boolean(),
        attestedAt: instantSchema.nullable(),
      }),
    ),
  })
  .meta({ id: "PersonAccess" });
export type PersonAccessJson = z.infer<typeof personAccessSchema>;

export const accessSchema = z
  .object({
    required: z
      .array(z.string())
      .meta({ description: "What the active playbook requires, in its order" }),
    people: z.array(personAccessSchema),
  })
  .meta({ id: "Access" });
export type AccessJson = z.infer<typeof accessSchema>;
