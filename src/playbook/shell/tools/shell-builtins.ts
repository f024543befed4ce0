/** What the shell does itself: it starts no program, but some of it runs text as commands. */

import { type Argument, isLiteral, isSlippery } from "../argument.ts";
import type { Tool } from "../tool.ts";
import { isSecretName, isSteeringVariable } from "../variables.ts";
import { manual, observe, reveal, unknown } from "../verdict.ts";

const VARIABLE = /\$\{?([A-Za-z_]\w*)/gu;

/** Prints its arguments; the value of a variable named like a secret is one. */
const echo: Tool = (args, { name }) => {
  const [first] = args;
  if (
    name === "printf" &&
    first !== undefined &&
    (isSlippery(first) || first.value.startsWith("-"))
  )
    return unknown("`printf` with an option sets a variable");
  const secret = args.flatMap(secretNames)[0];
  return secret === undefined
    ? observe(`\`${name}\` only prints`)
    : reveal(`\`${name}\` prints \`$${secret}\``);
};

function secretNames({ text }: Argument): string[] {
  return [...text.matchAll(VARIABLE)].map((match) => match[1] ?? "").filter(isSecretName);
}

/** `export NAME=value`: for the session, no effect of its own. The value is classed elsewhere. */
const exporting: Tool = (args) => {
  if (args.length === 0) return reveal("`export` alone prints the environment");
  for (const argument of args) {
    const name = /^([A-Za-z_]\w*)(?:=|$)/u.exec(argument.value)?.[1];
    if (name === undefined) return unknown(`\`export ${argument.text}\` is not understood`);
    if (isSteeringVariable(name)) return unknown(`\`${name}\` changes how later commands run`);
  }
  return observe("`export` only sets a variable of the session");
};

const cd: Tool = (args) =>
  args.length <= 1 && args.every(({ form }) => form !== "spread")
    ? observe("`cd` only changes the session's folder")
    : unknown("`cd` is not understood");

const set: Tool = (args) => {
  if (args.length === 0) return reveal("`set` alone prints every variable");
  const harmless = args.every(
    (word) =>
      isLiteral(word) &&
      /^(?:[-+][eux]+|[-+]o|pipefail|errexit|nounset|xtrace|-euo|-eo)$/u.test(word.value),
  );
  return harmless
    ? observe("`set` only sets options of the session")
    : unknown("`set` is not understood");
};

const doNothing: Tool = (_args, { name }) => observe(`\`${name}\` does nothing`);
const pwd: Tool = () => observe("`pwd` only prints the folder");

const sleep: Tool = (args) =>
  args.every((word) => isLiteral(word) && /^\d+(?:\.\d+)?[smh]?$/u.test(word.value)) &&
  args.length > 0
    ? observe("`sleep` only waits")
    : unknown("how long `sleep` waits is not known");

const unset: Tool = (args) =>
  args.every(
    (word) =>
      isLiteral(word) && /^[A-Za-z_]\w*$/u.test(word.value) && !isSteeringVariable(word.value),
  )
    ? observe("`unset` only forgets a variable of the session")
    : unknown("`unset` is not understood");

const which: Tool = (_args, { name }) => observe(`\`${name}\` only looks`);

export const shellBuiltins: ReadonlyMap<string, Tool> = new Map<string, Tool>([
  ["echo", echo],
  ["printf", echo],
  ["export", exporting],
  ["cd", cd],
  ["set", set],
  ["unset", unset],
  ["pwd", pwd],
  ["true", doNothing],
  [":", doNothing],
  ["false", doNothing],
  ["sleep", sleep],
  ["which", which],
  ["type", which],
  ["read", () => manual("`read` waits for a person")],
  ["exit", () => manual("`exit` ends the session")],
  ["logout", () => manual("`logout` ends the session")],
  ["history", () => reveal("`history` prints earlier commands")],
]);
