/** `wc -l` and `wc -w`. */

import { filterOptions } from "./filter-options.ts";
import type { ReadFilter } from "./read-filter.ts";

export function readWc(args: readonly string[]): ReadFilter {
  const options = filterOptions(args, { flags: "-l|--lines -w|--words" });
  if (typeof options === "string") return { kind: "refused", reason: options };
  const [lines, words] = [options.has("--lines"), options.has("--words")];
  if (options.words.length > 0 || (!lines && !words))
    return {
      kind: "refused",
      reason: "of `wc` the runner counts lines and words (`-l`, `-w`) of what is piped in",
    };
  return {
    kind: "filter",
    create() {
      let lineCount = 0;
      let wordCount = 0;
      return {
        line(text) {
          lineCount += 1;
          wordCount += text.match(/\S+/gu)?.length ?? 0;
          return [];
        },
        end: () => [[...(lines ? [lineCount] : []), ...(words ? [wordCount] : [])].join(" ")],
        isDone: () => false,
        exitCode: () => 0,
      };
    },
  };
}
