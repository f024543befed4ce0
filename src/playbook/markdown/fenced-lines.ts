const FENCE = /^[ \t>*+-]*(?<fence>`{3,}|~{3,})/u;

/**
 * For each line, whether it belongs to a code fence, as far as that can be told before the text is parsed:
 * its lines of backticks or tildes count, and so does everything after one that is never closed.
 */
export function fencedLines(lines: readonly string[]): readonly boolean[] {
  let open: string | undefined;
  return lines.map((line) => {
    const mark = FENCE.exec(line)?.groups?.["fence"];
    if (open === undefined) {
      open = mark;
      return mark !== undefined;
    }
    if (mark?.startsWith(open) === true) open = undefined;
    return true;
  });
}
