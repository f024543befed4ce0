/**
 * Takes secrets out of what a step prints, before it is kept anywhere: the runner's own, wherever they
 * begin and end in the pieces that arrive, and what looks like one.
 */

import { redact } from "../platform/redact.ts";

const MASK = "[redacted]";

/** A line this long is looked at in pieces. */
const LINE_MAX = 64 * 1024;
/** What is held back of such a piece at least: a secret may go on in the next one. */
const HELD_MIN = 4096;

const KEY_BEGINS = /-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----/u;
const KEY_ENDS = /-----END [A-Z0-9 ]*PRIVATE KEY-----/u;

export class RedactStream {
  readonly #forms: readonly string[];
  readonly #held: number;
  #pending = "";
  #inKey = false;

  /** @param forms of the runner's secrets, the longest first */
  constructor(forms: readonly string[]) {
    this.#forms = forms;
    this.#held = Math.max(HELD_MIN, ...forms.map(({ length }) => length));
  }

  /** Takes what was printed, and gives what may be kept so far. */
  push(text: string): string {
    this.#pending += text;
    const end = this.#pending.lastIndexOf("\n") + 1;
    if (end > 0) return this.#take(end);
    if (this.#pending.length < LINE_MAX + this.#held) return "";
    return this.#takePiece();
  }

  /** Gives the rest. */
  end(): string {
    return this.#take(this.#pending.length);
  }

  #take(end: number): string {
    const lines = this.#pending.slice(0, end);
    this.#pending = this.#pending.slice(end);
    return this.#safe(lines);
  }

  /** Of a line without an end: what is held back may hold the beginning of a secret. */
  #takePiece(): string {
    const safe = this.#safe(this.#pending);
    const end = Math.max(0, safe.length - this.#held);
    this.#pending = safe.slice(end);
    return safe.slice(0, end);
  }

  #safe(text: string): string {
    let safe = text;
    for (const form of this.#forms) safe = safe.replaceAll(form, MASK);
    return redact(this.#withoutKeys(safe));
  }

  #withoutKeys(text: string): string {
    if (!this.#inKey && !KEY_BEGINS.test(text)) return text;
    return text
      .split("\n")
      .map((line) => {
        if (KEY_BEGINS.test(line)) this.#inKey = true;
        const shown = this.#inKey && line !== "" ? MASK : line;
        if (KEY_ENDS.test(line)) this.#inKey = false;
        return shown;
      })
      .join("\n");
  }
}

/**
 * A line that may hold a secret as its value: only the name before it is left. For what is known to print
 * secrets, and for settings that may hold some.
 */
export function maskValues(line: string): string {
  const [, name] = /^(\s*(?:- )?["']?[\w./-]{1,120}["']?\s*[:=])\s*[^\s=]/u.exec(line) ?? [];
  if (name !== undefined)
    return /^\s*(?:- )?["']?(?:apiVersion|kind|name|namespace|type)["']?\s*:/u.test(line)
      ? line
      : `${name} ${MASK}`;
  return /^\s*["']?[\w./-]*["']?\s*:?\s*[{}[\],|>-]*\s*$/u.test(line) && !/[\w+/=]{24,}/u.test(line)
    ? line
    : MASK;
}
