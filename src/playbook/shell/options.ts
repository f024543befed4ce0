/**
 * Reads a program's arguments against the options it is known to take. What is not listed is a
 * problem: programs are trusted option by option, never as a whole.
 */

import { type Argument, isSlippery, knownPrefix } from "./argument.ts";
import { HOLE } from "./holes.ts";

export interface OptionForm {
  /** Space-separated names that take nothing; aliases joined by "|", the last one is the name used. */
  readonly flags?: string;
  /** The same for options that take a value. */
  readonly values?: string;
  /** Long options whose value, if any, follows "=" in the same word. */
  readonly optional?: string;
  /** "-20" is an option (`head`, `tail`, `grep`). */
  readonly numbers?: boolean;
  /** Everything from the first word that is no option on belongs to another command. */
  readonly stopAtWord?: boolean;
  /** Go programs: `-o=json` gives "json", and flags take `=true`. */
  readonly goStyle?: boolean;
  /** Words made by file name patterns are plain data here. */
  readonly patterns?: boolean;
}

export interface OptionSpec extends Omit<OptionForm, "flags" | "values" | "optional"> {
  readonly names: ReadonlyMap<string, { name: string; takes: "nothing" | "value" | "optional" }>;
}

export interface ReadOption {
  readonly name: string;
  readonly value: Argument | undefined;
}

export interface ReadArguments {
  readonly options: readonly ReadOption[];
  readonly words: readonly Argument[];
  /** What follows "--". */
  readonly rest: readonly Argument[] | undefined;
  /** Why the arguments cannot be trusted: a sentence. */
  readonly problem: string | undefined;
}

/** Compiles a form once, at load. */
export function optionSpec(...forms: readonly OptionForm[]): OptionSpec {
  const names = new Map<string, { name: string; takes: "nothing" | "value" | "optional" }>();
  const add = (list: string | undefined, takes: "nothing" | "value" | "optional"): void => {
    for (const group of list?.split(" ") ?? []) {
      const aliases = group.split("|");
      for (const alias of aliases) names.set(alias, { name: aliases.at(-1) ?? alias, takes });
    }
  };
  const merged: OptionForm = Object.assign({}, ...forms);
  for (const form of forms) {
    add(form.flags, "nothing");
    add(form.values, "value");
    add(form.optional, "optional");
  }
  const { numbers, stopAtWord, goStyle, patterns } = merged;
  return {
    names,
    numbers: numbers ?? false,
    stopAtWord: stopAtWord ?? false,
    goStyle: goStyle ?? false,
    patterns: patterns ?? false,
  };
}

/** The values given for an option, in order. */
export function valuesOf(read: ReadArguments, name: string): Argument[] {
  return read.options.flatMap((option) =>
    option.name === name && option.value !== undefined ? [option.value] : [],
  );
}

export function hasOption(read: ReadArguments, name: string): boolean {
  return read.options.some((option) => option.name === name);
}

/** Reads the arguments; stops at the first thing it does not understand and says so in `problem`. */
export function readOptions(args: readonly Argument[], spec: OptionSpec): ReadArguments {
  const options: ReadOption[] = [];
  const words: Argument[] = [];
  let index = 0;
  const failed = (problem: string): ReadArguments => ({ options, words, rest: undefined, problem });
  while (index < args.length) {
    const argument = args[index] as Argument;
    index += 1;
    if (argument.form === "plain" && argument.value === "--")
      return { options, words, rest: args.slice(index), problem: undefined };
    if (isSlippery(argument) || (argument.form === "pattern" && !spec.patterns))
      return failed(`what \`${argument.text}\` becomes may be read as an option`);
    if (!argument.value.startsWith("-") || argument.value === "-") {
      words.push(argument);
      if (!spec.stopAtWord) continue;
      words.push(...args.slice(index));
      break;
    }
    const read = readOne(argument, args[index], spec);
    if (typeof read === "string") return failed(read);
    options.push(...read.options);
    if (read.usedNext) index += 1;
  }
  return { options, words, rest: undefined, problem: undefined };
}

type OneRead = { options: ReadOption[]; usedNext: boolean } | string;

function readOne(argument: Argument, next: Argument | undefined, spec: OptionSpec): OneRead {
  if (argument.value.startsWith("--")) return readLong(argument, next, spec);
  if (spec.numbers && /^-\d+$/u.test(argument.value)) return { options: [], usedNext: false };
  return readShort(argument, next, spec);
}

function readLong(argument: Argument, next: Argument | undefined, spec: OptionSpec): OneRead {
  const equals = argument.value.indexOf("=");
  const written = equals < 0 ? argument.value : argument.value.slice(0, equals);
  const known = spec.names.get(written);
  if (known === undefined) return refusal(written);
  const { name, takes } = known;
  if (equals >= 0) {
    if (takes === "nothing" && !spec.goStyle) return `\`${written}\` takes no value`;
    const value = { ...argument, value: argument.value.slice(equals + 1) };
    return { options: [{ name, value }], usedNext: false };
  }
  if (takes !== "value") return { options: [{ name, value: undefined }], usedNext: false };
  return withNext([], name, next);
}

/** `-it`, `-n5`, `-n 5`, `-o=json`. */
function readShort(argument: Argument, next: Argument | undefined, spec: OptionSpec): OneRead {
  const letters = argument.value;
  const options: ReadOption[] = [];
  for (let at = 1; at < letters.length; at += 1) {
    const known = spec.names.get(`-${letters[at]}`);
    if (known === undefined) return refusal(at === 1 ? letters : `-${letters[at]}`);
    const after = letters.slice(at + 1);
    if (known.takes === "value") {
      if (after === "") return withNext(options, known.name, next);
      const value = spec.goStyle && after.startsWith("=") ? after.slice(1) : after;
      options.push({ name: known.name, value: { ...argument, value } });
      return { options, usedNext: false };
    }
    options.push({ name: known.name, value: undefined });
  }
  return { options, usedNext: false };
}

function withNext(options: ReadOption[], name: string, next: Argument | undefined): OneRead {
  if (next === undefined) return `\`${name}\` has no value`;
  if (next.form === "spread" || (next.form === "pattern" && knownPrefix(next) === ""))
    return `what \`${next.text}\` becomes may be read as an option`;
  return { options: [...options, { name, value: next }], usedNext: true };
}

function refusal(written: string): string {
  const shown = written.replaceAll(/[\uE000\uE001]+/gu, "…");
  return written.includes(HOLE)
    ? `a blank stands where an option's name is: \`${shown}\``
    : `\`${shown}\` is not an option known to be harmless`;
}
