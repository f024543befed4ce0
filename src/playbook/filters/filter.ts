/** A text filter of a pipe, carried out by the runner itself: it sees lines and prints lines. */

export interface LineFilter {
  /** Takes one line without its end, and gives what is printed for it. */
  line(text: string): readonly string[];
  /** Gives what is printed once there are no more lines. */
  end(): readonly string[];
  /** Whether further lines would change nothing, as for `head`. */
  isDone(): boolean;
  /** As the program of the name would have it. */
  exitCode(): number;
}

/** Lines that a filter has to remember are limited: by their number and by their length together. */
export const KEPT_LINES_MAX = 200_000;
export const KEPT_CHARACTERS_MAX = 16_000_000;

/** Lines kept for later; beyond the limit the first are forgotten, and it is said how many. */
export class KeptLines {
  #lines: string[] = [];
  #characters = 0;
  #forgotten = 0;

  add(text: string): void {
    if (
      this.#lines.length >= KEPT_LINES_MAX ||
      this.#characters + text.length > KEPT_CHARACTERS_MAX
    ) {
      this.#forgotten += 1;
      return;
    }
    this.#lines.push(text);
    this.#characters += text.length;
  }

  lines(): readonly string[] {
    return this.#lines;
  }

  /** A line that says what is missing, if anything is. */
  remark(): readonly string[] {
    return this.#forgotten === 0
      ? []
      : [`(${this.#forgotten} further lines were too many to sort)`];
  }
}
