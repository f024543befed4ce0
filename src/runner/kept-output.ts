/**
 * What a step prints, within bounds: the beginning and the end are kept, what is between is counted. A step
 * is never stopped because it prints much: a change would be left halfway.
 */

import { createHash } from "node:crypto";

export interface KeptBounds {
  /** Bytes of each of the two ends. */
  readonly endBytes: number;
}

/** Shown with the step: 256 KiB together. */
export const SHOWN: KeptBounds = { endBytes: 128 * 1024 };

export class KeptOutput {
  readonly #endBytes: number;
  readonly #head: Buffer[] = [];
  #headBytes = 0;
  #tail: Buffer[] = [];
  #tailBytes = 0;
  #bytes = 0;

  constructor({ endBytes }: KeptBounds) {
    this.#endBytes = endBytes;
  }

  add(text: string): void {
    const bytes = Buffer.from(text, "utf8");
    this.#bytes += bytes.length;
    const room = this.#endBytes - this.#headBytes;
    const first = bytes.subarray(0, Math.max(0, room));
    if (first.length > 0) {
      this.#head.push(first);
      this.#headBytes += first.length;
    }
    const rest = bytes.subarray(first.length);
    if (rest.length === 0) return;
    this.#tail.push(rest);
    this.#tailBytes += rest.length;
    // Twice the room before anything is moved, so that every byte is moved a few times at most.
    if (this.#tailBytes > 2 * this.#endBytes) this.#shorten();
  }

  #shorten(): void {
    const all = Buffer.concat(this.#tail);
    const end = all.subarray(Math.max(0, all.length - this.#endBytes));
    this.#tail = [Buffer.from(end)];
    this.#tailBytes = end.length;
  }

  /** Everything that was printed, in bytes. */
  bytes(): number {
    return this.#bytes;
  }

  omittedBytes(): number {
    this.#shorten();
    return this.#bytes - this.#headBytes - this.#tailBytes;
  }

  /** Both ends, with a line between them that says what is missing. */
  text(): string {
    const omitted = this.omittedBytes();
    const head = Buffer.concat(this.#head).toString("utf8");
    const tail = Buffer.concat(this.#tail).toString("utf8");
    return omitted === 0 ? head + tail : `${head}\n… ${omitted} bytes are left out …\n${tail}`;
  }

  /** SHA-256 of the text, hex. */
  hash(): string {
    return createHash("sha256").update(this.text()).digest("hex");
  }
}
