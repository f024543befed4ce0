/** docker and its relatives, compose included. */

import { type Argument, isLiteral } from "../argument.ts";
import { type OptionForm, type OptionSpec, optionSpec, readOptions, valuesOf } from "../options.ts";
import type { Tool, ToolContext } from "../tool.ts";
import { change, manual, observe, reveal, unknown, type Verdict } from "../verdict.ts";
import { inContainer } from "./container-command.ts";
import { DOCKER_VERBS } from "./tables/tool-verbs.ts";

const LISTING: OptionForm = {
  flags: "-a|--all -q|--quiet --no-trunc -s|--size -l|--latest --digests",
  values: "-f|--filter --format -n|--last",
};

const READERS: ReadonlyMap<string, OptionSpec> = new Map(
  Object.entries({
    ps: LISTING,
    images: LISTING,
    history: LISTING,
    version: { values: "-f|--format" },
    info: { values: "-f|--format" },
    top: {},
    port: {},
    diff: {},
    pods: {
      ...LISTING,
      flags: "-q|--quiet --no-trunc",
      values: "--name --state --label --namespace -o|--output --id -l",
    },
    logs: {
      flags: "-f|--follow -t|--timestamps --details --no-color --no-log-prefix -p|--previous",
      values: "--since --until -n|--tail",
    },
    search: { values: "--limit -f|--filter --format" },
    events: { values: "--since --until -f|--filter --format" },
    stats: { flags: "--no-stream -a|--all --no-trunc", values: "--format" },
  } satisfies Record<string, OptionForm>).map(([verb, form]) => [
    verb,
    optionSpec({ goStyle: true, ...form }),
  ]),
);

/** `docker container ls` and the like: the management word and the verbs that list. */
const GROUPS: Readonly<Record<string, RegExp>> = {
  container: /^(?:ls|list|ps|logs|top|stats|port|diff)$/u,
  image: /^(?:ls|list|history)$/u,
  volume: /^(?:ls|list)$/u,
  network: /^(?:ls|list)$/u,
  node: /^(?:ls|list|ps)$/u,
  service: /^(?:ls|list|ps|logs)$/u,
  stack: /^(?:ls|list|ps|services)$/u,
  system: /^(?:df|info)$/u,
  manifest: /^inspect$/u,
  buildx: /^(?:ls|version)$/u,
  machine: /^(?:ls|list|status)$/u,
  pod: /^(?:ls|list|ps|logs|top|stats)$/u,
  context: /^(?:ls|list|show)$/u,
};

const EXEC = optionSpec({
  flags: "-i|--interactive -t|--tty -T --no-TTY -d|--detach --sync -s",
  values: "-u|--user -w|--workdir --index --timeout",
  goStyle: true,
  stopAtWord: true,
});

const COMPOSE = optionSpec({
  values:
    "-f|--file -p|--project-name --profile --env-file --project-directory --ansi --parallel --progress",
  goStyle: true,
  stopAtWord: true,
});
const NO_GLOBALS = optionSpec({ goStyle: true, stopAtWord: true });

export const docker: Tool = (args, context) => classDocker(args, NO_GLOBALS, context);

export const dockerCompose: Tool = (args, context) =>
  classDocker(args, COMPOSE, { ...context, name: "docker compose" });

function classDocker(
  args: readonly Argument[],
  globals: OptionSpec,
  context: ToolContext,
): Verdict {
  const read = readOptions(args, globals);
  if (read.problem !== undefined) return unknown(read.problem);
  const [verb, ...words] = read.words;
  if (verb === undefined) return observe(`\`${context.name}\` alone prints its help`);
  if (!isLiteral(verb)) return unknown("the verb is not known before it runs");
  if (verb.value === "compose" && globals !== COMPOSE) return dockerCompose(words, context);
  if (verb.value === "exec") return execInContainer(words, context);
  const group = Object.hasOwn(GROUPS, verb.value) ? GROUPS[verb.value] : undefined;
  const [sub, ...rest] = words;
  if (group === undefined) return classVerb(verb.value, words, context.name);
  if (!isLiteral(sub)) return unknown("the verb is not known before it runs");
  if (sub.value === "exec") return execInContainer(rest, context);
  if (/^(?:manifest|network|volume)$/u.test(verb.value) && sub.value === "inspect")
    return readOptions(rest, MANIFEST).problem === undefined
      ? observe(`\`${context.name} ${verb.value} inspect\` only reads`)
      : unknown("an option is not known");
  if (sub.value === "inspect" || group.test(sub.value))
    return classVerb(
      /^(?:ls|list|df|services|show)$/u.test(sub.value) ? "ps" : sub.value,
      rest,
      context.name,
    );
  return change(`\`${context.name} ${verb.value} ${sub.value}\` may change something`);
}

function classVerb(verb: string, words: readonly Argument[], name: string): Verdict {
  const shown = `\`${name} ${verb}\``;
  if (/^inspect[pi]?$/u.test(verb) && printsStateOnly(words))
    return observe(`${shown} prints its state`);
  if (/^inspect[pi]?$/u.test(verb)) return reveal(`${shown} prints the environment of containers`);
  if (verb === "config" || verb === "convert")
    return reveal(`${shown} prints the configuration with its secrets`);
  if (verb === "attach" || verb === "login") return manual(`${shown} needs a person at a terminal`);
  const spec = READERS.get(verb === "ls" ? "ps" : verb);
  if (spec === undefined)
    return CHANGING.has(verb)
      ? change(`${shown} changes something`)
      : unknown(`${shown} is not known`);
  const read = readOptions(words, spec);
  if (read.problem !== undefined) return unknown(read.problem);
  // What follows until it is stopped, `logs -f` and `stats`, is bounded by whoever runs it.
  return observe(`${shown} only reads`);
}

/** Parts of a container's description that hold neither its environment nor its labels. */
const STATE_FORMAT =
  /^(?:[^{}]|\{\{\s*(?:json\s+)?\.(?:State|Name|Id|Created|RestartCount|NetworkSettings|Image|Platform|LogPath|Mounts|Driver|HostConfig\.(?:Memory|NanoCpus|CpuShares|RestartPolicy|NetworkMode|LogConfig))[\w.]*\s*\}\})+$/u;

/** `{{range .State.Health.Log}}{{.ExitCode}}{{end}}`: every field is one of the state. */
const STATE_RANGE =
  /^(?:[^{}]|\{\{\s*range\s+\.State\.[\w.]+\s*\}\}(?:[^{}]|\{\{\s*(?:json\s+)?(?:\.\w+|"[^"]*")\s*\}\})*\{\{\s*end\s*\}\})+$/u;

/** `inspect --format '{{.State.Status}}'`: nothing but such parts. */
function printsStateOnly(words: readonly Argument[]): boolean {
  const read = readOptions(words, INSPECT);
  const formats = valuesOf(read, "--format");
  return (
    read.problem === undefined &&
    formats.length === 1 &&
    formats.every(
      (format) =>
        isLiteral(format) && (STATE_FORMAT.test(format.value) || STATE_RANGE.test(format.value)),
    )
  );
}

const MANIFEST = optionSpec({
  flags: "-v|--verbose --insecure",
  values: "-f|--format",
  goStyle: true,
});
const INSPECT = optionSpec({ values: "-f|--format --type", goStyle: true });

/** Those of compose, podman and crictl beside docker's; what is no reading may change something. */
const CHANGING = new Set([
  ...DOCKER_VERBS.split(/\s+/u),
  ..."down restart rmp runp stopp up scale watch publish".split(" "),
]);

function execInContainer(words: readonly Argument[], context: ToolContext): Verdict {
  const read = readOptions(words, EXEC);
  if (read.problem !== undefined) return unknown(read.problem);
  const [container, ...command] = read.words;
  if (container === undefined) return unknown("`exec` names no container");
  // Without `-i` the input does not arrive, but it is what the line was written for.
  return inContainer(command, context);
}
