/**
 * A connection to a SQLite file in a thread of its own, so that nobody else waits for heavy work. Speaks
 * with `threaded-sqlite.ts`; an entry point of its own.
 */

import { DatabaseSync } from "node:sqlite";
import { parentPort, workerData } from "node:worker_threads";
import { SqliteSession } from "./sqlite-session.ts";
import type { ThreadData, ThreadReply, ThreadRequest } from "./threaded-sqlite.ts";

/** Nobody else writes, but a checkpoint may hold a lock for a moment. */
const BUSY_TIMEOUT_MS = 250;

function open({ path, logBytesMax }: ThreadData): SqliteSession {
  const sqlite = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS });
  // A commit returns when the log is on disk: https://sqlite.org/pragma.html#pragma_synchronous
  sqlite.exec("pragma synchronous = full; pragma foreign_keys = on");
  // The checkpointer moves the log, and no commit.
  sqlite.exec(`pragma wal_autocheckpoint = 0; pragma journal_size_limit = ${logBytesMax}`);
  return new SqliteSession(sqlite);
}

function answer(session: SqliteSession, request: ThreadRequest): ThreadReply | undefined {
  switch (request.kind) {
    case "execute":
      return session.execute(request);
    case "defer":
      session.attempt(() => session.execute(request));
      return undefined;
    case "begin":
      session.attempt(() => session.begin());
      return undefined;
    default:
      session[request.kind]();
      return { rows: [], changes: 0 };
  }
}

/** An error travels without the properties that node:sqlite gives it. */
function described(error: unknown): ThreadReply {
  const { message, errcode } = error as Error & { readonly errcode?: unknown };
  return { failed: message, ...(typeof errcode === "number" ? { errcode } : {}) };
}

const session = open(workerData as ThreadData);

parentPort?.on("message", (requests: readonly ThreadRequest[]) => {
  for (const request of requests) {
    const reply = attempt(request);
    if (reply !== undefined) parentPort?.postMessage(reply);
    if (request.kind === "close") parentPort?.close();
  }
});

function attempt(request: ThreadRequest): ThreadReply | undefined {
  try {
    return answer(session, request);
  } catch (error) {
    return described(error);
  }
}
