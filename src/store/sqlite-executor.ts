import type { SqliteResult, SqliteSession, SqliteTask } from "./sqlite-session.ts";

/** What the dialect asks of the one connection, one transaction at a time. */
export interface SqliteExecutor {
  execute(task: SqliteTask): Promise<SqliteResult>;
  /** For a write whose result nobody needs; within a transaction, which fails with it. */
  defer(task: SqliteTask): void;
  /** A transaction that cannot begin fails with the first thing that is asked of it. */
  begin(): void;
  commit(): Promise<void>;
  rollback(): Promise<void>;
  close(): Promise<void>;
}

/** In this thread: for memory, which has no disk to wait for. */
export function executeHere(session: SqliteSession): SqliteExecutor {
  return {
    execute: async (task) => session.execute(task),
    defer: (task) => session.attempt(() => session.execute(task)),
    begin: () => session.attempt(() => session.begin()),
    commit: async () => session.commit(),
    rollback: async () => session.rollback(),
    close: async () => session.close(),
  };
}
