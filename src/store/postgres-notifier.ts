import type { Pool } from "pg";
import { HINT_CHANNEL } from "./postgres-listener.ts";

/** Between two notifications: more would only cost commits. */
const SPACING_MS = 10;

/**
 * Tells other processes that due work may have changed. NOTIFY within the transactions that change it
 * would make their commits wait for each other
 * (https://www.recall.ai/blog/postgres-listen-notify-does-not-scale), so it comes after them, in one of its
 * own for all that have ended meanwhile, and does not wait for the disk.
 */
export class PostgresNotifier {
  readonly #pool: Pool;
  readonly #sql: string;
  #timer: NodeJS.Timeout | undefined;

  constructor(pool: Pool, senderId: string) {
    this.#pool = pool;
    this.#sql = `begin; set local synchronous_commit = off;
      select pg_notify('${HINT_CHANNEL}', '${senderId}'); commit`;
  }

  /** Notifies soon; never throws, because it is only a hint. */
  notify(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#pool.query(this.#sql).catch(() => {});
    }, SPACING_MS).unref();
  }

  close(): void {
    clearTimeout(this.#timer);
  }
}
