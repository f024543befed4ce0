/** A command run inside a container, whatever program puts it there. */

import type { Argument } from "../argument.ts";
import type { ToolContext } from "../tool.ts";
import { manual, type Verdict } from "../verdict.ts";

const SHELLS = /^(?:.*\/)?(?:sh|ash|bash|dash|ksh|zsh|fish|busybox|tmux|screen)$/u;

/** The class of the inner command; none at all, or a shell, is something a person types into. */
export function inContainer(command: readonly Argument[], context: ToolContext): Verdict {
  const [program] = command;
  if (program === undefined) return manual("no command is given: this opens a shell");
  if (SHELLS.test(program.value)) return manual(`\`${program.text}\` in a container is a shell`);
  return context.classify(command, context.hasInput);
}
