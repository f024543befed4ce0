/**
 * Text that nobody writes but that takes a Markdown parser minutes: thousands of containers or cells in
 * one line, tens of thousands of brackets in one paragraph.
 */

import { fencedLines } from "./fenced-lines.ts";
import { NESTING_MAX } from "./limit-nesting.ts";

const CELLS_MAX = 200;
/** Of all characters that may begin something within a paragraph: the parser tries each against all others. */
const MARKS_MAX = 2000;

/** Stands for one character that means nothing, so that places stay what they are. */
const NOTHING = "\uFFFD";

const NEW_PARAGRAPH = /^[ \t]*(?:$|[|#>*+-]|\d{1,9}[.)])/u;
const MARKS = /[[\]!*_`<&~\\]/gu;
const CONTAINERS = /^[ \t]*(?:(?:>|[*+-][ \t]|\d{1,9}[.)][ \t])[ \t]*)+/u;
const CONTAINER = />|[*+-](?=[ \t])|\d(?=[.)][ \t])/gu;
const CELL_END = /\|/gu;

/**
 * The text without the marks that are too many for the parser; every other character stays where it is.
 * What is in code fences is not touched. Nearly every text comes back as it was.
 */
export function tameMarkdown(text: string): string {
  const lines = text.split("\n");
  const isFenced = fencedLines(lines);
  let marks = 0;
  const tamed = lines.map((line, index) => {
    if (isFenced[index] === true) return line;
    if (NEW_PARAGRAPH.test(line)) marks = 0;
    const containers = CONTAINERS.exec(line)?.[0].length ?? 0;
    const shallow = dropAfter(NESTING_MAX, line, CONTAINER, containers);
    const narrow = dropAfter(CELLS_MAX, shallow, CELL_END, line.length);
    marks += narrow.match(MARKS)?.length ?? 0;
    return marks > MARKS_MAX ? narrow.replace(MARKS, NOTHING) : narrow;
  });
  return tamed.join("\n");
}

/** Drops all but the first `max` matches in the first `end` characters. */
function dropAfter(max: number, line: string, mark: RegExp, end: number): string {
  if (end <= max) return line;
  let count = 0;
  const tamed = line.slice(0, end).replace(mark, (found) => {
    count += 1;
    return count > max ? NOTHING : found;
  });
  return tamed + line.slice(end);
}
