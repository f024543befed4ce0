import { AsyncLocalStorage } from "node:async_hooks";

interface Scope {
  active: boolean;
}

/**
 * Knows whether the code that runs is inside a transaction of one database. A query that does not go
 * through that transaction's `tx` would wait for it for ever on SQLite, and on PostgreSQL read another
 * state and hold a second connection: both are refused at once.
 */
export class TransactionScope {
  readonly #storage = new AsyncLocalStorage<Scope>();

  /** Runs the body of a transaction. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    const scope: Scope = { active: true };
    try {
      return await this.#storage.run(scope, work);
    } finally {
      // What the work left running may use the database again.
      scope.active = false;
    }
  }

  /** Throws when called from the body of a transaction. */
  refuseInside(): void {
    if (this.#storage.getStore()?.active === true) {
      throw new Error("inside a transaction every query has to go through its `tx`");
    }
  }
}
