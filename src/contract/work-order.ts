/** What a server asks of a runner, and what the runner answers. */

import { z } from "zod";

export const RUNNABLE_EFFECTS = ["observe", "reveal", "change"] as const;

export const workOrderSchema = z
  .object({
    id: z.string(),
    fence: z.int().meta({ description: "Of the lease: an answer with an older one is refused" }),
    playbookHash: z.string(),
    command: z.string().meta({ description: "As written in the playbook" }),
    argv: z
      .array(z.string())
      .nullable()
      .meta({ description: "What tocsin.yaml has run in its place" }),
    namespace: z.string().nullable(),
    inputs: z.record(z.string(), z.string()),
    stages: z
      .array(z.array(z.string()))
      .meta({ description: "The words of each program, as they were shown and approved" }),
    effect: z.enum(RUNNABLE_EFFECTS),
    startBefore: z.iso.datetime(),
  })
  .meta({ id: "WorkOrder" });
export type WorkOrder = z.infer<typeof workOrderSchema>;

export const workOutcomeSchema = z
  .object({
    kind: z.enum(["succeeded", "failed", "refused", "timed-out", "killed"]).meta({
      description: "`failed`: it ran, and an exit code says so; `refused`: nothing was started",
    }),
    reason: z.string().max(2000),
    exitCodes: z.array(z.int().nullable()).max(16),
    durationMs: z.int(),
    output: z.string().meta({ description: "The beginning and the end, without secrets" }),
    outputBytes: z.int().meta({ description: "Of all that was printed" }),
    omittedBytes: z.int(),
    outputHash: z.string().meta({ description: "SHA-256 of what is kept" }),
  })
  .meta({ id: "WorkOutcome" });
export type WorkOutcome = z.infer<typeof workOutcomeSchema>;
