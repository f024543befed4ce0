/** `grep` on what is piped in, by RE2: no pattern can hang the runner. */

import { RE2JS, RE2JSException } from "re2js";
import { type GrepSyntax, toRe2 } from "./basic-regex.ts";
import type { LineFilter } from "./filter.ts";
import { count, type FilterOptions, filterOptions } from "./filter-options.ts";
import type { ReadFilter } from "./read-filter.ts";

const OPTIONS = {
  flags:
    "-E|--extended-regexp -F|--fixed-strings -G|--basic-regexp -i|--ignore-case -v|--invert-match -w|--word-regexp -x|--line-regexp -c|--count -n|--line-number -o|--only-matching -q|--quiet|--silent -h|--no-filename -a|--text --line-buffered",
  values: "-e|--regexp -A|--after-context -B|--before-context -C|--context -m|--max-count",
  optional: "--color|--colour",
};

/** Patterns longer than that are lists, which belong into a file. */
const PATTERN_MAX = 2000;
const CONTEXT_MAX = 1000;

/** What may stand beside a word; RE2's own `\W` knows the letters of ASCII alone. */
const NO_WORD = "[^\\p{L}\\p{N}_]";

export function readGrep(args: readonly string[], name: GrepSyntax): ReadFilter {
  const options = filterOptions(args, OPTIONS);
  if (typeof options === "string") return { kind: "refused", reason: options };
  const given = options.values("--regexp");
  const [first, ...files] = given.length > 0 ? [undefined, ...options.words] : options.words;
  if (files.length > 0)
    return { kind: "refused", reason: "`grep` would read a file on the machine of the runner" };
  const patterns = first === undefined ? given : [first];
  if (patterns.length === 0) return { kind: "refused", reason: "`grep` has no pattern" };
  const matcher = compile(patterns, syntaxOf(options, name), options);
  if (typeof matcher === "string") return { kind: "refused", reason: matcher };
  const context = contextOf(options);
  if (context === undefined)
    return { kind: "refused", reason: "`grep` counts its lines in whole numbers" };
  return { kind: "filter", create: () => grep(matcher, { options, ...context }) };
}

function syntaxOf(options: FilterOptions, name: GrepSyntax): GrepSyntax {
  if (options.has("--fixed-strings")) return "fixed";
  return options.has("--extended-regexp") ? "extended" : name;
}

/** A compiled pattern, or what is wrong with it. */
function compile(
  patterns: readonly string[],
  syntax: GrepSyntax,
  options: FilterOptions,
): RE2JS | string {
  const translated = patterns.flatMap((one) => one.split("\n")).map((one) => toRe2(one, syntax));
  if (translated.some((one) => one === undefined || one.length > PATTERN_MAX))
    return "the pattern of `grep` is too long, or none that RE2 knows";
  const any = `(?:${translated.join("|")})`;
  const isWord = options.has("--word-regexp");
  if (isWord && options.has("--only-matching"))
    return "`grep -ow` is not carried out by the runner";
  const bounded = isWord ? `(?:^|${NO_WORD})${any}(?:$|${NO_WORD})` : any;
  const whole = options.has("--line-regexp") ? `^${bounded}$` : bounded;
  try {
    return RE2JS.compile(whole, options.has("--ignore-case") ? RE2JS.CASE_INSENSITIVE : 0);
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error;
    return "the pattern of `grep` is none that RE2 knows";
  }
}

interface Context {
  readonly before: number;
  readonly after: number;
  readonly max: number;
}

function contextOf(options: FilterOptions): Context | undefined {
  const around = options.value("--context") ?? "0";
  const before = count(options.value("--before-context") ?? around);
  const after = count(options.value("--after-context") ?? around);
  const max = count(options.value("--max-count") ?? "9999999");
  if (before === undefined || after === undefined || max === undefined) return undefined;
  return before > CONTEXT_MAX || after > CONTEXT_MAX ? undefined : { before, after, max };
}

function grep(
  matcher: RE2JS,
  { options, before, after, max }: Context & { readonly options: FilterOptions },
): LineFilter {
  const [counts, numbers, only, quiet, inverts] = [
    "--count",
    "--line-number",
    "--only-matching",
    "--silent",
    "--invert-match",
  ].map(options.has);
  const numbered = (line: number, text: string, sign: string): string =>
    numbers === true ? `${line}${sign}${text}` : text;
  let seen = 0;
  let found = 0;
  let lastPrinted = 0;
  let owed = 0;
  let earlier: string[] = [];

  const matched = (text: string): readonly string[] => {
    const first = seen - earlier.length;
    const gap = (before > 0 || after > 0) && lastPrinted > 0 && first > lastPrinted + 1;
    const context = earlier.map((line, index) => numbered(first + index, line, "-"));
    earlier = [];
    lastPrinted = seen;
    owed = after;
    return [...(gap ? ["--"] : []), ...context, numbered(seen, text, ":")];
  };

  const unmatched = (text: string): readonly string[] => {
    if (owed > 0) {
      owed -= 1;
      lastPrinted = seen;
      return [numbered(seen, text, "-")];
    }
    if (before > 0) earlier = [...earlier, text].slice(-before);
    return [];
  };

  return {
    line(text) {
      seen += 1;
      if (found >= max && owed === 0) return [];
      const isFound = found < max && matcher.test(text) !== (inverts === true);
      if (!isFound)
        return counts === true || quiet === true || only === true ? [] : unmatched(text);
      found += 1;
      if (counts === true || quiet === true) return [];
      if (only === true)
        return inverts === true
          ? []
          : matches(matcher, text).map((one) => numbered(seen, one, ":"));
      return matched(text);
    },
    end: () => (counts === true && quiet !== true ? [String(found)] : []),
    isDone: () => (quiet === true && found > 0) || (found >= max && owed === 0),
    exitCode: () => (found > 0 ? 0 : 1),
  };
}

function matches(matcher: RE2JS, text: string): readonly string[] {
  const found: string[] = [];
  const all = matcher.matcher(text);
  while (all.find()) {
    const one = all.group() ?? "";
    if (one !== "") found.push(one);
  }
  return found;
}
