/** Parts of words and conditions that the shell evaluates in ways that are not followed here. */

import type { SyntaxNode, TestExpression, Word } from "unbash";

/** Why an expansion may run something or set a variable; undefined for one that only puts in text. */
export function refusedExpansion(node: SyntaxNode): string | undefined {
  switch (node.type) {
    case "ArithmeticExpansion":
      return isNumeric(node) ? undefined : "arithmetic may run what a variable holds";
    case "CommandExpansion":
    case "ProcessSubstitution":
      return node.script === undefined ? "a substitution is not understood" : undefined;
    case "ParameterExpansion":
      return node.prefix === "!" || node.index !== undefined || node.parameter === ""
        ? `\`${node.text}\` may run what a variable holds`
        : undefined;
    case "Assignment":
      return node.index === undefined
        ? undefined
        : "the index of an array may run what a variable holds";
    case "Default":
      return /^:?=$/u.test(node.operator) ? "an expansion sets a variable" : undefined;
    case "Slice":
    case "Transform":
    case "Names":
    case "Unknown":
      return "an expansion is not understood";
    default:
      return undefined;
  }
}

/** In `[[ … ]]` these evaluate both sides as arithmetic, and so what a variable holds. */
const ARITHMETIC = /^-(?:eq|ne|lt|le|gt|ge)$/u;

/** Why a condition in `[[ … ]]` may do more than compare; undefined when it only compares. */
export function refusedCondition(expression: TestExpression): string | undefined {
  switch (expression.type) {
    case "TestUnary":
      return /^-[vR]$/u.test(expression.operator)
        ? "the index of an array may run what a variable holds"
        : undefined;
    case "TestBinary":
      return ARITHMETIC.test(expression.operator) &&
        !(isNumber(expression.left) && isNumber(expression.right))
        ? "arithmetic may run what a variable holds"
        : undefined;
    case "TestLogical":
      return expression.operands.map(refusedCondition).find((reason) => reason !== undefined);
    case "TestNot":
      return refusedCondition(expression.operand);
    case "TestGroup":
      return refusedCondition(expression.expression);
  }
}

function isNumber(word: Word): boolean {
  return word.parts === undefined && /^-?\d+$/u.test(word.value);
}

/** `$((30*86400))`, `$(($(date +%s) - 3600))`: numbers alone, and so nothing to look up. */
export function isNumeric({ text }: { readonly text: string }): boolean {
  const known = text.replaceAll(/\$\(date \+%s\)/gu, "T");
  // A difference can be negative, and then begins like an option; one from the time of day is not.
  return /^\$\(\((?:[\dT\s()+*/%]+|\s*T\s*-[\d\s()+*/%]+)\)\)$/u.test(known);
}
