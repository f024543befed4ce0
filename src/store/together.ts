import type { CompiledQuery, DatabaseConnection, QueryExecutor } from "kysely";
import type { Tx } from "./schema.ts";

/** What is handed out to be asked together, and the transaction it belongs to. */
const transactions = new WeakMap<Tx, Tx>();

/** The transaction itself: what has to be known by it is the same however it is asked. */
export function transactionOf(tx: Tx): Tx {
  return transactions.get(tx) ?? tx;
}

/**
 * Asks several things of a transaction at the same time. On PostgreSQL they are on their way together, and
 * are done in their order; Kysely by itself would wait for each answer. The `tx` that is handed out takes
 * only what `defineStatement` and `defineBulkStatement` made.
 */
export async function together<T>(tx: Tx, ask: (tx: Tx) => Promise<T>): Promise<T> {
  const executor = tx.getExecutor();
  return executor.provideConnection((connection) => {
    const direct = directly(connection, executor);
    transactions.set(direct, transactionOf(tx));
    return ask(direct);
  });
}

function directly(connection: DatabaseConnection, { adapter }: QueryExecutor): Tx {
  const executor: Pick<QueryExecutor, "adapter" | "provideConnection"> = {
    adapter,
    // What is asked within is asked together with the rest.
    provideConnection: (consumer) => consumer(connection),
  };
  const direct = {
    isTransaction: true,
    executeQuery: <R>(query: CompiledQuery<R>) => connection.executeQuery<R>(query),
    getExecutor: () => executor,
  };
  return direct as unknown as Tx;
}
