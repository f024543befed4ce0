/** `uniq`, of neighbouring lines. */

import { filterOptions } from "./filter-options.ts";
import type { ReadFilter } from "./read-filter.ts";

/** `uniq -c` prints its counts this wide. */
const COUNT_WIDTH = 7;

export function readUniq(args: readonly string[]): ReadFilter {
  const options = filterOptions(args, {
    flags: "-c|--count -d|--repeated -u|--unique -i|--ignore-case",
  });
  if (typeof options === "string") return { kind: "refused", reason: options };
  if (options.words.length > 0)
    return {
      kind: "refused",
      reason: "`uniq` would read or write a file on the machine of the runner",
    };
  const [counts, repeated, unique] = ["--count", "--repeated", "--unique"].map(options.has);
  const same = (text: string): string => (options.has("--ignore-case") ? text.toLowerCase() : text);
  return {
    kind: "filter",
    create() {
      let current: { readonly text: string; times: number } | undefined;
      const print = (): readonly string[] => {
        if (current === undefined) return [];
        if ((repeated === true && current.times === 1) || (unique === true && current.times > 1))
          return [];
        return [
          counts === true
            ? `${String(current.times).padStart(COUNT_WIDTH)} ${current.text}`
            : current.text,
        ];
      };
      return {
        line(text) {
          if (current !== undefined && same(current.text) === same(text)) {
            current.times += 1;
            return [];
          }
          const printed = print();
          current = { text, times: 1 };
          return printed;
        },
        end: print,
        isDone: () => false,
        exitCode: () => 0,
      };
    },
  };
}
