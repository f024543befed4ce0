/** A word of a command line as the program would get it, as far as that is known before it runs. */

import type { ParameterExpansionPart, Word, WordPart } from "unbash";
import { isNumeric } from "./expansions.ts";
import { COMPUTED, HOLE } from "./holes.ts";
import { isNamesPart } from "./printed-names.ts";

export interface Argument {
  /** As written. */
  readonly text: string;
  /** Quotes removed; `HOLE` where a person fills in a value, `COMPUTED` where only the shell knows. */
  readonly value: string;
  /**
   * - `plain`: one argument, holes at most;
   * - `pattern`: file names the shell matches: any number of words, all with the same known beginning;
   * - `computed`: one argument whose marked parts can be anything;
   * - `spread`: any number of arguments, whatever they say.
   */
  readonly form: "plain" | "pattern" | "computed" | "spread";
}

/** What a `$NAME` in a word is, decided by whoever knows the whole line. */
export type VariableKind = "hole" | "computed" | "spread";
export type VariableLookup = (name: string) => VariableKind;

/** An argument whose value is fully known. */
export function isLiteral(argument: Argument | undefined): argument is Argument {
  return argument?.form === "plain" && !argument.value.includes(HOLE);
}

/** An argument with this value, for words that stand in no text. */
export function literal(value: string): Argument {
  return { text: value, value, form: "plain" };
}

/** The part of the value that is known for certain from its beginning on. */
export function knownPrefix(argument: Argument): string {
  return /^[^\uE000\uE001]*/u.exec(argument.value)?.[0] ?? "";
}

/** Whether the shell may make several words of it, or a word that begins with "-". */
export function isSlippery(argument: Argument): boolean {
  if (argument.form === "spread") return true;
  return argument.form !== "plain" && argument.value.startsWith(COMPUTED);
}

interface Piece {
  readonly value: string;
  readonly form: Argument["form"];
}

const FORMS: readonly Argument["form"][] = ["plain", "pattern", "computed", "spread"];

/** Reads a word of the syntax tree. Substitutions inside it are classed elsewhere. */
export function argumentOf(word: Word, variable: VariableLookup): Argument {
  const pieces: readonly Piece[] = word.parts?.map((part) => pieceOf(part, false, variable)) ?? [
    { value: word.value, form: "plain" },
  ];
  let form: Argument["form"] = "plain";
  for (const piece of pieces)
    if (FORMS.indexOf(piece.form) > FORMS.indexOf(form)) form = piece.form;
  const value = pieces.map((piece) => piece.value).join("");
  // `*` alone can match a file called "-rf", and what is both matched and computed can be anything.
  const isPattern = pieces.some((piece) => piece.form === "pattern");
  if (isPattern && (form !== "pattern" || /^[-\uE000\uE001]/u.test(value))) form = "spread";
  return { text: word.text, value: form === "spread" ? COMPUTED : value, form };
}

function pieceOf(part: WordPart, quoted: boolean, variable: VariableLookup): Piece {
  switch (part.type) {
    case "Literal":
    case "SingleQuoted":
      return { value: part.value, form: "plain" };
    case "DoubleQuoted": {
      const pieces = part.parts.map((child) => pieceOf(child, true, variable));
      const computed = pieces.some((piece) => piece.form !== "plain");
      return {
        value: pieces.map((piece) => piece.value).join(""),
        form: computed
          ? pieces.some((piece) => piece.form === "spread")
            ? "spread"
            : "computed"
          : "plain",
      };
    }
    case "Glob":
    case "BraceExpansion":
    case "ExtendedGlob":
      return { value: COMPUTED, form: "pattern" };
    case "SimpleExpansion":
      return variablePiece(part.text.slice(1), quoted, variable);
    case "ParameterExpansion": {
      const { prefix, index, operation } = part;
      const isWhole = operation === undefined || isTrimmedSlash(operation);
      if (prefix === undefined && index === undefined && isWhole)
        return variablePiece(part.parameter, quoted, variable);
      return { value: COMPUTED, form: quoted ? "computed" : "spread" };
    }
    case "ProcessSubstitution":
      return { value: `/dev/fd/${COMPUTED}`, form: "computed" };
    default:
      if (isNamesPart(part) || (part.type === "ArithmeticExpansion" && isNumeric(part)))
        return { value: HOLE, form: "plain" };
      // Substitutions, arithmetic, $'…' and $"…".
      return {
        value: COMPUTED,
        form: quoted || part.type === "AnsiCQuoted" ? "computed" : "spread",
      };
  }
}

/** `${BASE%/}`: the same address or folder, so that no slash stands twice. */
function isTrimmedSlash(operation: NonNullable<ParameterExpansionPart["operation"]>): boolean {
  return (
    operation.type === "Remove" &&
    operation.operator.startsWith("%") &&
    operation.operand.parts === undefined &&
    operation.operand.value === "/"
  );
}

function variablePiece(name: string, quoted: boolean, variable: VariableLookup): Piece {
  const kind = variable(name);
  if (kind === "hole") return { value: HOLE, form: "plain" };
  // "$@" is many words even inside quotes.
  return { value: COMPUTED, form: quoted && kind === "computed" ? "computed" : "spread" };
}
