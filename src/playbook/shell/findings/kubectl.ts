/** kubectl and oc: no namespace, and a terminal where none is. */

import type { ListedCommand, PlacedWord } from "../command-list.ts";
import { unwrapped } from "../command-list.ts";
import type { CommandFinding } from "./finding.ts";

const KUBECTL = /^(?:kubectl|oc)$/u;
const CONTAINER_PROGRAMS = /^(?:kubectl|oc|docker|podman|crictl|nerdctl)$/u;

/** Verbs that work on something in a namespace, unless the kind says otherwise. */
const NAMESPACED_VERBS = new Set(
  "annotate apply attach autoscale cp create debug delete describe edit events exec expose extract get label logs patch port-forward replace rollout rsh run scale set top wait".split(
    " ",
  ),
);

/** Kinds known to live in a namespace; a custom kind may be of either sort. */
const NAMESPACED_KINDS =
  /^(?:all|po|pods?|deploy|deployments?|deploymentconfigs?|dc|rs|replicasets?|sts|statefulsets?|ds|daemonsets?|rc|replicationcontrollers?|svc|services?|ep|endpoints|endpointslices?|ing|ingress(?:es)?|routes?|cm|configmaps?|secrets?|sa|serviceaccounts?|jobs?|cj|cronjobs?|pvc|persistentvolumeclaims?|ev|events?|hpa|horizontalpodautoscalers?|pdb|poddisruptionbudgets?|netpol|networkpolic(?:y|ies)|roles?|rolebindings?|limits|limitranges?|quota|resourcequotas?|leases?|builds?|bc|buildconfigs?|is|imagestreams?|servicemonitors?|podmonitors?|prometheusrules?)$/u;

/** Verbs whose first word may be the name of a pod or workload. */
const TAKES_NAME = /^(?:attach|cp|debug|exec|extract|logs|port-forward|rsh|run)$/u;

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
    help: "add `-n` and the namespace, or say in tocsin.yaml which one is meant: runbookDefaults: { namespace: … }",
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
  const kind = (
    verb === "rollout" || verb === "set" ? subjects[1] : subjects[0]
  )?.value.toLowerCase();
  // `apply -f FILE`: what is in the file goes where the file says, or to the default.
  if (kind === undefined) return verb !== "top";
  if (TAKES_NAME.test(verb) && !kind.includes("/")) return true;
  return kind.split(",").some((one) => NAMESPACED_KINDS.test(one.split("/", 1)[0] ?? ""));
}

/** What a person types into, who has a terminal. */
const INTERACTIVE =
  /^(?:\/(?:usr\/)?bin\/)?(?:sh|ash|bash|dash|zsh|top|htop|watch|vi|vim|nano|less|more|irb|ipython)$/u;

/** Clients that ask line by line, unless they are given what to do: by an option, or as words. */
const CLIENTS: ReadonlyMap<string, RegExp> = new Map([
  ["psql", /^(?:-[a-zA-Z]*[cfl]|--(?:command|file|list)(?:=|$))/u],
  ["mysql", /^(?:-[a-zA-Z]*e|--execute(?:=|$))/u],
  ["mariadb", /^(?:-[a-zA-Z]*e|--execute(?:=|$))/u],
  ["mongosh", /^--(?:eval|file)(?:=|$)|\.js$/u],
  ["mongo", /^--eval(?:=|$)|\.js$/u],
  ["cqlsh", /^(?:-[ef]|--(?:execute|file)(?:=|$))/u],
  ["redis-cli", /^(?:--(?:scan|stat|bigkeys|latency|eval|cluster|rdb|pipe)|[a-zA-Z])/u],
  ["valkey-cli", /^(?:--(?:scan|stat|bigkeys|latency|eval|cluster|rdb|pipe)|[a-zA-Z])/u],
  ["python", /^(?:-[cm]|[^-])/u],
  ["python3", /^(?:-[cm]|[^-])/u],
  ["node", /^(?:-[ep]|[^-])/u],
]);

/** Whether a person types into it. */
function isTypedInto([program, ...words]: readonly PlacedWord[]): boolean {
  if (program === undefined) return true;
  if (INTERACTIVE.test(program.value)) return true;
  const whatToDo = CLIENTS.get(program.value);
  if (whatToDo === undefined) return false;
  // The values of options such as `-h HOST` are no words of what to do.
  const own = words.filter((_, index) => !/^-[hpaundU]$/u.test(words[index - 1]?.value ?? ""));
  return !own.some(({ value }) => whatToDo.test(value));
}

/** Options of `exec` and `run` whose value is the next word. */
const EXEC_TAKES_VALUE =
  /^(?:-[cehmnpuvw]|--(?:container|entrypoint|env|env-file|index|memory|name|namespace|network|publish|user|volume|workdir))$/u;

/** Where `--` or the name of the container stands: what follows runs inside. */
function endOfOptions(words: readonly PlacedWord[]): number {
  const dashes = words.findIndex(({ value }) => value === "--");
  if (dashes >= 0) return dashes;
  const name = words.findIndex(
    ({ value }, index) =>
      !value.startsWith("-") && !EXEC_TAKES_VALUE.test(words[index - 1]?.value ?? ""),
  );
  return name < 0 ? words.length : name;
}

/** TOC306: `exec -it` where no terminal will be. What a person types into has one. */
export function asksForTerminal(listed: ListedCommand): CommandFinding | undefined {
  const command = unwrapped(listed, CONTAINER_PROGRAMS);
  const exec = command?.words.findIndex(({ value }) => value === "exec" || value === "run") ?? -1;
  if (command === undefined || exec < 0) return undefined;
  const words = command.words.slice(exec + 1);
  const end = endOfOptions(words);
  const options = words.slice(0, end);
  if (isTypedInto(words.slice(end + 1))) return undefined;
  const option = options.find(({ value }) => /^(?:-[a-z]*t[a-z]*|--tty(?:=true)?)$/u.test(value));
  if (option === undefined) return undefined;
  const without = option.value.startsWith("--") ? "" : option.value.replace("t", "");
  return {
    code: "TOC306",
    message: `\`${option.text}\` asks for a terminal, and nothing is typed here: run by a program it fails or garbles what is printed`,
    help: without.length > 1 ? `write \`${without}\` instead` : `leave out \`${option.text}\``,
    start: option.start,
    end: option.end,
  };
}
