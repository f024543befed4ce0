/** Programs that run another program, given as the rest of their arguments. */

import { type Argument, isLiteral } from "../argument.ts";
import { COMPUTED } from "../holes.ts";
import {
  type OptionForm,
  type OptionSpec,
  optionSpec,
  type ReadArguments,
  readOptions,
  valuesOf,
} from "../options.ts";
import type { Tool } from "../tool.ts";
import { isHarmlessSetting } from "../variables.ts";
import { atLeast, manual, observe, reveal, unknown } from "../verdict.ts";

function spec(form: OptionForm): OptionSpec {
  return optionSpec({ ...form, stopAtWord: true });
}

/** The command after the options, and after as many words of the wrapper's own. */
function wrapped(read: ReadArguments, ownWords: number): readonly Argument[] {
  return [...read.words, ...(read.rest ?? [])].slice(ownWords);
}

function wrapper(options: OptionForm, ownWords = 0): Tool {
  const known = spec(options);
  return (args, context) => {
    const read = readOptions(args, known);
    if (read.problem !== undefined) return unknown(read.problem);
    const command = wrapped(read, ownWords);
    if (command.length > 0) return context.classify(command, context.hasInput);
    return manual(`\`${context.name}\` without a command needs a person`);
  };
}

const sudoWith = wrapper({
  flags: "-n|--non-interactive -H|--set-home",
  values: "-u|--user -g|--group",
});

/** `-i` and `-s` without a command open a shell. */
const sudo: Tool = (args, context) => {
  const command = args.findIndex(
    ({ value }, index) =>
      !value.startsWith("-") && !/^-(?:u|g|-user|-group)$/u.test(args[index - 1]?.value ?? ""),
  );
  const options = command < 0 ? args : args.slice(0, command);
  if (!options.some((word) => isLiteral(word) && /^-(?:i|s|-login|-shell)$/u.test(word.value)))
    return sudoWith(args, context);
  return command < 0
    ? manual("`sudo -i` opens a shell")
    : unknown("`sudo` with a shell of its own is not understood");
};

const timeout = wrapper(
  { flags: "--preserve-status --foreground -v", values: "-k|--kill-after -s|--signal" },
  1,
);

/** Runs its command again and again through a shell, until somebody stops it. */
const watch: Tool = () => manual("`watch` goes on until it is stopped");

/** Leaves a process behind that nobody waits for. */
function detaching(form: OptionForm): Tool {
  const inner = wrapper(form);
  return (args, context) =>
    atLeast(unknown(`\`${context.name}\` leaves a process behind`), inner(args, context));
}

const ENV = spec({});

const env: Tool = (args, context) => {
  const read = readOptions(args, ENV);
  if (read.problem !== undefined) return unknown(read.problem);
  const words = wrapped(read, 0);
  const count = words.findIndex(({ value }) => !/^[^=]+=/u.test(value));
  if (count < 0) return reveal("`env` prints the environment");
  const refused = words.slice(0, count).find((word) => !isHarmless(word));
  const verdict = context.classify(words.slice(count), context.hasInput);
  return refused === undefined
    ? verdict
    : atLeast(unknown(`\`${refused.text}\` may change what the command does`), verdict);
};

function isHarmless(word: Argument): boolean {
  const equals = word.value.indexOf("=");
  return (
    isLiteral(word) && isHarmlessSetting(word.value.slice(0, equals), word.value.slice(equals + 1))
  );
}

const XARGS = spec({
  flags: "-r|--no-run-if-empty -t|--verbose -0|--null",
  values: "-n|--max-args -L|--max-lines -P|--max-procs -d|--delimiter -I -s|--max-chars",
});

/** Words from a pipe can say anything, so they are any number of unknown arguments. */
const xargs: Tool = (args, context) => {
  const read = readOptions(args, XARGS);
  if (read.problem !== undefined) return unknown(read.problem);
  const command = wrapped(read, 0);
  if (command.length === 0) return observe("`xargs` alone prints what it is given");
  const mark = valuesOf(read, "-I").at(-1);
  if (mark === undefined) {
    const words: Argument = { text: "…", value: COMPUTED, form: "spread" };
    return context.classify([...command, words], false);
  }
  if (!isLiteral(mark) || mark.value === "")
    return unknown("what `xargs -I` replaces is not known");
  return context.classify(
    command.map((word) => withMark(word, mark.value)),
    false,
  );
};

function withMark(word: Argument, mark: string): Argument {
  if (!word.value.includes(mark) || word.form === "spread") return word;
  const form = word.form === "pattern" ? "spread" : "computed";
  return { text: word.text, value: word.value.replaceAll(mark, COMPUTED), form };
}

/** `command -v NAME` asks where a program is; `command NAME …` runs it. */
const command: Tool = (args, context) => {
  const [first, ...rest] = args;
  if (isLiteral(first) && /^-[vV]$/u.test(first.value)) return observe("`command -v` only looks");
  if (first === undefined || first.value.startsWith("-"))
    return unknown("`command` is not understood");
  return context.classify([first, ...rest], context.hasInput);
};

/** Fetches a program and runs it: believed when that changes something. */
const fetched: Tool = (args, context) => {
  const [program, ...rest] = args.filter(
    ({ value }, index) => index > 0 || !/^(?:-y|--yes)$/u.test(value),
  );
  const verdict =
    program === undefined ? undefined : context.classify([program, ...rest], context.hasInput);
  return verdict?.effect === "change" || verdict?.effect === "manual"
    ? verdict
    : unknown(`\`${context.name}\` fetches a program and runs it`);
};

const chroot: Tool = (args, context) => {
  const [folder, ...inner] = args;
  if (folder === undefined || folder.value.startsWith("-"))
    return unknown("`chroot` is not understood");
  if (inner.length === 0) return manual("`chroot` without a command opens a shell");
  return context.classify(inner, context.hasInput);
};

export const wrappers: ReadonlyMap<string, Tool> = new Map<string, Tool>([
  ["sudo", sudo],
  ["doas", wrapper({ flags: "-n", values: "-u" })],
  ["timeout", timeout],
  ["time", wrapper({ flags: "-p" })],
  ["nice", wrapper({ values: "-n" })],
  ["ionice", wrapper({ values: "-c -n" })],
  ["stdbuf", wrapper({ values: "-i -o -e" })],
  ["nohup", detaching({})],
  ["setsid", detaching({})],
  ["watch", watch],
  ["env", env],
  ["xargs", xargs],
  ["command", command],
  ["chroot", chroot],
  ["npx", fetched],
  ["bunx", fetched],
]);
