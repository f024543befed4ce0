/** Runners: who may ask for work, and what they are asked. */

import { z } from "zod";
import { instantSchema, textSchema } from "./wire.ts";
import { workOrderSchema, workOutcomeSchema } from "./work-order.ts";

const runnerSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    connected: z.boolean(),
    programs: z.array(z.string()),
    changes: z.boolean().meta({ description: "Whether it has an identity for changes" }),
    createdAt: instantSchema,
    lastSeenAt: instantSchema.nullable(),
    revokedAt: instantSchema.nullable(),
  })
  .meta({ id: "Runner" });
export type RunnerJson = z.infer<typeof runnerSchema>;

export const runnerListSchema = z
  .object({ runners: z.array(runnerSchema) })
  .meta({ id: "RunnerList" });
export type RunnerListJson = z.infer<typeof runnerListSchema>;

export const createRunnerSchema = z.object({ name: textSchema(100) }).meta({ id: "CreateRunner" });
export type CreateRunnerInput = z.infer<typeof createRunnerSchema>;

export const createdRunnerSchema = z
  .object({
    runner: runnerSchema,
    secret: z.string().meta({ description: "Shown this once: only its hash is kept" }),
  })
  .meta({ id: "CreatedRunner" });
export type CreatedRunnerJson = z.infer<typeof createdRunnerSchema>;

export const claimWorkSchema = z
  .object({ programs: z.array(textSchema(100)).max(200), changes: z.boolean() })
  .meta({ id: "ClaimWork" });
export type ClaimWorkInput = z.infer<typeof claimWorkSchema>;

export const claimedWorkSchema = z
  .object({ order: workOrderSchema.nullable().meta({ description: "Null: nothing to do" }) })
  .meta({ id: "ClaimedWork" });

export const reportWorkSchema = z
  .object({ id: textSchema(64), fence: z.int(), outcome: workOutcomeSchema })
  .meta({ id: "ReportWork" });
export type ReportWorkInput = z.infer<typeof reportWorkSchema>;
