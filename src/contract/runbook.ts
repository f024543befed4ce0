/** The runbook of an incident: its steps, and what Tocsin does with each. */

import { z } from "zod";
import { EFFECTS } from "../domain/effect.ts";
import { INPUT_KINDS } from "../domain/input-value.ts";
import { STEP_OUTCOMES, STEP_RUN_STATES } from "../domain/step-run.ts";
import { instantSchema, textSchema } from "./wire.ts";

const plannedInputSchema = z
  .object({
    name: z.string(),
    kind: z.enum(INPUT_KINDS),
    choices: z.array(z.string()).optional(),
    value: z.string().nullable().meta({ description: "What is filled in already" }),
    from: z.string().nullable().meta({ description: "Where that comes from" }),
    listedBy: z
      .int()
      .nullable()
      .meta({ description: "The step whose output lists what may be meant" }),
  })
  .meta({ id: "PlannedInput" });

const plannedStageSchema = z
  .object({
    argv: z.array(z.string()).meta({
      description: "Word for word; an input that is not filled in stands as `<name>`",
    }),
    effect: z.enum(EFFECTS),
    reason: z.string(),
    filter: z.boolean().meta({ description: "The runner does it itself and starts no program" }),
    errors: z.enum(["shown", "joined", "dropped"]),
  })
  .meta({ id: "PlannedStage" });

const stepRunSchema = z
  .object({
    id: z.string(),
    state: z.enum(STEP_RUN_STATES),
    digest: z.string().meta({ description: "What an approval names" }),
    argv: z.array(z.array(z.string())).meta({ description: "What is run, exactly" }),
    askedBy: z.string().nullable(),
    askedAt: instantSchema,
    approvedBy: z.string().nullable(),
    startBefore: instantSchema,
    endedAt: instantSchema.nullable(),
    outcome: z.enum(STEP_OUTCOMES).nullable(),
    reason: z.string(),
    exitCodes: z.array(z.int().nullable()),
    durationMs: z.int(),
    output: z
      .string()
      .nullable()
      .meta({ description: "Without secrets; both ends of what is long" }),
    outputBytes: z.int(),
    omittedBytes: z.int(),
    outputHash: z.string(),
  })
  .meta({ id: "StepRun" });
export type StepRunJson = z.infer<typeof stepRunSchema>;

const plannedStepSchema = z
  .object({
    number: z.int(),
    key: z.string(),
    runbook: z.string().meta({ description: "Its title" }),
    text: z.string(),
    file: z.string(),
    line: z.int(),
    command: z.string().nullable().meta({ description: "As written in the playbook" }),
    optional: z.boolean(),
    option: z
      .object({
        kind: z.enum(["choice", "branch"]),
        number: z.int(),
        title: z.string(),
        when: z.string().nullable(),
      })
      .nullable()
      .meta({ description: "The alternative it belongs to" }),
    does: z.enum(["run", "tick", "set", "refused"]).meta({
      description: "`tick`: a person does it; `set`: it sets variables of later steps",
    }),
    effect: z.enum(EFFECTS).nullable(),
    reason: z.string().nullable().meta({ description: "What decided on the effect, or why not" }),
    help: z.string().nullable(),
    stages: z.array(plannedStageSchema),
    inputs: z.array(plannedInputSchema),
    run: stepRunSchema.nullable().meta({ description: "The last one" }),
    notes: z.array(z.string()).meta({ description: "What was added or left out, and why" }),
  })
  .meta({ id: "PlannedStep" });
export type PlannedStepJson = z.infer<typeof plannedStepSchema>;

export const incidentRunbookSchema = z
  .object({
    playbookHash: z.string(),
    steps: z.array(plannedStepSchema),
  })
  .meta({ id: "IncidentRunbook" });
export type IncidentRunbookJson = z.infer<typeof incidentRunbookSchema>;

export const runStepSchema = z
  .object({
    step: z.int().min(1).max(10_000).meta({ description: "Its number in the plan" }),
    inputs: z.record(textSchema(200), z.string().max(1000)).default({}),
  })
  .meta({ id: "RunStep" });
export type RunStepInput = z.input<typeof runStepSchema>;

export const approveStepSchema = z
  .object({
    step: z.int().min(1).max(10_000),
    digest: z.string().length(64).meta({ description: "Of the run as it was shown" }),
  })
  .meta({ id: "ApproveStep" });
export type ApproveStepInput = z.infer<typeof approveStepSchema>;
