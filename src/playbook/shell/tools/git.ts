/** git: looking at history and the working tree, without the options that run or write something. */

import { type Argument, isLiteral } from "../argument.ts";
import { type OptionForm, type OptionSpec, optionSpec, readOptions } from "../options.ts";
import type { Tool } from "../tool.ts";
import { change, observe, reveal, unknown } from "../verdict.ts";
import { GIT_VERBS } from "./tables/tool-verbs.ts";

const LOG: OptionForm = {
  flags:
    "--oneline --stat --shortstat --name-only --name-status --graph --decorate --all --merges --no-merges --first-parent --reverse --no-color --abbrev-commit --no-patch -s --no-ext-diff --no-textconv",
  values:
    "-n|--max-count --since|--after --until|--before --author --grep --format|--pretty --date",
  numbers: true,
};

const READERS: ReadonlyMap<string, OptionSpec> = new Map(
  Object.entries({
    log: LOG,
    shortlog: { flags: "-s -n -e" },
    status: { flags: "-s|--short -b|--branch --porcelain", optional: "--untracked-files" },
    "rev-parse": { flags: "--short --abbrev-ref --show-toplevel --verify -q" },
    describe: { flags: "--tags --always --dirty --long --all" },
    "ls-files": {},
    "rev-list": { flags: "--count --all", values: "-n|--max-count", numbers: true },
    version: {},
    cherry: { flags: "-v" },
    "merge-base": { flags: "--is-ancestor --all" },
    "name-rev": { flags: "--name-only --tags" },
    "show-ref": { flags: "--tags --heads" },
    "count-objects": { flags: "-v -H" },
    fsck: { flags: "--no-progress --connectivity-only" },
  } satisfies Record<string, OptionForm>).map(([verb, form]) => [verb, optionSpec(form)]),
);

/** What prints the content of files. */
const PRINTING = new Set(["show", "diff", "blame", "annotate", "cat-file", "grep", "diff-tree"]);

/** Every other verb of git's own: an alias of the person's is none of them. */
const CHANGING = new Set(
  GIT_VERBS.split(/\s+/u).filter((verb) => !READERS.has(verb) && !PRINTING.has(verb)),
);

/** Options before the verb set configuration, which can name programs: none is allowed. */
export const git: Tool = (args) => {
  const [verb, ...words] = withoutFolder(args);
  if (!isLiteral(verb)) return unknown("the verb is not known before it runs");
  const shown = `\`git ${verb.value}\``;
  if (isListing(verb.value, words)) return observe(`${shown} only lists`);
  if (CHANGING.has(verb.value))
    return change(`${shown} changes the repository or the working tree`);
  if (
    verb.value === "log" &&
    words.some(({ value }) => /^(?:-p|-u|-[SGL].*|--patch)$/u.test(value))
  )
    return reveal(`${shown} prints the content of files, which may hold secrets`);
  const spec = READERS.get(verb.value);
  if (spec === undefined) {
    if (
      /^(?:show|diff)$/u.test(verb.value) &&
      words.some(isSummary) &&
      readOptions(words, SUMMARIES).problem === undefined
    )
      return observe(`${shown} only names files`);
    if (PRINTING.has(verb.value))
      return reveal(`${shown} prints the content of files, which may hold secrets`);
    return unknown(`${shown} is not known; it may be an alias`);
  }
  const read = readOptions(words, spec);
  return read.problem === undefined ? observe(`${shown} only reads`) : unknown(read.problem);
};

const SUMMARIES = optionSpec({
  flags:
    "--stat --shortstat --numstat --name-only --name-status --summary --cached --staged --no-color --no-patch -s --no-ext-diff",
  values: "--format|--pretty",
});

function isSummary({ value }: Argument): boolean {
  return /^--(?:stat|shortstat|numstat|name-only|name-status|no-patch)$|^-s$/u.test(value);
}

/** `-C FOLDER` and `--no-pager` before the verb change neither the program nor its configuration. */
function withoutFolder(args: readonly Argument[]): readonly Argument[] {
  const [first, folder, ...rest] = args;
  if (first?.text === "--no-pager") return withoutFolder(args.slice(1));
  if (first?.text !== "-C" || folder === undefined || folder.form !== "plain") return args;
  return withoutFolder(rest);
}

function isListing(verb: string, words: readonly Argument[]): boolean {
  if (!/^(?:branch|tag|remote)$/u.test(verb)) return false;
  // What follows "--list" is a pattern; an old "git branch -l NAME" makes a branch.
  const takesPattern = words.some(
    ({ value }) => verb !== "remote" && (value === "--list" || (verb === "tag" && value === "-l")),
  );
  return words.every(
    (word) =>
      isLiteral(word) &&
      ((takesPattern && /^[^-]/u.test(word.value)) ||
        /^(?:-a|-r|-v|-vv|-l|--list|--all|--show-current|--merged|--no-merged|--sort=[\w:-]+)$/u.test(
          word.value,
        )),
  );
}
