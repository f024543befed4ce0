/** Changes of a text, by offsets in it. */

export interface TextEdit {
  readonly file: string;
  /** Half-open, in UTF-16 units of the repaired text; equal where something is put in. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Those that do not touch one another, the first of two that do. */
export function withoutOverlap(edits: readonly TextEdit[]): TextEdit[] {
  const kept: TextEdit[] = [];
  let free = -1;
  for (const edit of [...edits].sort((a, b) => a.start - b.start || a.end - b.end)) {
    if (edit.start <= free) continue;
    kept.push(edit);
    free = edit.end;
  }
  return kept;
}

/** The text with all edits made, of which no two touch. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const pieces: string[] = [];
  let copied = 0;
  for (const edit of withoutOverlap(edits)) {
    pieces.push(text.slice(copied, edit.start), edit.text);
    copied = edit.end;
  }
  return pieces.join("") + text.slice(copied);
}
