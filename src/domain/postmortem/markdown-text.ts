/** Text that people and senders wrote, made harmless inside Markdown: it is shown as written and does nothing. */

const SPECIAL = /[\\`*_{}[\]<>|~#]/g;
/** Control characters, and the ones that reorder text. */
const UNSEEN = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** One line of Markdown that renders as the text itself. */
export function markdownText(text: string): string {
  return text
    .replace(/\s+/gu, " ")
    .replace(UNSEEN, "")
    .trim()
    .replace(SPECIAL, (character) => `\\${character}`)
    .replace(/^([-+=]|\d+[.)])/, (marker) => `\\${marker}`);
}

/** A pipe table. Cells are Markdown already. */
export function markdownTable(
  header: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(header), line(header.map(() => "---")), ...rows.map(line)].join("\n");
}
