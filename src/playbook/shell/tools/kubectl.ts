/** kubectl and oc: a verb, its allowed options, and for `get` what kind of object is printed. */

import { type Argument, isLiteral } from "../argument.ts";
import { type OptionForm, type OptionSpec, optionSpec, readOptions } from "../options.ts";
import type { Tool, ToolContext } from "../tool.ts";
import { change, manual, observe, opensShell, reveal, unknown, type Verdict } from "../verdict.ts";
import { isShell } from "./container-command.ts";
import { dryRun } from "./kubectl-dry-run.ts";
import { execInPod, remoteShell } from "./kubectl-exec.ts";
import { describeObjects, getObjects } from "./kubectl-get.ts";
import { KUBECTL_VERBS } from "./tables/tool-verbs.ts";

/** Options of every verb. Left out on purpose: all that choose another cluster, identity or plugin. */
const EVERYWHERE: OptionForm = {
  values: "-n|--namespace --request-timeout",
  goStyle: true,
  patterns: true,
};

const BEFORE_VERB = optionSpec(EVERYWHERE, { stopAtWord: true });

/** Verbs that only read, by their words; each with the options that keep it so. */
const READERS: ReadonlyMap<string, OptionSpec> = new Map(
  Object.entries({
    describe: {
      flags: "-A|--all-namespaces",
      values: "-l|--selector --chunk-size",
      optional: "--show-events",
    },
    logs: {
      flags:
        "-f|--follow -p|--previous --all-containers --all-pods --ignore-errors --prefix --timestamps",
      values:
        "-c|--container -l|--selector --since --since-time --tail --limit-bytes --max-log-requests --pod-running-timeout",
    },
    top: {
      flags: "-A|--all-namespaces --containers --no-headers --sum --show-capacity",
      values: "-l|--selector --sort-by --field-selector",
    },
    events: {
      flags: "-A|--all-namespaces -w|--watch --no-headers",
      values: "--for --types -o|--output --chunk-size",
    },
    explain: { flags: "--recursive", values: "--api-version -o|--output" },
    "api-resources": {
      flags: "--namespaced --no-headers --cached",
      values: "--verbs --api-group -o|--output --sort-by --categories",
    },
    "api-versions": {},
    version: { flags: "--client --short", values: "-o|--output" },
    "cluster-info": {},
    "rollout status": { flags: "-w|--watch", values: "--timeout --revision -l|--selector" },
    "rollout history": { values: "--revision -o|--output -l|--selector" },
    "auth can-i": {
      flags: "-A|--all-namespaces --list -q|--quiet --no-headers",
      // It asks what somebody else may do, and does nothing in their name.
      values: "--subresource --as --as-group",
    },
    "auth whoami": { values: "-o|--output" },
    wait: {
      flags: "-A|--all-namespaces --all",
      values: "--for --timeout -l|--selector --field-selector",
    },
    "config current-context": {},
    "config get-contexts": { flags: "--no-headers", values: "-o|--output" },
    "config get-clusters": {},
    // OpenShift's own.
    status: { flags: "-A|--all-namespaces --suggest" },
    projects: { flags: "-q|--short" },
    whoami: { flags: "--show-server --show-console -c|--show-context" },
    "adm top": { flags: "--containers --no-headers", values: "-l|--selector --sort-by" },
    "adm node-logs": {
      values: "-l|--selector --role -u|--unit --since --until --tail -g|--grep -o|--output",
    },
    "adm policy": {},
    "adm release": { values: "-o|--output", flags: "--commits --pullspecs --size" },
    "adm upgrade": { flags: "--include-not-recommended" },
    "image info": { values: "-o|--output --filter-by-os" },
    project: { flags: "-q|--short" },
    "plugin list": { flags: "--name-only" },
    diff: { values: "-f|--filename", flags: "-R|--recursive --server-side" },
  } satisfies Record<string, OptionForm>).map(([verb, form]) => [
    verb,
    optionSpec(EVERYWHERE, form),
  ]),
);

const ONLY_OPENSHIFT = new Set([
  "status",
  "projects",
  "whoami",
  "adm top",
  "adm node-logs",
  "adm policy",
  "adm release",
  "adm upgrade",
  "image info",
  "project",
]);

/** Verbs whose second word says what is done. */
const GROUPS = new Set(
  "adm auth certificate config create image plugin policy registry rollout sa secrets set".split(
    " ",
  ),
);

/** Subjects would make these something else: `cluster-info dump` writes files. */
const NO_WORDS = new Set([
  "api-resources",
  "api-versions",
  "cluster-info",
  "version",
  "whoami",
  "plugin list",
]);

/** Verbs that only read without a word, and do something with one. */
const ALONE = new Set(["project", "adm upgrade"]);

/** oc's own beside those of kubectl. What is no reading of a known verb may change something. */
const VERBS = new Set([
  ...KUBECTL_VERBS.split(/\s+/u),
  ..."adm approve new-app new-project policy process project rollback start-build tag import-image cancel-build idle login logout extract image registry sa secrets rsync mirror".split(
    " ",
  ),
]);

const BY_HAND = new Set(["attach", "edit"]);

export const kubectl: Tool = (args, context) => {
  const before = readOptions(args, BEFORE_VERB);
  if (before.problem !== undefined) return unknown(before.problem);
  const [verb, ...words] = before.words;
  if (verb === undefined) return observe(`\`${context.name}\` alone prints its help`);
  if (!isLiteral(verb)) return unknown("the verb is not known before it runs");
  return classVerb(verb.value, words, context);
};

function classVerb(verb: string, words: readonly Argument[], context: ToolContext): Verdict {
  const { name } = context;
  if (verb === "get") return getObjects(words, name);
  if (verb === "exec") return execInPod(words, context);
  // Not a verb of kubectl, but what people write for the shell that they mean.
  if (verb === "rsh") return remoteShell(words, context);
  if (verb === "run" && runsShell(words))
    return opensShell(`\`${name} run\` opens a shell in a new pod`);
  if (verb === "extract" && words.some(({ value }) => value === "--to=-"))
    return reveal("`extract --to=-` prints the values of a secret");
  if (BY_HAND.has(verb)) return manual(`\`${name} ${verb}\` needs a person at a terminal`);
  if (verb === "debug") return debugging(words, name);
  return GROUPS.has(verb) ? classGroup(verb, words, name) : classPhrase(verb, words, name);
}

/** `rollout undo`, `config view`: the second word is the verb, and options may stand before it. */
function classGroup(group: string, words: readonly Argument[], name: string): Verdict {
  const before = readOptions(words, BEFORE_VERB);
  const [sub, ...rest] = before.words;
  if (before.problem !== undefined || !isLiteral(sub)) return mutating(group, words, name);
  const phrase = `${group} ${sub.value}`;
  if (/^sa get-token$/u.test(phrase)) return reveal(`\`${name} ${phrase}\` prints a token`);
  if (phrase === "config view") return reveal(`\`${name} config view\` prints credentials`);
  return classPhrase(phrase, rest, name);
}

function classPhrase(phrase: string, words: readonly Argument[], name: string): Verdict {
  if (phrase === "adm policy" && words[0]?.value !== "who-can")
    return change("`adm policy` changes rights");
  if (phrase === "adm release" && words[0]?.value !== "info")
    return change("`adm release` copies or makes a release");
  const reader = READERS.get(phrase);
  if (phrase === "whoami" && words.some(({ value }) => /^(?:-t|--show-token)/u.test(value)))
    return reveal("`whoami -t` prints a token");
  if (ALONE.has(phrase) && isMore(words))
    return change(`\`${name} ${phrase}\` with more words changes something`);
  if (reader !== undefined && (name === "oc" || !ONLY_OPENSHIFT.has(phrase)))
    return reading(phrase, reader, words, name);
  const verb = phrase.split(" ", 1)[0] ?? "";
  if (VERBS.has(verb)) return mutating(phrase, words, name);
  return unknown(`\`${name} ${verb}\` is not a verb that is known; it may be a plugin`);
}

function reading(
  phrase: string,
  spec: OptionSpec,
  words: readonly Argument[],
  name: string,
): Verdict {
  const read = readOptions(words, spec);
  if (read.problem !== undefined) return unknown(read.problem);
  const [first] = read.words;
  if (phrase === "describe") return describeObjects(read, name);
  if (
    phrase === "diff" &&
    (first !== undefined || read.options.some(({ value }) => value?.value.includes("://") === true))
  )
    return unknown(`\`${name} diff\` of an address is not known`);
  if (NO_WORDS.has(phrase) && first !== undefined)
    return unknown(`\`${name} ${phrase} ${first.text}\` is not known`);
  if (phrase === "top" && first !== undefined && !/^(?:po|pods?|no|nodes?)$/u.test(first.value))
    return unknown(`\`${name} top ${first.text}\` is not known`);
  return observe(`\`${name} ${phrase}\` only reads`);
}

/** `adm upgrade --to=…`, `project shop`. */
function isMore(words: readonly Argument[]): boolean {
  return words.some(
    ({ value }) => !value.startsWith("-") || /^--(?:to|force|allow|clear)/u.test(value),
  );
}

/** `run -it … -- sh`. */
function runsShell(words: readonly Argument[]): boolean {
  const dashes = words.findIndex(({ value }) => value === "--");
  const inner = dashes < 0 ? [] : words.slice(dashes + 1);
  return inner.length === 1 && inner.every(isShell);
}

function debugging(words: readonly Argument[], name: string): Verdict {
  const starts = `\`${name} debug\` starts a pod`;
  return words.some(({ value }) => value === "--")
    ? change(starts)
    : opensShell(`${starts} with a shell in it`);
}

function mutating(phrase: string, words: readonly Argument[], name: string): Verdict {
  const verb = phrase.split(" ", 1)[0] ?? "";
  return dryRun(verb, words, name) ?? change(`\`${phrase}\` changes ${objectOf(words)}`);
}

/** "the deployment" for `deployment/api`, else "the cluster". */
function objectOf(words: readonly Argument[]): string {
  const kind = words.find(({ value }) => !value.startsWith("-"))?.value.split(/[/.,]/u, 1)[0] ?? "";
  return /^(?:pods?|nodes?|deployments?|statefulsets?|daemonsets?|services?|secrets?|configmaps?|jobs?|cronjobs?|pvc|namespaces?)$/u.test(
    kind,
  )
    ? `the ${kind}`
    : "the cluster";
}
