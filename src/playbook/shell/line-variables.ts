/** What is known of the variables of one command line, gathered before it is classed. */

import { type Assignment, forEachChild, type SyntaxNode, type Word } from "unbash";
import type { Placeholder } from "../../domain/playbook.ts";
import type { VariableKind } from "./argument.ts";
import { printsOnlyNames } from "./printed-names.ts";
import { isGivenVariable } from "./variables.ts";

/** A word that can stand for itself wherever a variable is used: nothing to split, no option. */
const PLAIN_VALUE = /^[A-Za-z0-9_./:@][\w./:@-]*$/u;

/** A variable of the line itself: `plain` when all it can be is known to be one harmless word. */
type Known = "plain" | "computed";

export interface LineVariables {
  readonly kind: (name: string) => VariableKind;
  /** Variables that nothing in the line sets: a person fills them in, or the session does. */
  readonly placeholders: readonly Placeholder[];
}

/** Reads every assignment and loop of the tree, and lists the variables that are used but not set. */
export function lineVariables(root: SyntaxNode): LineVariables {
  const known = new Map<string, Known>();
  const used: Placeholder[] = [];
  visit(root, (node) => {
    if (node.type === "Assignment") note(known, node.name, isPlain(node));
    else if (node.type === "For")
      note(
        known,
        node.name.value,
        node.wordlist?.every((word) => isPlainWord(word) || isUnset(word, known)) ?? false,
      );
    else if (node.type === "Select") note(known, node.name.value, false);
    else if (node.type === "Command" && node.name?.value === "read")
      for (const word of node.args) if (word.type === "Word") note(known, word.value, false);
    const name = variableName(node);
    if (name !== undefined) used.push({ name, text: textOf(node) });
  });
  return {
    kind: (name) => kindOf(name, known),
    placeholders: used.filter(({ name }) => !known.has(name) && !isGivenVariable(name)),
  };
}

function kindOf(name: string, known: ReadonlyMap<string, Known>): VariableKind {
  if (/^[?$!#]$/u.test(name)) return "hole";
  if (!/^[A-Za-z_]\w*$/u.test(name) || /^(?:IFS|_|PATH|BASH.*|OPTARG|REPLY|PS[0-4])$/u.test(name))
    return "spread";
  return known.get(name) === "computed" ? "computed" : "hole";
}

/** Set in two places, a variable is whatever came last: not known. */
function note(known: Map<string, Known>, name: string, plain: boolean): void {
  known.set(name, plain && !known.has(name) ? "plain" : "computed");
}

function isPlain({ value, append, index }: Assignment): boolean {
  return value.type === "Word" && append !== true && index === undefined && isPlainWord(value);
}

function isPlainWord(word: Word): boolean {
  const literal =
    word.parts?.every(({ type }) => type === "SingleQuoted" || type === "DoubleQuoted") ?? true;
  return (literal && PLAIN_VALUE.test(word.value)) || printsOnlyNames(word);
}

/** `$PODS` where nothing in the line sets it: filled in like any other blank. */
function isUnset({ parts = [] }: Word, known: ReadonlyMap<string, Known>): boolean {
  const [only] = parts;
  const isBare =
    only?.type === "SimpleExpansion" ||
    (only?.type === "ParameterExpansion" &&
      only.operation === undefined &&
      only.index === undefined &&
      only.prefix === undefined);
  if (only === undefined || parts.length > 1 || !isBare) return false;
  const name = variableName(only);
  return name !== undefined && !known.has(name) && kindOf(name, known) === "hole";
}

function variableName(node: SyntaxNode): string | undefined {
  const name =
    node.type === "SimpleExpansion"
      ? node.text.slice(1)
      : node.type === "ParameterExpansion"
        ? node.parameter
        : undefined;
  return name !== undefined && /^[A-Za-z_]\w*$/u.test(name) ? name : undefined;
}

function textOf(node: SyntaxNode): string {
  return "text" in node ? node.text : "";
}

function visit(node: SyntaxNode, callback: (node: SyntaxNode) => void): void {
  callback(node);
  forEachChild(node, (child) => visit(child, callback));
}
