/** The effect of a pipe that is to run without a shell: the same reading as the playbook's lines get. */

import { parse } from "unbash";
import type { Effect } from "../../domain/effect.ts";
import type { PlanWord } from "../../domain/runbook-plan.ts";
import { readFilter } from "../filters/read-filter.ts";
import { isReadable } from "../shell/classify.ts";
import { classScript } from "../shell/command-tree.ts";
import { HOLE } from "../shell/holes.ts";
import { lineVariables } from "../shell/line-variables.ts";
import { observe, strongest, unknown, type Verdict } from "../shell/verdict.ts";
import type { SyntaxParsers } from "../syntax-parsers.ts";

export interface ClassedStages {
  readonly effect: Effect;
  readonly reason: string;
  /** One for each stage. */
  readonly stages: readonly {
    readonly effect: Effect;
    readonly reason: string;
    readonly isFilter: boolean;
  }[];
}

/** Classes the stages of a pipe, alone and together. Inputs count as blanks. Never throws. */
export function classStages(
  stages: readonly { readonly argv: readonly PlanWord[] }[],
  parsers: SyntaxParsers,
): ClassedStages {
  const classed = stages.map(({ argv }, index) => classStage(argv, index, parsers));
  const { effect, reason } = strongest(classed);
  return { effect, reason, stages: classed };
}

function classStage(
  argv: readonly PlanWord[],
  index: number,
  parsers: SyntaxParsers,
): Verdict & { readonly isFilter: boolean } {
  const words = literalWords(argv);
  const filter = index > 0 && words !== undefined ? readFilter(words) : undefined;
  if (filter?.kind === "filter")
    return { ...observe("a filter that the runner carries out itself"), isFilter: true };
  const line = shellText(argv);
  // What is piped into a program may be what it runs.
  const text = index > 0 ? `echo x | ${line}` : line;
  return { ...classText(text, parsers), isFilter: false };
}

function classText(text: string, parsers: SyntaxParsers): Verdict {
  if (!isReadable(text.replaceAll(HOLE, "x")))
    return unknown("it is too long, or holds characters that cannot be seen");
  const script = parse(text);
  const { effect, reason } = classScript(script, { parsers, variables: lineVariables(script) });
  return { effect, reason: reason.replaceAll(/\uE000+/gu, "…") };
}

/** The words as text, where nothing in them is to be filled in. */
export function literalWords(argv: readonly PlanWord[]): readonly string[] | undefined {
  const words = argv.map((word) =>
    word.every((piece) => typeof piece === "string") ? word.join("") : undefined,
  );
  return words.every((word) => word !== undefined) ? words : undefined;
}

/** Words as a shell would have to be given them, to mean the same. */
export function shellText(argv: readonly PlanWord[]): string {
  return argv.map(quoted).join(" ");
}

const PLAIN = /^[A-Za-z0-9_./:@%+,=\uE000-]+$/u;

function quoted(word: PlanWord): string {
  const text = wordText(word);
  return PLAIN.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/** A word as text, with the mark of a blank where something is to be filled in. */
export function wordText(word: PlanWord): string {
  return word.map((piece) => (typeof piece === "string" ? piece : HOLE)).join("");
}
