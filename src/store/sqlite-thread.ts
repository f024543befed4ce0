/**
 * A connection to a SQLite file in a thread of its own, so that nobody else waits for heavy work. Speaks
 * with `threaded-sqlite.ts`; an entry point of its own.
 */

import { DatabaseSync } from "node:sqlite";
import { parentPort, workerData } from "node:worker_threads";
import { BUSY_TIMEOUT_MS, configureSqlite } from "./sqlite-file.ts";
import { SqliteSession } from "./sqlite-session.ts";
import type { ThreadReply, ThreadRequest } from "./threaded-sqlite.ts";

const CACHE_KB_MAX = 32 * 1024;

function open(path: string): SqliteSession {
  const sqlite = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS });
  configureSqlite(sqlite);
  // With SQLite's own 2 MB the pages of an index that keys hit at random are read again and again.
  sqlite.exec(`pragma cache_size = -${CACHE_KB_MAX}`);
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

const session = open(workerData as string);

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
