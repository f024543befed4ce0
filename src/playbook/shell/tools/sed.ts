/**
 * sed scripts made of the commands that print, leave out and replace (POSIX.1-2017, sed, and the GNU
 * sed manual). `w`, `r`, `e` and their flags, which reach files and programs, are not among them.
 */

import type { Argument } from "../argument.ts";
import { hasOption, optionSpec, readOptions, valuesOf } from "../options.ts";
import type { Tool } from "../tool.ts";
import { change, unknown } from "../verdict.ts";
import { endsInsideBrackets } from "./bracket-expression.ts";
import { readingFiles } from "./file-reading.ts";

const SED = optionSpec({
  flags: "-n|--quiet|--silent -E|-r|--regexp-extended -u|--unbuffered -s|--separate -z|--null-data",
  values: "-e|--expression",
  patterns: true,
});

const IN_PLACE = /^(?:-[a-zA-Z]*[iI]|--in-place)/u;

export const sed: Tool = (args) => {
  const inPlace = args.find(({ value }) => IN_PLACE.test(value) && !value.startsWith("-e"));
  if (inPlace !== undefined) return change(`\`sed ${inPlace.text}\` rewrites files`);
  const read = readOptions(args, SED);
  if (read.problem !== undefined) return unknown(read.problem);
  const words = [...read.words, ...(read.rest ?? [])];
  const given = hasOption(read, "--expression");
  const scripts = given ? valuesOf(read, "--expression") : words.slice(0, 1);
  if (scripts.length === 0) return unknown("`sed` has no script");
  const refused = scripts.find((script) => !isHarmless(script));
  if (refused !== undefined) return unknown(`what \`sed ${refused.text}\` does is not understood`);
  return readingFiles("sed", given ? words : words.slice(1));
};

function isHarmless({ value, form }: Argument): boolean {
  if (form !== "plain") return false;
  let rest: string | undefined = value;
  while (rest !== undefined && rest !== "") rest = afterCommand(rest);
  return rest === "";
}

const NUMBER_OR_END = /^(?:\d+(?:~\d+)?|\$)/u;
const SIMPLE = /^(?:[pdqQ=DGHNPghnxlF]\d*|\{|\})/u;

/** The script behind its first command; undefined when that is none of the harmless ones. */
function afterCommand(script: string): string | undefined {
  let rest = script.replace(/^[\s;]+/u, "");
  if (rest === "") return "";
  const addressed = afterAddress(rest);
  if (addressed === undefined) return undefined;
  rest = addressed.replace(/^\s*!?\s*/u, "");
  const simple = SIMPLE.exec(rest)?.[0];
  if (simple !== undefined) return ended(rest.slice(simple.length), /[{}]/u.test(simple));
  if (rest.startsWith("s")) {
    const after = afterReplacement(rest);
    return after === undefined ? undefined : ended(after.replace(/^[gpiIM\d]*/u, ""), false);
  }
  const after = rest.startsWith("y") ? afterReplacement(rest) : undefined;
  return after === undefined ? undefined : ended(after, false);
}

/** A command ends with its line, with ";" or before "}". */
function ended(rest: string, isBrace: boolean): string | undefined {
  return isBrace || /^\s*(?:$|[;\n}])/u.test(rest) ? rest : undefined;
}

function afterAddress(script: string): string | undefined {
  let rest = afterOneAddress(script);
  if (rest === undefined) return undefined;
  if (!/^\s*,/u.test(rest)) return rest;
  rest = rest.replace(/^\s*,\s*/u, "");
  const second = rest.replace(/^[+~]\d+/u, "");
  return second === rest ? afterOneAddress(rest) : second;
}

function afterOneAddress(script: string): string | undefined {
  const number = NUMBER_OR_END.exec(script)?.[0];
  if (number !== undefined) return script.slice(number.length);
  if (!script.startsWith("/")) return script;
  const end = endOfPart(script, 1, "/");
  return end === undefined ? undefined : script.slice(end + 1).replace(/^[IM]+/u, "");
}

/** What follows `s/a/b/` or `y|a|b|`. */
function afterReplacement(command: string): string | undefined {
  const delimiter = command[1] ?? "";
  if (!/^[/|,#:@%!_+]$/u.test(delimiter)) return undefined;
  const middle = endOfPart(command, 2, delimiter);
  const last = middle === undefined ? undefined : endOfPart(command, middle + 1, delimiter);
  return last === undefined ? undefined : command.slice(last + 1);
}

/** The delimiter's index; undefined when it may stand inside brackets, which not every sed reads alike. */
function endOfPart(script: string, start: number, delimiter: string): number | undefined {
  for (let at = start; at < script.length; at += 1) {
    if (script[at] === "\\") at += 1;
    else if (script[at] === delimiter)
      return endsInsideBrackets(script.slice(start, at)) ? undefined : at;
  }
  return undefined;
}
