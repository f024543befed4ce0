/** Escalation policies of `tocsin.yaml`, where the matrix of the playbook does not say enough: their form. */

import * as z from "zod";
import { duration } from "./overlay-values.ts";

export const escalation = z.strictObject({
  after: z
    .array(duration)
    .min(1)
    .refine(isAscending, {
      error: "must not go back in time: each step starts after the one before",
    })
    .meta({
      description: "When each step starts, counted from the start of the round.",
      examples: [["0m", "5m", "10m"]],
    })
    .exactOptional(),
  repeat: z
    .int()
    .min(0)
    .max(100)
    .meta({
      description: "How often the steps are gone through again before the catch-all is paged.",
    })
    .exactOptional(),
  acknowledgementLapses: z
    .union([z.literal("never"), duration], {
      error: 'must be a duration such as "30m", or "never"',
    })
    .meta({
      description:
        "After how long without anybody's entry an acknowledgement lapses and paging resumes. Default: 30m where the severity pages, else never.",
      examples: ["30m", "never"],
    })
    .exactOptional(),
});

function isAscending(durations: readonly string[]): boolean {
  const starts = durations.map((iso) => Temporal.Duration.from(iso).total({ unit: "second" }));
  return starts.every((start, index) => index === 0 || start > (starts[index - 1] ?? 0));
}
