/** How an integration's senders say what an alert needs, where they have a form of their own. */

import { z } from "zod";
import type { InboundMapping } from "../domain/inbound-mapping.ts";
import { textSchema } from "./wire.ts";

const ENTRIES_MAX = 50;
const TEMPLATE_LENGTH_MAX = 1000;

const templateSchema = textSchema(TEMPLATE_LENGTH_MAX).meta({
  description: "A JSON pointer, `/monitor/name`, or a text with pointers in braces",
  examples: ["/monitor/name", "{/host} is {/state}"],
});

const fieldSchema = z.union([
  templateSchema,
  z.strictObject({
    from: z.union([templateSchema, z.array(templateSchema).min(1).max(ENTRIES_MAX)]),
    values: boundedRecord(z.string().max(TEMPLATE_LENGTH_MAX))
      .optional()
      .meta({ description: "What a value means" }),
    default: z.string().max(TEMPLATE_LENGTH_MAX).optional(),
  }),
]);

export const inboundMappingSchema = z
  .strictObject({
    title: fieldSchema,
    status: fieldSchema
      .optional()
      .meta({ description: "Becomes firing, acknowledged, resolved, or noted" }),
    severity: fieldSchema.optional(),
    dedupKey: fieldSchema.optional(),
    groupKey: fieldSchema.optional(),
    url: fieldSchema.optional(),
    labels: boundedRecord(fieldSchema).optional(),
    annotations: boundedRecord(fieldSchema).optional(),
  })
  .meta({ id: "InboundMapping" });

function boundedRecord<Value extends z.ZodType>(value: Value) {
  return z
    .record(z.string().max(200), value)
    .refine((record) => Object.keys(record).length <= ENTRIES_MAX, {
      message: `at most ${ENTRIES_MAX} entries`,
    });
}

/** The mapping without what was left out. */
export function givenMapping(mapping: z.infer<typeof inboundMappingSchema>): InboundMapping {
  return JSON.parse(JSON.stringify(mapping)) as InboundMapping;
}
