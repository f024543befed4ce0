/** `head` and `tail` by lines. */

import { KEPT_LINES_MAX, type LineFilter } from "./filter.ts";
import { count, filterOptions, withPlainNumbers } from "./filter-options.ts";
import type { ReadFilter } from "./read-filter.ts";

/** Of both: https://pubs.opengroup.org/onlinepubs/9799919799/utilities/head.html */
const LINES_DEFAULT = "10";

export function readHead(args: readonly string[]): ReadFilter {
  const lines = readLines("head", args, /^\d+$/u);
  return typeof lines === "string"
    ? { kind: "refused", reason: lines }
    : { kind: "filter", create: () => head(lines.count) };
}

export function readTail(args: readonly string[]): ReadFilter {
  const lines = readLines("tail", args, /^[-+]?\d+$/u);
  if (typeof lines === "string") return { kind: "refused", reason: lines };
  return {
    kind: "filter",
    create: () => (lines.fromStart ? from(lines.count) : tail(lines.count)),
  };
}

function readLines(
  program: string,
  args: readonly string[],
  form: RegExp,
): { readonly count: number; readonly fromStart: boolean } | string {
  const options = filterOptions(withPlainNumbers(args, "-n"), {
    flags: "-q",
    values: "-n|--lines",
  });
  if (typeof options === "string") return options;
  if (options.words.length > 0)
    return `\`${program}\` would read a file on the machine of the runner`;
  const given = options.value("--lines") ?? LINES_DEFAULT;
  const lines = count(given.replace(/^[-+]/u, ""));
  if (!form.test(given) || lines === undefined || lines > KEPT_LINES_MAX)
    return `\`${program} -n ${given}\` is not a number of lines that the runner counts`;
  return { count: lines, fromStart: given.startsWith("+") };
}

function head(lines: number): LineFilter {
  let seen = 0;
  return {
    line(text) {
      seen += 1;
      return seen <= lines ? [text] : [];
    },
    end: () => [],
    isDone: () => seen >= lines,
    exitCode: () => 0,
  };
}

function tail(lines: number): LineFilter {
  const kept: string[] = [];
  return {
    line(text) {
      kept.push(text);
      if (kept.length > lines) kept.shift();
      return [];
    },
    end: () => kept,
    isDone: () => false,
    exitCode: () => 0,
  };
}

/** `tail -n +2`: everything from the second line on. */
function from(line: number): LineFilter {
  let seen = 0;
  return {
    line(text) {
      seen += 1;
      return seen >= line ? [text] : [];
    },
    end: () => [],
    isDone: () => false,
    exitCode: () => 0,
  };
}
