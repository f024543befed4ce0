/** Which stages of a pipe the runner carries out itself, and how. */

import { readCut } from "./cut.ts";
import type { LineFilter } from "./filter.ts";
import { readGrep } from "./grep.ts";
import { readHead, readTail } from "./head-tail.ts";
import { readSort } from "./sort.ts";
import { readUniq } from "./uniq.ts";
import { readWc } from "./wc.ts";

export type ReadFilter =
  | { readonly kind: "filter"; readonly create: () => LineFilter }
  /** @property reason without a full stop */
  | { readonly kind: "refused"; readonly reason: string };

const FILTERS: ReadonlyMap<string, (args: readonly string[]) => ReadFilter> = new Map([
  ["grep", (args) => readGrep(args, "basic")],
  ["egrep", (args) => readGrep(args, "extended")],
  ["fgrep", (args) => readGrep(args, "fixed")],
  ["head", readHead],
  ["tail", readTail],
  ["wc", readWc],
  ["sort", readSort],
  ["uniq", readUniq],
  ["cut", readCut],
  ["cat", (args) => (args.length === 0 ? { kind: "filter", create: passing } : files("cat"))],
]);

/** Whether a program is one of those, whatever its options. */
export function isFilterName(program: string): boolean {
  return FILTERS.has(program);
}

/** Reads the argv of a stage that something is piped into; undefined where it is another program. */
export function readFilter([program = "", ...args]: readonly string[]): ReadFilter | undefined {
  return FILTERS.get(program)?.(args);
}

function files(program: string): ReadFilter {
  return {
    kind: "refused",
    reason: `\`${program}\` would read a file on the machine of the runner`,
  };
}

function passing(): LineFilter {
  return { line: (text) => [text], end: () => [], isDone: () => false, exitCode: () => 0 };
}
