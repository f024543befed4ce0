/** `cut -d … -f …`. */

import { filterOptions } from "./filter-options.ts";
import type { ReadFilter } from "./read-filter.ts";

export function readCut(args: readonly string[]): ReadFilter {
  const options = filterOptions(args, {
    flags: "-s|--only-delimited",
    values: "-d|--delimiter -f|--fields",
  });
  if (typeof options === "string") return { kind: "refused", reason: options };
  const fields = options.value("--fields");
  const delimiter = options.value("--delimiter") ?? "\t";
  const wanted = fields === undefined ? undefined : ranges(fields);
  if (options.words.length > 0 || wanted === undefined || [...delimiter].length !== 1)
    return {
      kind: "refused",
      reason: "of `cut` the runner takes fields (`-f 1,3-5`) of what is piped in",
    };
  const onlyDelimited = options.has("--only-delimited");
  return {
    kind: "filter",
    create: () => ({
      line(text) {
        if (!text.includes(delimiter)) return onlyDelimited ? [] : [text];
        const parts = text.split(delimiter);
        return [parts.filter((_, index) => wanted(index + 1)).join(delimiter)];
      },
      end: () => [],
      isDone: () => false,
      exitCode: () => 0,
    }),
  };
}

/** `2`, `1,3`, `2-`, `-3`. */
function ranges(list: string): ((field: number) => boolean) | undefined {
  const read = list.split(",").map((part) => /^(?:(\d{1,6})|(\d{1,6})?-(\d{1,6})?)$/u.exec(part));
  if (read.some((match) => match === null || match[0] === "-")) return undefined;
  const bounds = read.map((match) => ({
    from: Number(match?.[1] ?? match?.[2] ?? 1),
    to: Number(match?.[1] ?? match?.[3] ?? Number.POSITIVE_INFINITY),
  }));
  return (field) => bounds.some(({ from, to }) => field >= from && field <= to);
}
