/** `sort` as in the C locale: by code points, or by numbers. */

import { KeptLines } from "./filter.ts";
import { count, type FilterOptions, filterOptions } from "./filter-options.ts";
import type { ReadFilter } from "./read-filter.ts";

type Compare = (a: string, b: string) => number;

export function readSort(args: readonly string[]): ReadFilter {
  const options = filterOptions(args, {
    flags: "-n|--numeric-sort -h|--human-numeric-sort -r|--reverse -u|--unique -f|--ignore-case -b",
    values: "-k|--key -t|--field-separator",
  });
  if (typeof options === "string") return { kind: "refused", reason: options };
  if (options.words.length > 0)
    return { kind: "refused", reason: "`sort` would read a file on the machine of the runner" };
  const compare = comparison(options);
  if (compare === undefined)
    return { kind: "refused", reason: "of `sort -k` the runner takes one field, as in `-k 3n`" };
  const isUnique = options.has("--unique");
  return {
    kind: "filter",
    create() {
      const kept = new KeptLines();
      return {
        line(text) {
          kept.add(text);
          return [];
        },
        end() {
          const sorted = [...kept.lines()].sort(compare);
          const shown = isUnique
            ? sorted.filter(
                (text, index) => index === 0 || compare(sorted[index - 1] ?? "", text) !== 0,
              )
            : sorted;
          return [...shown, ...kept.remark()];
        },
        isDone: () => false,
        exitCode: () => 0,
      };
    },
  };
}

function comparison(options: FilterOptions): Compare | undefined {
  const key = options.value("--key") ?? "";
  const [, field, to, flags = ""] = /^(?:(\d+)(?:,(\d+))?)?([nhrfb]*)$/u.exec(key) ?? [];
  if (key !== "" && (field === undefined || options.values("--key").length > 1)) return undefined;
  const place = count(field);
  if (place === 0 || (to !== undefined && to !== field)) return undefined;
  const separator = options.value("--field-separator");
  if (separator !== undefined && [...separator].length !== 1) return undefined;
  // Letters of the key stand in place of the options, which are then for equal keys alone.
  const is = (name: string, letter: string): boolean =>
    flags === "" ? options.has(name) : flags.includes(letter);
  const part = (line: string): string =>
    place === undefined ? line : fieldOf(line, { place, separator, alone: to !== undefined });
  const isFolded = is("--ignore-case", "f");
  const fold = (text: string): string => (isFolded ? text.toUpperCase() : text);
  const isNumeric = is("--numeric-sort", "n") || is("--human-numeric-sort", "h");
  const sign = is("--reverse", "r") ? -1 : 1;
  return (a, b) => {
    const [x, y] = [part(a), part(b)];
    const first = isNumeric ? numberIn(x) - numberIn(y) : byCodePoint(fold(x), fold(y));
    if (first !== 0) return sign * first;
    if (options.has("--unique")) return 0;
    return byCodePoint(a, b) * (options.has("--reverse") ? -1 : 1);
  };
}

function fieldOf(
  line: string,
  {
    place,
    separator,
    alone,
  }: { readonly place: number; readonly separator: string | undefined; readonly alone: boolean },
): string {
  const parts = separator === undefined ? line.trimStart().split(/\s+/u) : line.split(separator);
  return parts.slice(place - 1, alone ? place : undefined).join(separator ?? " ");
}

const UNITS = ["", "K", "M", "G", "T", "P", "E"];

function numberIn(text: string): number {
  const [, number, unit = ""] = /^\s*(-?\d*\.?\d+)([KMGTPE]?)/u.exec(text) ?? [];
  return number === undefined ? 0 : Number(number) * 1024 ** UNITS.indexOf(unit);
}

function byCodePoint(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
