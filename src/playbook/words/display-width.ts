/** Text as columns of a terminal: what cannot be shown is made visible, wide characters count two. */

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });
const TAB_WIDTH = 4;

// East Asian Wide and Fullwidth (Unicode TR 11), and what terminals draw as a picture.
const WIDE =
  /[\u1100-\u115F\u2E80-\u303E\u3041-\u33FF\u3400-\u4DBF\u4E00-\u9FFF\uA000-\uA4CF\uA960-\uA97C\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF01-\uFF60\uFFE0-\uFFE6\u{17000}-\u{18AFF}\u{1B000}-\u{1B2FF}\u{20000}-\u{3FFFD}]|\p{Emoji_Presentation}|\p{Emoji}\uFE0F/u;
const ZERO_WIDTH = /^[\p{Mn}\p{Me}\u200B-\u200D\u2060\uFEFF]+$/u;
// Control characters would move the cursor or colour the terminal; direction marks would reorder the line.
const UNSHOWABLE = /[\p{Cc}\p{Cs}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu;

/** One character as people see it. */
export interface Cell {
  readonly text: string;
  /** 0, 1 or 2 columns; a tab as many as it takes to the next stop. */
  readonly width: number;
  /** Where it begins in the text, in UTF-16 units. */
  readonly offset: number;
}

/** The characters of one line, tabs spread to stops of four columns. */
export function cellsOf(line: string): Cell[] {
  const cells: Cell[] = [];
  let column = 0;
  for (const { segment, index } of graphemes.segment(line)) {
    const cell = cellOf(segment, index, column);
    cells.push(cell);
    column += cell.width;
  }
  return cells;
}

function cellOf(segment: string, offset: number, column: number): Cell {
  if (segment === "\t") {
    const width = TAB_WIDTH - (column % TAB_WIDTH);
    return { text: " ".repeat(width), width, offset };
  }
  const text = showable(segment);
  if (ZERO_WIDTH.test(text)) return { text, width: 0, offset };
  return { text, width: WIDE.test(text) ? 2 : 1, offset };
}

/** Text that may be printed: control and direction characters become a visible mark. */
export function showable(text: string): string {
  return text.replace(UNSHOWABLE, "\uFFFD");
}

/** How many columns of a terminal the text takes. */
export function displayWidth(text: string): number {
  return cellsOf(text).reduce((sum, cell) => sum + cell.width, 0);
}

/** The text filled up with spaces to a width. */
export function padToWidth(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - displayWidth(text)));
}

/** Lines of at most a width, broken at spaces; a word longer than a line stays whole. */
export function wrapToWidth(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/).filter((part) => part !== "")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line !== "" && displayWidth(longer) > width) {
      lines.push(line);
      line = word;
    } else {
      line = longer;
    }
  }
  return line === "" ? lines : [...lines, line];
}
