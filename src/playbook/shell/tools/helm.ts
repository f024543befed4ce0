/** helm: releases and their history are read; values and manifests may hold secrets. */

import { type Argument, isLiteral } from "../argument.ts";
import { optionSpec, readOptions, valuesOf } from "../options.ts";
import type { Tool } from "../tool.ts";
import { change, observe, reveal, unknown } from "../verdict.ts";
import { HELM_VERBS } from "./tables/tool-verbs.ts";

const HELM = optionSpec({
  flags:
    "-A|--all-namespaces -a|--all -q|--short -d|--date -r|--reverse --deployed --failed --pending --superseded --uninstalled --uninstalling --no-headers --show-desc --devel -l|--versions --client",
  values:
    "-n|--namespace -o|--output -m|--max --offset -f|--filter --revision --version --time-format --max-col-width",
  goStyle: true,
});

const READING = new Set(["list", "ls", "status", "history", "hist", "version", "show", "search"]);
/** Readings with conditions of their own, below. */
const TELLING = new Set(["get", "env", "template", "inspect", "completion", "lint", "verify"]);
const CHANGING = new Set(
  HELM_VERBS.split(/\s+/u).filter((verb) => !READING.has(verb) && !TELLING.has(verb)),
);
/** Second words that only list, of verbs that otherwise change something. */
const LISTS = /^(?:repo|plugin|dependency|dep) (?:list|ls)$/u;
const SHOWN = /^(?:all|chart|crds|readme|values)$/u;

export const helm: Tool = (args) => {
  const words = args.filter(({ value }) => !value.startsWith("-"));
  const phrase = words
    .slice(0, 2)
    .map(({ value }) => value)
    .join(" ");
  if (LISTS.test(phrase) && readOptions(args, HELM).problem === undefined)
    return observe(`\`helm ${phrase}\` only lists`);
  const first = args.find(({ value }) => !value.startsWith("-"));
  if (isLiteral(first) && CHANGING.has(first.value))
    return change(`\`helm ${first.value}\` changes releases or the machine`);
  const read = readOptions(args, HELM);
  if (read.problem !== undefined) return unknown(read.problem);
  const [verb, what] = read.words;
  if (!isLiteral(verb)) return unknown("the verb is not known before it runs");
  const shown = `\`helm ${verb.value}\``;
  if (CHANGING.has(verb.value)) return change(`${shown} changes releases or the machine`);
  if (verb.value === "get" && isLiteral(what) && /^(?:notes|hooks|metadata)$/u.test(what.value))
    return what.value === "hooks"
      ? reveal("`helm get hooks` prints manifests")
      : observe(`\`helm get ${what.value}\` only reads`);
  if (verb.value === "env") return reveal("`helm env` may print a token");
  if (verb.value === "template") return reveal("`helm template` prints manifests");
  if (verb.value === "get") return reveal("`helm get` prints values and manifests");
  if (/^(?:completion|lint|verify)$/u.test(verb.value) && !read.words.some(isAddress))
    return observe(`${shown} only reads`);
  if (!READING.has(verb.value)) return unknown(`${shown} is not known; it may be a plugin`);
  if (verb.value === "show" && !(isLiteral(what) && SHOWN.test(what.value)))
    return unknown("what `helm show` shows is not known");
  if (verb.value === "show" && read.words.slice(2).some(isAddress))
    return unknown("the chart is fetched from an address");
  const formats = valuesOf(read, "--output");
  if (verb.value === "status" && formats.some(({ value }) => value !== "table"))
    return reveal("`helm status` in this format prints the release's values");
  return observe(`${shown} only reads`);
};

function isAddress({ value }: Argument): boolean {
  return value.includes("://");
}
