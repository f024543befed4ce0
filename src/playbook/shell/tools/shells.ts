/** Shells: with `-c` and a text they run it, alone they are typed into, with a file they run what it holds. */

import { type Argument, isLiteral } from "../argument.ts";
import { COMPUTED } from "../holes.ts";
import { optionSpec, readOptions } from "../options.ts";
import type { Tool, ToolContext } from "../tool.ts";
import { atLeast, manual, observe, opensShell, unknown, type Verdict } from "../verdict.ts";

/** `-c`, alone or with options that change nothing about what is run. */
const RUNS_TEXT = /^-[elux]*c$/u;
const TYPED = /^-(?:[il]+|)$/u;

const shell: Tool = (args, context) => {
  const [first, script] = args;
  const shown = `\`${context.name}\``;
  if (
    first !== undefined &&
    isLiteral(first) &&
    RUNS_TEXT.test(first.value) &&
    script !== undefined
  )
    return runsText(script, context);
  if (args.length === 1 && first?.text === "--version")
    return observe(`${shown} prints its version`);
  if (args.every((word) => isLiteral(word) && TYPED.test(word.value)))
    return context.hasInput
      ? unknown(`${shown} runs whatever is piped into it`)
      : manual(`${shown} alone is a shell to type into`);
  return unknown(`${shown} runs a script's file`);
};

/** The class of a text that a shell is given; its blanks are filled in before it runs. */
export function runsText(script: Argument, context: ToolContext): Verdict {
  if (script.form !== "plain" || script.value.includes(COMPUTED))
    return unknown("what the shell is to run is not known before it runs");
  return context.classifyScript(script.value);
}

const SU = optionSpec({ flags: "-l|--login -m -p", values: "-c|--command -s|--shell -g" });

/** `su - NAME` opens that user's shell; `-c` runs a text in it. */
const su: Tool = (args, context) => {
  const read = readOptions(
    args.filter(({ value }) => value !== "-"),
    SU,
  );
  if (read.problem !== undefined) return unknown(read.problem);
  const script = read.options.find(({ name }) => name === "--command")?.value;
  if (script === undefined)
    return read.words.length <= 1
      ? manual("`su` opens another user's shell")
      : unknown("`su` with these words is not understood");
  if (read.options.some(({ name }) => name === "--shell"))
    return unknown("`su -s` chooses the program");
  return runsText(script, context);
};

const SSH = optionSpec({
  flags: "-4 -6 -A -a -C -q -T -t -v -x",
  values: "-p -l -i -o -J",
  stopAtWord: true,
});

/** Settings that neither run a program here nor open a way into this machine. */
const HARMLESS_SETTING =
  /^(?:BatchMode|ConnectTimeout|ConnectionAttempts|LogLevel|PasswordAuthentication|PreferredAuthentications|ServerAliveCountMax|ServerAliveInterval|StrictHostKeyChecking|User|UserKnownHostsFile|IdentitiesOnly)=[\w./@\uE000-]+$/u;

/** `ssh HOST` opens a shell over there; `ssh HOST COMMAND` gives that shell all the words as one text. */
const ssh: Tool = (args, context) => {
  const read = readOptions(args, SSH);
  const words = [...read.words, ...(read.rest ?? [])];
  if (read.problem !== undefined)
    return words.length <= 1
      ? opensShell("`ssh` needs a person at a terminal")
      : unknown(read.problem);
  const [, ...command] = words;
  if (command.length === 0) return opensShell("`ssh` opens a shell on another machine");
  const refused = read.options.find(
    ({ name, value }) =>
      name === "-o" && !(value !== undefined && HARMLESS_SETTING.test(value.value)),
  );
  if (refused !== undefined) return unknown("an `ssh -o` setting is not known to be harmless");
  if (command.some(({ form }) => form !== "plain"))
    return unknown("what runs on the other machine is not known before it runs");
  const script = command.map(({ value }) => value).join(" ");
  return atLeast(observe("`ssh` only asks another machine"), context.classifyScript(script));
};

export const shells: ReadonlyMap<string, Tool> = new Map<string, Tool>([
  ...["sh", "ash", "bash", "dash", "ksh", "zsh"].map((name): [string, Tool] => [name, shell]),
  ["su", su],
  ["ssh", ssh],
]);
