/** From words to a command and its arguments, with an answer for every slip of the pen. */

import { parseArgs } from "node:util";
import { closestName } from "../playbook/words/closest-name.ts";
import type { Arguments, CommandSummary, OptionSpec, OptionSpecs } from "./command.ts";
import { usageFailure } from "./failure.ts";

/** The command whose words the line begins with (the longest), and what follows them. */
export function findCommand<C extends CommandSummary>(
  commands: readonly C[],
  argv: readonly string[],
): { readonly command: C; readonly rest: readonly string[] } | undefined {
  let found: { readonly command: C; readonly rest: readonly string[] } | undefined;
  for (const command of commands) {
    for (const name of namesOf(command)) {
      const words = name.split(" ");
      const matches = words.every((word, index) => argv[index] === word);
      const isLonger = found === undefined || argv.length - words.length < found.rest.length;
      if (matches && isLonger) found = { command, rest: argv.slice(words.length) };
    }
  }
  return found;
}

/** Every way to write a command. */
export function namesOf(command: CommandSummary): readonly string[] {
  return [command.name, ...(command.aliases ?? [])];
}

/**
 * Reads options and positionals of a command.
 * @throws CliFailure `invalid-input` on an unknown option, a missing value, too many or too few words
 */
export function parseArguments(command: CommandSummary, rest: readonly string[]): Arguments {
  const specs = command.options ?? {};
  const options = Object.fromEntries(
    Object.entries(specs).map(([name, { type, multiple = false }]) => [name, { type, multiple }]),
  );
  // Not strict: the parser's own messages do not know what was probably meant.
  const { values, positionals, tokens } = parseArgs({
    args: [...rest],
    options,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  for (const token of tokens) {
    if (token.kind === "option") checkOption(command, specs, token);
  }
  checkPositionals(command, positionals);
  return argumentsOf(specs, values, positionals);
}

function checkOption(
  command: CommandSummary,
  specs: OptionSpecs,
  token: {
    rawName: string;
    name: string;
    value: string | undefined;
    inlineValue?: boolean | undefined;
  },
): void {
  const spec = Object.hasOwn(specs, token.name) ? specs[token.name] : undefined;
  if (spec === undefined || !token.rawName.startsWith("--")) {
    throw unknownOption(command, specs, token.rawName);
  }
  if (spec.type === "boolean" && token.value !== undefined) {
    throw usageFailure(`${token.rawName} takes no value`, helpHint(command.name));
  }
  if (spec.type === "boolean") return;
  const value = token.value;
  const swallowed = token.inlineValue === false && value !== undefined && /^-./.test(value);
  if (value !== undefined && !swallowed) return;
  throw usageFailure(
    `${token.rawName} needs a value: ${token.rawName} ${spec.value ?? "VALUE"}`,
    ...(swallowed ? [`If "${value}" is meant, write ${token.rawName}=${value}`] : []),
  );
}

function unknownOption(
  command: CommandSummary,
  specs: OptionSpecs,
  written: string,
): ReturnType<typeof usageFailure> {
  const meant = closestName(written, Object.keys(specs));
  return usageFailure(
    `tocsin ${command.name} has no option ${written}`,
    ...(meant === undefined ? [] : [`Did you mean --${meant}?`]),
    helpHint(command.name),
  );
}

/** How many words a command takes, from the way its usage is written. */
function wordsTaken(takes: string): { readonly min: number; readonly max: number } {
  const words = takes.split(" ").filter((word) => word !== "");
  const needed = words.filter((word) => !word.startsWith("["));
  const isOpenEnded = words.some((word) => word.includes("…"));
  return { min: needed.length, max: isOpenEnded ? Number.POSITIVE_INFINITY : words.length };
}

function checkPositionals(command: CommandSummary, positionals: readonly string[]): void {
  const takes = command.takes ?? "";
  const { min, max } = wordsTaken(takes);
  const usage = `Usage: tocsin ${command.name} ${takes}`.trimEnd();
  if (positionals.length < min) {
    throw usageFailure(
      `tocsin ${command.name}: something is missing`,
      usage,
      helpHint(command.name),
    );
  }
  if (positionals.length > max) {
    const extra = positionals[max] ?? "";
    const quote = max > 0 ? ['Put text of several words in quotes: "…"'] : [];
    throw usageFailure(`tocsin ${command.name}: what is "${extra}"?`, usage, ...quote);
  }
}

export function helpHint(name: string): string {
  return `See \`tocsin ${name} --help\`.`;
}

type ParsedValue = string | boolean | (string | boolean)[] | undefined;

function argumentsOf(
  specs: OptionSpecs,
  values: Readonly<Record<string, ParsedValue>>,
  positionals: readonly string[],
): Arguments {
  const parsedValue = (name: string, type: OptionSpec["type"]): ParsedValue => {
    if (specs[name]?.type !== type) throw new Error(`no ${type} option is named ${name}`);
    return values[name];
  };
  return {
    positionals,
    text: (name) => {
      const value = parsedValue(name, "string");
      return typeof value === "string" ? value : undefined;
    },
    texts: (name) => {
      const value = parsedValue(name, "string");
      return Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];
    },
    flag: (name) => parsedValue(name, "boolean") === true,
  };
}
