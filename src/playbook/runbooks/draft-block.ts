/** A runbook's block while steps are still added to it. */

import type { RunbookBlock, RunbookOption, RunbookStep } from "../../domain/playbook.ts";

export type DraftStep = { -readonly [Key in keyof RunbookStep]: RunbookStep[Key] };

export interface DraftOption {
  readonly title: string;
  readonly when?: string;
  readonly line: number;
  readonly steps: DraftStep[];
  /** All of its words, where the title is only some of them: what a person does when nothing else is in it. */
  readonly words?: string;
  /** It tells of a cause, and asks for nothing by itself. */
  readonly isCause?: boolean;
}

export interface DraftBlock {
  readonly kind: RunbookBlock["kind"];
  readonly title: string | undefined;
  readonly line: number;
  /** Of the heading that opened it, or one of the depths below. */
  readonly depth: number;
  /** Its words say that it ends the harm, or that it only looks. */
  readonly isMitigation: boolean;
  readonly isDiagnosis: boolean;
  readonly steps: DraftStep[];
  readonly options: DraftOption[];
}

/**
 * Deeper than any heading: a label in bold, a sentence with a condition, the items of a list, those of a
 * list inside it, and what a comment in a fence opens.
 */
export const LABEL_DEPTH = 7;
export const SENTENCE_DEPTH = 7.5;
export const LIST_DEPTH = 8;
export const NESTED_DEPTH = 8.5;
export const FENCE_DEPTH = 9;

/** The block as it is published; none when it holds nothing. An option that is only words is done by a person. */
export function finishedBlock(file: string, block: DraftBlock): readonly RunbookBlock[] {
  const { kind, steps } = block;
  const title = block.title === undefined ? {} : { title: block.title };
  const source = { file, line: block.line };
  if (kind === "sequence" || kind === "hint")
    return steps.length === 0 ? [] : [{ kind, ...title, steps, source }];
  // Causes without any remedy only explain.
  if (block.options.every(({ isCause, steps: own }) => isCause === true && own.length === 0))
    return [];
  const options = block.options.map((option) => finishedOption(file, option));
  return options.length === 0 ? [] : [{ kind, ...title, options, source }];
}

function finishedOption(file: string, option: DraftOption): RunbookOption {
  const { line, title, when, steps, words = title } = option;
  const source = { file, line };
  const named = when === undefined ? { title } : { title, when };
  if (steps.length > 0) return { ...named, steps, source };
  const manual: RunbookStep = { text: words, effect: "manual", placeholders: [], source };
  return { ...named, steps: [manual], source };
}
