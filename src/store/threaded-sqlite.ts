/**
 * A connection to a SQLite file in a thread of its own, which starts when it is first used. Requests are
 * answered in their order, so an answer needs no name.
 *
 * Should the thread end (its memory is used up, say), what it was asked fails, SQLite rolls its transaction
 * back, and the next request starts another one.
 */

import { Worker } from "node:worker_threads";
import type { SqliteExecutor } from "./sqlite-executor.ts";
import type { SqliteResult, SqliteTask } from "./sqlite-session.ts";

export type ThreadRequest =
  | ({ readonly kind: "execute" | "defer" } & SqliteTask)
  | { readonly kind: "begin" | "commit" | "rollback" | "close" };

/** None to `defer` and `begin`. */
export type ThreadReply = SqliteResult | { readonly failed: string; readonly errcode?: number };

/** Is sent at once, to be worked on meanwhile. */
const MANY_VALUES = 1000;

interface Asked {
  readonly resolve: (result: SqliteResult) => void;
  readonly reject: (error: Error) => void;
}

/** Beside this file, as a source or in the bundle. */
const PROGRAM = new URL(
  import.meta.url.endsWith(".ts") ? "./sqlite-thread.ts" : "./sqlite-thread.js",
  import.meta.url,
);

export class ThreadedSqlite implements SqliteExecutor {
  readonly #path: string;
  readonly #startThread: (path: string) => Worker;
  readonly #asked: Asked[] = [];
  /** What is to be sent in this turn: a message costs more than what is in it. */
  #outgoing: ThreadRequest[] = [];
  #thread: Worker | undefined;
  /** The thread that the transaction under way began in. */
  #began: Worker | undefined;

  constructor(path: string, startThread: (path: string) => Worker = startSqliteThread) {
    this.#path = path;
    this.#startThread = startThread;
  }

  execute(task: SqliteTask): Promise<SqliteResult> {
    return this.#ask({ kind: "execute", ...task });
  }

  defer(task: SqliteTask): void {
    if (this.#began === this.#thread) this.#send({ kind: "defer", ...task });
  }

  begin(): void {
    this.#began = this.#started();
    this.#send({ kind: "begin" });
  }

  async commit(): Promise<void> {
    await this.#ask({ kind: "commit" });
    this.#began = undefined;
  }

  async rollback(): Promise<void> {
    const isThere = this.#began === this.#thread;
    this.#began = undefined;
    // With the thread its transaction has gone.
    if (isThere) await this.#ask({ kind: "rollback" });
  }

  async close(): Promise<void> {
    if (this.#thread === undefined) return;
    const thread = this.#thread;
    const ended = new Promise((resolve) => thread.once("exit", resolve));
    await this.#ask({ kind: "close" });
    thread.ref();
    await ended;
  }

  async #ask(request: ThreadRequest): Promise<SqliteResult> {
    const thread = this.#started();
    if (this.#began !== undefined && this.#began !== thread) throw endedError();
    const { promise, resolve, reject } = Promise.withResolvers<SqliteResult>();
    this.#asked.push({ resolve, reject });
    // Only while somebody waits does the thread keep the process alive.
    if (this.#asked.length === 1) thread.ref();
    this.#send(request);
    return promise;
  }

  #send(request: ThreadRequest): void {
    this.#outgoing.push(request);
    if ("values" in request && request.values.length >= MANY_VALUES) this.#sendOutgoing();
    else if (this.#outgoing.length === 1) process.nextTick(() => this.#sendOutgoing());
  }

  #sendOutgoing(): void {
    const requests = this.#outgoing;
    this.#outgoing = [];
    if (requests.length > 0) this.#thread?.postMessage(requests);
  }

  #started(): Worker {
    if (this.#thread !== undefined) return this.#thread;
    const thread = this.#startThread(this.#path);
    this.#thread = thread;
    thread.unref();
    let cause: unknown;
    thread.on("message", (reply: ThreadReply) => this.#answered(reply));
    thread.once("error", (error) => {
      cause = error;
    });
    thread.once("exit", () => {
      if (this.#thread === thread) this.#thread = undefined;
      for (const { reject } of this.#asked.splice(0)) reject(endedError(cause));
    });
    return thread;
  }

  #answered(reply: ThreadReply): void {
    const asked = this.#asked.shift();
    if (this.#asked.length === 0) this.#thread?.unref();
    if (!("failed" in reply)) asked?.resolve(reply);
    else asked?.reject(Object.assign(new Error(reply.failed), withCode(reply.errcode)));
  }
}

export function startSqliteThread(path: string): Worker {
  // What this process was started with (a program to evaluate, say) is not meant for the thread.
  return new Worker(PROGRAM, { workerData: path, execArgv: [], env: {} });
}

function withCode(errcode: number | undefined): object {
  return errcode === undefined ? {} : { errcode };
}

function endedError(cause?: unknown): Error {
  const { errcode } = (cause ?? {}) as { readonly errcode?: number };
  const why = cause instanceof Error ? `: ${cause.message}` : "";
  return Object.assign(
    new Error(`the database's thread has ended${why}`, { cause }),
    withCode(errcode),
  );
}
