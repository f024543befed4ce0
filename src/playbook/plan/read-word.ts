/** A word of a command line as one argument, or why a shell would be needed for it. */

import type { Word, WordPart } from "unbash";
import type { PlanPiece, PlanWord } from "../../domain/runbook-plan.ts";
import { HOLE, type PlacedPlaceholder } from "../shell/holes.ts";

/** What stands in a word that only a shell can do. */
export class NeedsShell extends Error {}

/** Gives the blanks of a text their names, in its order: a blank is as long as it was written. */
export class Blanks {
  readonly #placeholders: readonly PlacedPlaceholder[];
  #next = 0;

  constructor(placeholders: readonly PlacedPlaceholder[]) {
    this.#placeholders = placeholders;
  }

  /** Text with blanks in it, cut into pieces. */
  pieces(text: string): PlanPiece[] {
    const pieces: PlanPiece[] = [];
    let rest = text;
    while (rest !== "") {
      const at = rest.indexOf(HOLE);
      if (at !== 0) pieces.push(at < 0 ? rest : rest.slice(0, at));
      if (at < 0) break;
      const placeholder = this.#placeholders[this.#next];
      if (placeholder === undefined) throw new NeedsShell("a blank in it is not understood");
      this.#next += 1;
      pieces.push({ input: placeholder.name });
      rest = rest.slice(at + placeholder.text.length);
    }
    return pieces;
  }
}

/** @throws NeedsShell for what is more than text, blanks and `$NAME` */
export function readWord(word: Word, blanks: Blanks): PlanWord {
  if (word.text.startsWith("~"))
    throw new NeedsShell("`~` stands for a home folder, and there is none");
  const parts = word.parts;
  const pieces =
    parts === undefined
      ? blanks.pieces(word.value)
      : parts.flatMap((part) => readPart(part, blanks));
  return joined(pieces);
}

function readPart(part: WordPart, blanks: Blanks): readonly PlanPiece[] {
  switch (part.type) {
    case "Literal":
    case "SingleQuoted":
      return blanks.pieces(part.value);
    case "DoubleQuoted":
      return part.parts.flatMap((child) => readPart(child, blanks));
    case "SimpleExpansion":
      return [variable(part.text.slice(1))];
    case "ParameterExpansion":
      if (part.prefix !== undefined || part.index !== undefined || part.operation !== undefined)
        throw new NeedsShell(`\`${part.text}\` is worked out by a shell`);
      return [variable(part.parameter)];
    case "Glob":
    case "ExtendedGlob":
      throw new NeedsShell(`\`${part.text}\` is a pattern of file names, which a shell fills in`);
    case "BraceExpansion":
      throw new NeedsShell(`\`${part.text}\` is several words to a shell`);
    case "CommandExpansion":
    case "ProcessSubstitution":
      throw new NeedsShell("it puts in the output of another command");
    default:
      throw new NeedsShell(`\`${part.text}\` is worked out by a shell`);
  }
}

function variable(name: string): PlanPiece {
  if (/^[A-Za-z_]\w*$/u.test(name)) return { input: name };
  throw new NeedsShell(`\`$${name}\` is a variable of the shell's own`);
}

/** Neighbouring texts made one, so that equal words are equal. */
export function joined(pieces: readonly PlanPiece[]): PlanWord {
  const result: PlanPiece[] = [];
  for (const piece of pieces) {
    const last = result.at(-1);
    if (typeof piece === "string" && typeof last === "string")
      result[result.length - 1] = last + piece;
    else result.push(piece);
  }
  return result.length === 0 ? [""] : result;
}
