/** kubectl and oc: no namespace, and a terminal where none is. */

import type { ListedCommand, PlacedWord } from "../command-list.ts";
import { unwrapped } from "../command-list.ts";
import { HOLE } from "../holes.ts";
import type { CommandFinding } from "./finding.ts";

const KUBECTL = /^(?:kubectl|oc)$/u;
const CONTAINER_PROGRAMS = /^(?:kubectl|oc|docker|podman|crictl|nerdctl)$/u;

/** Verbs that work on something in a namespace, unless the kind says otherwise. */
const NAMESPACED_VERBS = new Set(
  "annotate apply attach autoscale cp create debug delete describe edit events exec expose extract get label logs patch port-forward replace rollout rsh run scale set top wait".split(
    " ",
  ),
);

const CLUSTER_KINDS =
  /^(?:no|nodes?|ns|namespaces?|pv|persistentvolumes?|sc|storageclass(?:es)?|clusterroles?|clusterrolebindings?|crds?|customresourcedefinitions?|csrs?|certificatesigningrequests?|pc|priorityclass(?:es)?|ingressclass(?:es)?|runtimeclass(?:es)?|volumeattachments?|(?:mutating|validating)webhookconfigurations?|apiservices?|csidrivers?|csinodes?|cs|componentstatus(?:es)?|co|clusteroperators?|clusterversions?|mcp?|machineconfig(?:pool)?s?|kubeletconfigs?|projects?|users?|groups?|networks?|proxy|infrastructures?|featuregates?|.*\.(?:config|operator)\.openshift\.io|cluster[a-z]*)$/u;

/** Options of any verb whose value is the next word, so that the value is not taken for a kind. */
const TAKES_VALUE =
  /^(?:-[lofcLp]|--(?:selector|output|filename|container|field-selector|since|tail|sort-by|template|type|patch|replicas|timeout|for|request-timeout|grace-period|context|cluster|user|kubeconfig|kustomize))$/u;

/** TOC305: the verb works in a namespace and none is given. */
export function missingNamespace(listed: ListedCommand): CommandFinding | undefined {
  const command = unwrapped(listed, KUBECTL);
  if (command === undefined) return undefined;
  const dashes = command.words.findIndex(({ value }) => value === "--");
  const own = dashes < 0 ? command.words : command.words.slice(0, dashes);
  if (own.some(({ value, form }) => form === "spread" || NAMESPACE.test(value))) return undefined;
  const plain = bareWords(own);
  const [verb, ...subjects] = plain;
  if (verb === undefined || !NAMESPACED_VERBS.has(verb.value)) return undefined;
  if (!subjectsInNamespace(verb.value, subjects)) return undefined;
  const shown = `${command.name} ${verb.value}`;
  return {
    code: "TOC305",
    message: `\`${shown}\` is given no namespace: it works in whatever namespace is the default`,
    help: "add `-n` and the namespace",
    start: command.start,
    end: verb.end,
  };
}

const NAMESPACE =
  /^(?:-[it]*n.*|--namespace(?:=.*)?|-[a-zA-Z]*A[a-zA-Z]*|--all-namespaces(?:=.*)?)$/su;

function bareWords(words: readonly PlacedWord[]): PlacedWord[] {
  return words.filter(
    ({ value }, index) =>
      !value.startsWith("-") && !TAKES_VALUE.test(words[index - 1]?.value ?? ""),
  );
}

function subjectsInNamespace(verb: string, subjects: readonly PlacedWord[]): boolean {
  const [first, second] = subjects;
  if (first === undefined) return true;
  const isGroup = verb === "rollout" || verb === "set" || verb === "create";
  const kinds =
    (isGroup && verb !== "create" ? second : first)?.value.toLowerCase().split(",") ?? [];
  // A kind that is a blank may be of either sort; a name alone (`logs web-0`) is a pod's.
  if (
    verb !== "logs" &&
    verb !== "exec" &&
    kinds.some((kind) => kind.split("/", 1)[0]?.includes(HOLE))
  )
    return false;
  return !kinds.every((kind) => CLUSTER_KINDS.test(kind.split("/", 1)[0] ?? ""));
}

const SHELLS = /^(?:\/(?:usr\/)?bin\/)?(?:sh|ash|bash|dash|zsh)$/u;

/** TOC306: `exec -it` where no terminal will be. A shell is typed into by a person, who has one. */
export function asksForTerminal(listed: ListedCommand): CommandFinding | undefined {
  const command = unwrapped(listed, CONTAINER_PROGRAMS);
  const exec = command?.words.findIndex(({ value }) => value === "exec" || value === "run") ?? -1;
  if (command === undefined || exec < 0) return undefined;
  const words = command.words.slice(exec + 1);
  const dashes = words.findIndex(({ value }) => value === "--");
  const options = dashes < 0 ? words : words.slice(0, dashes);
  const inner =
    dashes < 0
      ? words.filter(({ value }) => !value.startsWith("-")).slice(1)
      : words.slice(dashes + 1);
  if (inner.length === 0 || SHELLS.test(inner[0]?.value ?? "")) return undefined;
  const option = options.find(({ value }) => /^(?:-[a-z]*t[a-z]*|--tty(?:=true)?)$/u.test(value));
  if (option === undefined) return undefined;
  const without = option.value.startsWith("--") ? "" : option.value.replace("t", "");
  return {
    code: "TOC306",
    message: `\`${option.text}\` asks for a terminal, and a step has none`,
    help: without.length > 1 ? `write \`${without}\` instead` : `leave out \`${option.text}\``,
    start: option.start,
    end: option.end,
  };
}
