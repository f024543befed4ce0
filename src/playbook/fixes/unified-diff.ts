/** A change of a file as people and `patch` read it. */

interface DiffLine {
  readonly mark: " " | "-" | "+";
  readonly text: string;
  /** Of the line before and after; the next one where it is on one side only. */
  readonly before: number;
  readonly after: number;
}

const CONTEXT = 3;

/**
 * A unified diff. Lines are compared place by place, which is exact for changes that keep lines where
 * they are, as fixes do; what is more on one side stands at its end. "" where nothing changed.
 */
export function unifiedDiff(path: string, before: string, after: string): string {
  const lines = compared(before, after);
  const hunks = hunksOf(lines);
  if (hunks.length === 0) return "";
  return [`--- a/${path}`, `+++ b/${path}`, ...hunks.flatMap(hunkLines), ""].join("\n");
}

function compared(before: string, after: string): DiffLine[] {
  const old = linesOf(before);
  const now = linesOf(after);
  const lines: DiffLine[] = [];
  for (let index = 0; index < Math.max(old.length, now.length); index += 1) {
    const place = {
      before: Math.min(index, old.length) + 1,
      after: Math.min(index, now.length) + 1,
    };
    const was = old[index];
    const is = now[index];
    if (was !== undefined && was === is) lines.push({ mark: " ", text: was, ...place });
    else {
      if (was !== undefined) lines.push({ mark: "-", text: was, ...place });
      if (is !== undefined) lines.push({ mark: "+", text: is, ...place });
    }
  }
  return grouped(lines);
}

/** Each with what follows it in a diff: a note where the file ends without a line break. */
function linesOf(text: string): string[] {
  if (text === "") return [];
  const lines = text.split("\n");
  if (lines.at(-1) === "") return lines.slice(0, -1);
  return [...lines.slice(0, -1), `${lines.at(-1)}\n\\ No newline at end of file`];
}

/** In a run of changed lines all that go come before all that come. */
function grouped(lines: readonly DiffLine[]): DiffLine[] {
  const result: DiffLine[] = [];
  for (let index = 0; index < lines.length; ) {
    let end = index;
    while (end < lines.length && lines[end]?.mark !== " ") end += 1;
    const run = lines.slice(index, end);
    result.push(
      ...run.filter(({ mark }) => mark === "-"),
      ...run.filter(({ mark }) => mark === "+"),
    );
    const same = lines[end];
    if (same !== undefined) result.push(same);
    index = end + 1;
  }
  return result;
}

function hunksOf(lines: readonly DiffLine[]): DiffLine[][] {
  const hunks: DiffLine[][] = [];
  let end = -1;
  for (const [index, { mark }] of lines.entries()) {
    if (mark === " ") continue;
    const start = Math.max(0, index - CONTEXT, end);
    const last = hunks.at(-1);
    const stop = Math.min(lines.length, index + CONTEXT + 1);
    if (last !== undefined && index - CONTEXT <= end) last.push(...lines.slice(end, stop));
    else hunks.push(lines.slice(start, stop));
    end = Math.max(end, stop);
  }
  return hunks;
}

function hunkLines(hunk: readonly DiffLine[]): string[] {
  const [first] = hunk;
  const count = (mark: "-" | "+"): number => hunk.filter((line) => line.mark !== mark).length;
  return [
    `@@ -${first?.before ?? 0},${count("+")} +${first?.after ?? 0},${count("-")} @@`,
    ...hunk.map(({ mark, text }) => `${mark}${text}`),
  ];
}
