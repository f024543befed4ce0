/**
 * awk programs that only print what they read.
 *
 * The language has few ways out: `system`, pipes, redirections, `getline` and what gawk adds behind
 * "@". A program is believed when none of them can be in it, however it is split into strings,
 * regular expressions and code (POSIX.1-2017, awk, and the GNU Awk manual).
 */

import { type Argument, isLiteral } from "../argument.ts";
import { HOLE } from "../holes.ts";
import { optionSpec, readOptions, valuesOf } from "../options.ts";
import type { Tool } from "../tool.ts";
import { reveal, strongest, unknown } from "../verdict.ts";
import { endsInsideBrackets } from "./bracket-expression.ts";
import { readingFiles } from "./file-reading.ts";

const AWK = optionSpec({ values: "-F -v", stopAtWord: true });

const REFUSED_WORDS =
  /\b(?:system|getline|ARGV|ARGC|PROCINFO|SYMTAB|FUNCTAB|extension|close|fflush)\b|@/u;

/** After these a "/" begins a regular expression. */
const BEFORE_PATTERN = /[({,;!~&|}\n]$/u;
const DIVIDED = /[\w)\]]$/u;
const STATEMENTS = /\b(?:print|printf|return|in|if|while|else|do|case|exit|delete)$/u;

export const awk: Tool = (args, { name }) => {
  const read = readOptions(args, AWK);
  if (read.problem !== undefined) return unknown(read.problem);
  const settings = valuesOf(read, "-v");
  if (settings.some(({ value }) => /^(?:ARGV|ENVIRON|PROCINFO)/u.test(value)))
    return unknown("`awk -v` sets one of awk's own variables");
  const [program, ...files] = [...read.words, ...(read.rest ?? [])];
  if (program === undefined) return unknown("`awk` has no program");
  const refused =
    program.form === "plain" ? refusal(program.value) : "it is not known before it runs";
  if (refused !== undefined) return unknown(`the \`awk\` program is left to a person: ${refused}`);
  const verdict = readingFiles(
    name,
    files.filter((file) => !isSetting(file)),
  );
  if (/\bENVIRON\b/u.test(program.value))
    return strongest([verdict, reveal("the `awk` program prints the environment")]);
  return verdict;
};

/** `name=value` among the files sets a variable. */
function isSetting(file: Argument): boolean {
  return isLiteral(file) && /^[A-Za-z_]\w*=/u.test(file.value);
}

/** Why a program may do more than print; undefined when it cannot. */
function refusal(program: string): string | undefined {
  const word = REFUSED_WORDS.exec(program)?.[0];
  if (word !== undefined) return `\`${word}\` reaches outside`;
  let code = "";
  const open: string[] = [];
  for (let at = 0; at < program.length; at += 1) {
    const character = program[at] ?? "";
    const begins = character === '"' ? "string" : character === "/" ? slash(program, at, code) : "";
    if (begins === "unclear") return "a division or a pattern is not clear";
    if (begins === "string" || begins === "pattern") {
      const end = endOfQuoted(program, at, character);
      if (end === undefined) return "a string or a pattern is not clear";
      code += character.repeat(2);
      at = end;
    } else if (character === "#") {
      const end = program.indexOf("\n", at);
      at = end < 0 ? program.length : end - 1;
    } else {
      const refused = refusedSign(program, at, open);
      if (refused !== undefined) return refused;
      if (character === "|" || character === "&") at += 1;
      if ("({[".includes(character)) open.push(character);
      if (")}]".includes(character)) open.pop();
      code += character;
    }
  }
  return undefined;
}

/**
 * What a "/" begins, by what stands before it. A division is believed only where a pattern could not
 * swallow a quotation mark or a comment, so that nothing is hidden whichever of the two awk reads.
 */
function slash(program: string, at: number, code: string): "pattern" | "division" | "unclear" {
  const before = code.slice(-80).replace(/[ \t]+$/u, "");
  if (before === "" ? code.trim() === "" : BEFORE_PATTERN.test(before)) return "pattern";
  if (!DIVIDED.test(before) || STATEMENTS.test(before)) return "unclear";
  const line = program.slice(at + 1).split("\n", 1)[0] ?? "";
  const next = line.indexOf("/");
  return next >= 0 && /["#]/u.test(line.slice(0, next)) ? "unclear" : "division";
}

/** The index of the sign that ends a string or a pattern on its line. */
function endOfQuoted(program: string, start: number, quote: string): number | undefined {
  for (let at = start + 1; at < program.length; at += 1) {
    if (program[at] === "\n") return undefined;
    if (program[at] === "\\") at += 1;
    else if (program[at] === quote)
      return quote === "/" && endsInsideBrackets(program.slice(start + 1, at)) ? undefined : at;
  }
  return undefined;
}

/** Pipes and redirections; a blank in the code; what only some awks know. */
function refusedSign(program: string, at: number, open: readonly string[]): string | undefined {
  const pair = program.slice(at, at + 2);
  if (pair[0] === HOLE) return "a blank stands in its code";
  if (pair[0] === "|" && pair !== "||") return "it may run a program";
  if (pair[0] === "&" && pair !== "&&") return "it is not understood";
  // Outside of braces and inside of parentheses ">" compares; in a statement it writes a file.
  if (pair[0] === ">" && pair !== ">=" && open.includes("{") && open.at(-1) === "{")
    return "it may write a file";
  if (/^[`'\\]/u.test(pair)) return "it is not understood";
  return undefined;
}
