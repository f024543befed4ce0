/** A program that only reports, as long as it is given the options that keep it one. */

import type { Argument } from "../argument.ts";
import { type OptionForm, optionSpec, type ReadArguments, readOptions } from "../options.ts";
import type { Tool } from "../tool.ts";
import { change, manual, observe, unknown, type Verdict } from "../verdict.ts";

export interface Reporter extends OptionForm {
  /** Looks at the words; by default any are fine. Undefined is fine too. */
  readonly words?: (words: readonly Argument[], read: ReadArguments) => Verdict | undefined;
  /** Harmless options that may have a value or none, and are passed over. */
  readonly ignored?: RegExp;
  /** Options that make it change something, or need a person. */
  readonly changing?: RegExp;
  readonly manual?: RegExp;
}

export const LETTERS = (letters: string): string =>
  [...letters].map((letter) => `-${letter}`).join(" ");

export const noWords = (words: readonly Argument[]): Verdict | undefined =>
  words.length === 0 ? undefined : change("with a word this sets something");

export function reporterTool(form: Reporter): Tool {
  const spec = optionSpec(form);
  return (args, { name }) => {
    const changing = args.find(({ value }) => form.changing?.test(value));
    if (changing !== undefined) return change(`\`${name} ${changing.text}\` changes something`);
    const byHand = args.find(({ value }) => form.manual?.test(value));
    if (byHand !== undefined) return manual(`\`${name} ${byHand.text}\` needs a person`);
    const read = readOptions(
      args.filter(({ value }) => form.ignored?.test(value) !== true),
      spec,
    );
    if (read.problem !== undefined) return unknown(read.problem);
    const words = [...read.words, ...(read.rest ?? [])];
    return form.words?.(words, read) ?? observe(`\`${name}\` only reports`);
  };
}
