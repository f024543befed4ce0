/** Text filters: in a pipe they see what another command printed; with files they print those. */

import { type Argument, isLiteral } from "../argument.ts";
import { HOLE } from "../holes.ts";
import {
  hasOption,
  type OptionForm,
  type OptionSpec,
  optionSpec,
  type ReadArguments,
  readOptions,
  valuesOf,
} from "../options.ts";
import type { Tool } from "../tool.ts";
import { change, observe, reveal, strongest, unknown, type Verdict } from "../verdict.ts";
import { readingFiles } from "./file-reading.ts";

const GREP = optionSpec({
  flags:
    "-E|--extended-regexp -F|--fixed-strings -G|--basic-regexp -P|--perl-regexp -i|--ignore-case -v|--invert-match -w|--word-regexp -x|--line-regexp -c|--count -l|--files-with-matches -L|--files-without-match -n|--line-number -o|--only-matching -q|--quiet|--silent -s|--no-messages -h|--no-filename -H|--with-filename -a|--text -z|--null-data -b|--byte-offset --line-buffered -I -r|-R|--recursive",
  values:
    "-e|--regexp -A|--after-context -B|--before-context -C|--context -m|--max-count --include --exclude --exclude-dir",
  optional: "--color|--colour",
  numbers: true,
  patterns: true,
});

/** With these it prints no line. */
const WITHOUT_LINES = ["--count", "--files-with-matches", "--files-without-match", "--silent"];

const grep: Tool = (args, { name }) => {
  // No file is called so: the shell hands the option on as it stands.
  const read = readOptions(args.map(withLiteralPattern), GREP);
  if (read.problem !== undefined) return unknown(read.problem);
  if (WITHOUT_LINES.some((option) => hasOption(read, option)))
    return observe(`\`${name}\` only counts lines or names files`);
  const files = filesAfter(hasOption(read, "--regexp") ? 0 : 1, read);
  if (looksInSources(read, files))
    return observe(`\`${name}\` only finds words in sources and texts`);
  // Even in a pipe: without a file `-r` reads the folder.
  if (files.length === 0 && hasOption(read, "--recursive"))
    return reveal("`grep -r` prints from every file below this folder, which may hold secrets");
  return readingFiles(name, files);
};

const SOURCES =
  /\.(?:md|mdx|rst|adoc|tsx?|jsx?|mjs|py|go|rs|rb|java|kt|php|c|h|cpp|sol|html|css|scss|vue|svelte|log)$/u;
const TELLING_PATTERN =
  /pass|pwd|secret|token|key|cred|auth|priv|ur[il]|dsn|conn|:\/\/|^[^\p{L}]*$/iu;

/** A word that is no secret's name, looked for in files of programs and documents alone. */
function looksInSources(read: ReadArguments, files: readonly Argument[]): boolean {
  const pattern = valuesOf(read, "--regexp")[0] ?? read.words[0];
  if (
    hasOption(read, "--invert-match") ||
    pattern?.form !== "plain" ||
    TELLING_PATTERN.test(pattern.value)
  )
    return false;
  const included = valuesOf(read, "--include");
  if (included.length > 0)
    return hasOption(read, "--recursive") && included.every(({ value }) => SOURCES.test(value));
  return files.length > 0 && files.every((file) => isLiteral(file) && SOURCES.test(file.value));
}

/** `--include=*.log`: what looks like a file name pattern is the option's own. */
function withLiteralPattern(word: Argument): Argument {
  // Nobody calls a log so that it begins like an option.
  if (word.form === "spread" && /^\*[\w.-]*\.log(?:\.gz)?$/u.test(word.text))
    return { text: word.text, value: word.text.replaceAll("*", "any"), form: "plain" };
  return /^--(?:include|exclude|exclude-dir)=[\w.*?{},-]+$/u.test(word.text)
    ? { text: word.text, value: word.text, form: "plain" }
    : word;
}

const DIGESTS = filter({ flags: "-c|--check -b -t --quiet --status --ignore-missing -w --tag" });

const FILTERS: Readonly<Record<string, OptionSpec>> = {
  head: filter({ flags: "-q -v -z", values: "-n|--lines -c|--bytes", numbers: true }),
  tail: filter({
    flags: "-f|--follow -F -q -v -z --retry",
    values: "-n|--lines -c|--bytes --pid -s|--sleep-interval",
    numbers: true,
  }),
  cat: filter({ flags: "-A -b -e -E -n|--number -s -t -T -u -v" }),
  wc: filter({ flags: "-c|--bytes -m|--chars -l|--lines -L -w|--words" }),
  cut: filter({
    flags: "-s|--only-delimited -z --complement -n",
    values: "-b|--bytes -c|--characters -d|--delimiter -f|--fields --output-delimiter",
  }),
  sort: filter({
    flags:
      "-b -d -f -g|--general-numeric-sort -h|--human-numeric-sort -i -M -n|--numeric-sort -r|--reverse -R -s|--stable -u|--unique -V|--version-sort -z -c -C -m",
    values: "-k|--key -t|--field-separator",
  }),
  column: filter({
    flags: "-t|--table -n -e -x",
    values: "-s|--separator -o|--output-separator -N -c",
  }),
  nl: filter({ values: "-b -w -s" }),
  rev: filter({}),
  tac: filter({}),
  fold: filter({ flags: "-s", values: "-w" }),
  strings: filter({ values: "-n" }),
  od: filter({ flags: "-c -x", values: "-A -t -N -j" }),
  md5sum: DIGESTS,
  sha256sum: DIGESTS,
  zcat: filter({}),
  bzcat: filter({}),
  xzcat: filter({}),
  paste: filter({ flags: "-s", values: "-d" }),
  expand: filter({ values: "-t" }),
  cmp: filter({ flags: "-s -l -b" }),
  comm: filter({ flags: "-1 -2 -3" }),
  join: filter({ values: "-1 -2 -t -j -o" }),
  hexdump: filter({ flags: "-C -c -x", values: "-n -s" }),
  xxd: filter({ flags: "-p -u -b", values: "-l -s -c -g" }),
  iconv: filter({ values: "-f -t" }),
  sha1sum: DIGESTS,
  sha512sum: DIGESTS,
  cksum: filter({}),
};

function filter(form: OptionForm): OptionSpec {
  return optionSpec({ patterns: true, ...form });
}

const plainFilter: Tool = (args, { name }) => {
  const spec = FILTERS[name];
  if (spec === undefined) return unknown(`\`${name}\` is not known`);
  const read = readOptions(args, spec);
  if (read.problem !== undefined) {
    if (name === "sort" && args.some(({ value }) => /^(?:-[a-zA-Z]*o|--o)/u.test(value)))
      return change("`sort -o` writes a file");
    return unknown(read.problem);
  }
  if (PRINTING_NO_TEXT.has(name)) return observe(`\`${name}\` prints only figures`);
  return readingFiles(name, filesAfter(0, read));
};

/** Whatever file they are given, they print sizes or digests of it. */
const PRINTING_NO_TEXT = new Set("wc md5sum sha1sum sha256sum sha512sum cksum".split(" "));

/** The words after the filter's own program; a program that the shell may turn into files counts as one. */
function filesAfter(programWords: number, read: ReadArguments): Argument[] {
  const words = [...read.words, ...(read.rest ?? [])];
  return words.filter(({ form }, index) => index >= programWords || form === "pattern");
}

const TR = optionSpec({ flags: "-c|-C|--complement -d|--delete -s|--squeeze-repeats -t" });

const tr: Tool = (args) => {
  const read = readOptions(args, TR);
  return read.problem === undefined ? observe("`tr` only reads") : unknown(read.problem);
};

const UNIQ = optionSpec({
  flags: "-c|--count -d|--repeated -D -i|--ignore-case -u|--unique -z",
  values: "-f|--skip-fields -s|--skip-chars -w|--check-chars",
});

const uniq: Tool = (args) => {
  const read = readOptions(args, UNIQ);
  if (read.problem !== undefined) return unknown(read.problem);
  const files = [...read.words, ...(read.rest ?? [])];
  if (files.length > 1) return change("`uniq` writes its second file");
  return readingFiles("uniq", files);
};

const JQ = optionSpec({
  flags:
    "-c|--compact-output -r|--raw-output -j|--join-output -a|--ascii-output -S|--sort-keys -C|--color-output -M|--monochrome-output -e|--exit-status -n|--null-input -s|--slurp -R|--raw-input --tab --stream",
  values: "--indent",
});

const jq: Tool = (args, { hasInput }) => {
  const read = readOptions(withoutNamedValues(args), JQ);
  if (read.problem !== undefined) return unknown(read.problem);
  const program = read.words[0] ?? read.rest?.[0];
  const files = filesAfter(1, read);
  // Without a program it prints what it is given.
  if (program === undefined)
    return hasInput ? observe("`jq` only reads") : unknown("`jq` has no program");
  return strongest([jqProgram(program), readingFiles("jq", files)]);
};

/** `--arg name value` gives the program a text; nothing else comes of it. */
function withoutNamedValues(args: readonly Argument[]): readonly Argument[] {
  const at = args.findIndex(({ value }) => value === "--arg" || value === "--argjson");
  const values = at < 0 ? [] : args.slice(at + 1, at + 3);
  const harmless =
    values.length === 2 && values.every(({ form }) => form === "plain" || form === "computed");
  return harmless ? withoutNamedValues([...args.slice(0, at), ...args.slice(at + 3)]) : args;
}

function jqProgram(program: Argument): Verdict {
  // A blank inside of quotes is a text to compare with.
  const text = program.value.replaceAll(/"(?:[^"\\(]|\\[^(])*"/gu, (string) =>
    string.replaceAll(HOLE, "_"),
  );
  if (program.form !== "plain" || text.includes(HOLE))
    return unknown("the `jq` program is not known before it runs");
  // `.env` is a field; `env` alone is the runner's environment.
  if (/(?<![.\w])env\b|\$ENV|\$__prog/u.test(program.value))
    return reveal("the `jq` program prints the environment");
  if (/@base(?:64|32)d/u.test(program.value)) return reveal("`@base64d` makes secrets readable");
  if (/\b(?:import|include|modulemeta)\b/u.test(program.value))
    return unknown("the `jq` program reads other files");
  return observe("`jq` only reads");
}

const BASE64 = optionSpec({ flags: "-d|-D|--decode -i|--ignore-garbage", values: "-w|--wrap" });

const base64: Tool = (args) => {
  const read = readOptions(args, BASE64);
  if (read.problem !== undefined) return unknown(read.problem);
  if (hasOption(read, "--decode")) return reveal("`base64 --decode` makes secrets readable");
  return readingFiles("base64", [...read.words, ...(read.rest ?? [])]);
};

const tee: Tool = (args) => {
  const harmless = args.every((file) => isLiteral(file) && file.value === "/dev/null");
  return harmless ? observe("`tee` only reads") : change("`tee` writes a file");
};

export const filters: ReadonlyMap<string, Tool> = new Map<string, Tool>([
  ...Object.keys(FILTERS).map((name): [string, Tool] => [name, plainFilter]),
  ["grep", grep],
  ["egrep", grep],
  ["fgrep", grep],
  ["zgrep", grep],
  ["tr", tr],
  ["uniq", uniq],
  ["jq", jq],
  ["base64", base64],
  ["tee", tee],
]);
