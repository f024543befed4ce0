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

const TESTS = /^-[a-hknoprstuwxzGLNOS]$/u;
const COMPARISONS = /^(?:==?|!=|<|>|-(?:eq|ne|lt|le|gt|ge|nt|ot|ef))$/u;

/** `[ -f a ]`, `[ "$a" -eq 1 ]`: forms in which no word can be taken for an operator. */
const test: Tool = (args, { name }) => {
  const closing = args.at(-1);
  if (name === "[" && !(isLiteral(closing) && closing.value === "]"))
    return unknown("`[` is not closed");
  const all = name === "[" ? args.slice(0, -1) : args;
  const [first, ...rest] = all;
  const words = isLiteral(first) && first.value === "!" ? rest : all;
  const parts = splitAt(words, (word) => isLiteral(word) && /^-[ao]$/u.test(word.value));
  const isFirm = parts.length === 1 || words.every(({ form }) => form === "plain");
  return isFirm && parts.every(isComparison)
    ? observe(`\`${name}\` only compares`)
    : unknown(`what \`${name}\` compares is not known before it runs`);
};

function splitAt(words: readonly Argument[], ends: (word: Argument) => boolean): Argument[][] {
  const parts: Argument[][] = [[]];
  for (const word of words)
    if (ends(word)) parts.push([]);
    else parts.at(-1)?.push(word);
  return parts;
}

function isComparison(words: readonly Argument[]): boolean {
  if (words.some(({ form }) => form === "spread" || form === "pattern")) return false;
  const [first, second] = words;
  if (words.length === 1) return true;
  if (words.length === 2) return isLiteral(first) && TESTS.test(first.value);
  return words.length === 3 && isLiteral(second) && COMPARISONS.test(second.value);
}

/** From a pipe it takes a line; otherwise it waits for somebody to type one. */
const read: Tool = (args, { hasInput }) => {
  if (!hasInput || args.some(({ value }) => /^-[a-zA-Z]*[ps]/u.test(value)))
    return manual("`read` waits for a person");
  const isPlain = args.every(
    (word) =>
      isLiteral(word) &&
      /^(?:-r|[A-Za-z_]\w*)$/u.test(word.value) &&
      !isSteeringVariable(word.value),
  );
  return isPlain
    ? observe("`read` only takes a line from the pipe")
    : unknown("`read` is not understood");
};

/** With a number it ends a script and says how it went; alone a person's session. */
const exit: Tool = (args) =>
  args.length === 1 && args.every((word) => isLiteral(word) && /^\d+$/u.test(word.value))
    ? observe("`exit` with a number ends the script")
    : manual("`exit` ends the session");

const ulimit: Tool = (args) =>
  args.every((word) => isLiteral(word) && /^-[a-zA-Z]+$/u.test(word.value))
    ? observe("`ulimit` only reports")
    : unknown("`ulimit` sets a limit");

const noArguments: Tool = (args, { name }) =>
  args.every((word) => isLiteral(word) && /^\d+$|^-[lpr]$/u.test(word.value))
    ? observe(`\`${name}\` only steers the script`)
    : unknown(`\`${name}\` is not understood`);

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
  ["test", test],
  ["[", test],
  ["break", noArguments],
  ["continue", noArguments],
  ["return", noArguments],
  ["jobs", noArguments],
  ["ulimit", ulimit],
  ["seq", noArguments],
  ["read", read],
  ["exit", exit],
  ["logout", () => manual("`logout` ends the session")],
  ["history", () => reveal("`history` prints earlier commands")],
]);
