/** `kubectl exec` and `oc rsh`: the class of the command inside the container. */

import type { Argument } from "../argument.ts";
import { hasOption, optionSpec, readOptions } from "../options.ts";
import type { ToolContext } from "../tool.ts";
import { manual, unknown, type Verdict } from "../verdict.ts";
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
  if (read.problem !== undefined) return unknown(read.problem);
  const [pod, ...older] = read.words;
  if (pod === undefined) return unknown("`exec` names no pod");
  if (read.rest !== undefined && older.length > 0)
    return unknown("words between the pod and `--` are not understood");
  // Without "--" older kubectl took what follows the pod as the command.
  const hasInput = context.hasInput && hasOption(read, "--stdin");
  return inContainer(read.rest ?? older, { ...context, hasInput });
}

export function remoteShell(words: readonly Argument[], context: ToolContext): Verdict {
  const read = readOptions(words, RSH);
  if (read.problem !== undefined) return unknown(read.problem);
  const [pod, ...command] = read.words;
  if (pod === undefined) return manual("`oc rsh` opens a shell");
  return inContainer(command[0]?.value === "--" ? command.slice(1) : command, context);
}
