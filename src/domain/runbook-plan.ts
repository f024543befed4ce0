/**
 * The plan of a runbook: for each of its steps what Tocsin would run, word for word, what is missing for
 * that, or why it will not. A plan is made from the playbook that an incident is pinned to and from
 * nothing else; the runner makes it again before it runs anything.
 */

import type { Effect } from "./effect.ts";
import type { InputKind } from "./input-value.ts";
import type { SourceRef } from "./playbook.ts";

/** Text as it stands, or the value of an input, by its name. */
export type PlanPiece = string | { readonly input: string };

/** One argument, whatever is filled in: a value never becomes two. */
export type PlanWord = readonly PlanPiece[];

/** What becomes of what a stage writes to its standard error. */
export type ErrorOutput = "shown" | "joined" | "dropped";

/** One program of a pipe. */
export interface PlanStage {
  readonly argv: readonly PlanWord[];
  readonly effect: Effect;
  /** What decided on the effect, without a full stop. */
  readonly reason: string;
  /** A filter that the runner carries out itself; it starts no program. */
  readonly isFilter: boolean;
  readonly errors: ErrorOutput;
}

export interface PlanInput {
  readonly name: string;
  readonly kind: InputKind;
  /** `<a|b>`: what may be chosen. */
  readonly choices?: readonly string[];
  /** Filled in already, and from where: "label pod", "set on line 40". */
  readonly value?: string;
  readonly from?: string;
  /** The step whose output lists what may be meant, by its number. */
  readonly listedBy?: number;
}

/** What Tocsin does with a step. */
export type PlannedDeed =
  /** A sentence, or something typed where no runner is: a person does it and says so. */
  | { readonly kind: "tick"; readonly reason: string }
  /** Gives variables of later steps a value; nothing is started. */
  | { readonly kind: "set"; readonly values: Readonly<Record<string, string>> }
  | {
      readonly kind: "run";
      readonly effect: Effect;
      readonly reason: string;
      readonly stages: readonly PlanStage[];
      readonly inputs: readonly PlanInput[];
      /** What was added or left out, and why: shown wherever the step is. */
      readonly notes: readonly string[];
    }
  | { readonly kind: "refused"; readonly reason: string; readonly help: string };

export interface PlannedStep {
  /** Its number in the plan of the incident, from 1. */
  readonly number: number;
  /** The runbook's id, and the step's place in it: `api-pods-crashing/3`. */
  readonly key: string;
  readonly runbook: { readonly id: string; readonly title: string };
  readonly text: string;
  readonly source: SourceRef;
  /** As written in the playbook. */
  readonly command?: string;
  readonly isOptional: boolean;
  /** What is chosen between, where the step belongs to an alternative. */
  readonly option?: {
    readonly kind: "choice" | "branch";
    /** Of the alternatives, from 1, in the order of preference. */
    readonly number: number;
    readonly title: string;
    readonly when?: string;
  };
  readonly deed: PlannedDeed;
}
