import { HINT_CHANNEL } from "./postgres-listener.ts";
import type { Tx } from "./schema.ts";
import { defineStatement } from "./statement.ts";

/** Between two notifications: more would only cost commits. */
const SPACING_MS = 10;

// The setting holds for this transaction: nobody needs a hint that a crash has lost.
const notify = defineStatement<unknown>(
  "select set_config('synchronous_commit', 'off', true), pg_notify($1, $2)",
);

/**
 * Tells other processes that due work may have changed. NOTIFY within the transactions that change it
 * would make their commits wait for each other
 * (https://www.recall.ai/blog/postgres-listen-notify-does-not-scale), so it comes after them, in one of its
 * own for all that have ended meanwhile, and does not wait for the disk.
 */
export class PostgresNotifier {
  readonly #tx: Tx;
  readonly #senderId: string;
  #timer: NodeJS.Timeout | undefined;
  #sending = false;

  constructor(tx: Tx, senderId: string) {
    this.#tx = tx;
    this.#senderId = senderId;
  }

  /** Notifies soon; never throws, because it is only a hint. */
  notify(): void {
    this.#timer ??= setTimeout(() => this.#send(), SPACING_MS).unref();
  }

  close(): void {
    clearTimeout(this.#timer);
  }

  async #send(): Promise<void> {
    this.#timer = undefined;
    // A database that does not answer must not fill up with hints.
    if (this.#sending) return this.notify();
    this.#sending = true;
    try {
      await notify(this.#tx, HINT_CHANNEL, this.#senderId);
    } catch {
      // The poll behind every hint does without.
    } finally {
      this.#sending = false;
    }
  }
}
