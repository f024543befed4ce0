import type { Kysely } from "kysely";
import type { HintBoard } from "./hint-board.ts";
import type { Schema, Tx } from "./schema.ts";
import { isRetriable } from "./store-error.ts";
import type { TransactionScope } from "./transaction-scope.ts";

const RETRIES_MAX = 3;

interface TransactionRun {
  readonly kysely: Kysely<Schema>;
  readonly scope: TransactionScope;
  readonly hints: HintBoard;
  /** Called after a commit that changed due work. */
  readonly onHint: () => void;
}

/** Runs work in a transaction; once more when it lost a race, until it has lost four times. */
export async function runTransaction<T>(
  run: TransactionRun,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  for (let retries = 0; ; retries++) {
    try {
      return await runOnce(run, work);
    } catch (error) {
      if (retries >= RETRIES_MAX || !isRetriable(error)) throw error;
    }
  }
}

async function runOnce<T>(run: TransactionRun, work: (tx: Tx) => Promise<T>): Promise<T> {
  let hinted = false;
  const result = await run.kysely.transaction().execute(async (tx) => {
    const done = await run.scope.run(() => work(tx));
    hinted = run.hints.isMarked(tx);
    return done;
  });
  if (hinted) run.onHint();
  return result;
}
