/** `kubectl exec` and `oc rsh`: the class of the command inside the container. */

import type { Argument } from "../argument.ts";
import { hasOption, optionSpec, readOptions } from "../options.ts";
import type { ToolContext } from "../tool.ts";
import { opensShell, unknown, type Verdict } from "../verdict.ts";
import { inContainer } from "./container-command.ts";

const EXEC = optionSpec({
  flags: "-i|--stdin -t|--tty -q|--quiet",
  values: "-n|--namespace -c|--container --pod-running-timeout --request-timeout",
  goStyle: true,
});

const RSH = optionSpec({
  flags: "-t|--tty -T|--no-tty",
  values: "-n|--namespace -c|--container --timeout",
  goStyle: true,
  stopAtWord: true,
});

export function execInPod(words: readonly Argument[], context: ToolContext): Verdict {
  const read = readOptions(words, EXEC);
  // Whatever else is wrong with it: a terminal and no command is a shell that somebody wants.
  const isTyped = hasOption(read, "--tty") && !words.some(({ value }) => value === "--");
  if (read.problem !== undefined && isTyped && read.words.length <= 1)
    return opensShell("`exec` with a terminal and no command is to be typed into");
  if (read.problem !== undefined && mayBeShell(words))
    return opensShell("`exec` without a command is to be typed into");
  if (read.problem !== undefined) return unknown(read.problem);
  const [pod, ...older] = read.words;
  if (pod === undefined) return unknown("`exec` names no pod");
  if (read.rest !== undefined && older.length > 0)
    return unknown("words between the pod and `--` are not understood");
  // Without "--" older kubectl took what follows the pod as the command.
  // Without `-i` the input does not arrive, but it is what the line was written for.
  return inContainer(read.rest ?? older, context);
}

export function remoteShell(words: readonly Argument[], context: ToolContext): Verdict {
  const read = readOptions(words, RSH);
  if (read.problem !== undefined)
    return mayBeShell(words) ? opensShell("`rsh` opens a shell") : unknown(read.problem);
  const [pod, ...command] = read.words;
  if (pod === undefined) return opensShell("`oc rsh` opens a shell");
  return inContainer(command[0]?.value === "--" ? command.slice(1) : command, context);
}

/** Nothing but options and one word that only the shell knows: the pod, and no command. */
function mayBeShell(words: readonly Argument[]): boolean {
  const last = words.at(-1);
  const before = words.slice(0, -1);
  return (
    last?.form === "spread" &&
    before.every(
      ({ form, value }, index) =>
        form === "plain" &&
        (value.startsWith("-") || /^-[cn]$/u.test(before[index - 1]?.value ?? "")),
    )
  );
}
