import type { Tx } from "./schema.ts";
import { transactionOf } from "./together.ts";

export type HintListener = () => void;

/**
 * Tells listeners, after a commit, that due work may have changed. A hint may be lost: whoever sleeps
 * until a due time polls as well.
 */
export class HintBoard {
  readonly #listeners = new Set<HintListener>();
  readonly #marked = new WeakSet<Tx>();

  listen(listener: HintListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Notes that the transaction changes due work. */
  mark(tx: Tx): void {
    this.#marked.add(transactionOf(tx));
  }

  isMarked(tx: Tx): boolean {
    return this.#marked.has(tx);
  }

  tellAll(): void {
    for (const listener of this.#listeners) {
      try {
        listener();
      } catch (error) {
        // The commit stands, so the error must not come out of the transaction.
        queueMicrotask(() => {
          throw error;
        });
      }
    }
  }
}
