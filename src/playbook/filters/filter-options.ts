/** Options of the runner's own filters. */

import { literal } from "../shell/argument.ts";
import { hasOption, type OptionForm, optionSpec, readOptions, valuesOf } from "../shell/options.ts";

export interface FilterOptions {
  has(name: string): boolean;
  /** The last value given. */
  value(name: string): string | undefined;
  values(name: string): readonly string[];
  readonly words: readonly string[];
}

/** Reads options against a form as `shell/options.ts` has it; a string says what is wrong with them. */
export function filterOptions(args: readonly string[], form: OptionForm): FilterOptions | string {
  const read = readOptions(args.map(literal), optionSpec(form));
  if (read.problem !== undefined) return read.problem;
  const values = (name: string): readonly string[] =>
    valuesOf(read, name).map(({ value }) => value);
  return {
    has: (name) => hasOption(read, name),
    value: (name) => values(name).at(-1),
    values,
    words: [...read.words, ...(read.rest ?? [])].map(({ value }) => value),
  };
}

/** `-n 20`, and `-20` as it was written before POSIX. */
export function withPlainNumbers(args: readonly string[], option: string): readonly string[] {
  return args.map((word) => (/^-\d+$/u.test(word) ? `${option}${word.slice(1)}` : word));
}

/** A whole number that is not negative and not absurd; undefined for anything else. */
export function count(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,7}$/u.test(text) ? Number(text) : undefined;
}
