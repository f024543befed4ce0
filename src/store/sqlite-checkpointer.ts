/**
 * Moves what a SQLite file's write-ahead log holds into the file, in a thread of its own.
 *
 * SQLite would do it within whichever commit makes the log long: a pause of many milliseconds, in which
 * nothing is answered. Here the thread copies while commits go on; then commits wait a moment, until it
 * has copied what came meanwhile, and the next one begins the log anew.
 */

import { statSync } from "node:fs";
import { Worker } from "node:worker_threads";
import type { TurnQueue } from "./turn-queue.ts";

/**
 * A longer log is moved; one that begins anew is cut to this. Longer than SQLite's own 4 MB, because what
 * is written again and again until then is copied only once.
 */
export const LOG_BYTES_MAX = 16 * 1024 * 1024;
const LOOK_EVERY_MS = 500;
const WORKER_HEAP_MB_MAX = 16;

/**
 * The thread's program. As text, because a file would be one more entry point to build and to find in
 * every kind of package; so it is plain JavaScript and does next to nothing.
 */
const PROGRAM = `
  const { parentPort, workerData } = require("node:worker_threads");
  const { DatabaseSync } = require("node:sqlite");
  const sqlite = new DatabaseSync(workerData, { timeout: 1000 });
  sqlite.exec("pragma synchronous = full");
  const checkpoint = sqlite.prepare("pragma wal_checkpoint(passive)");
  parentPort.on("message", (task) => {
    if (task === "checkpoint") parentPort.postMessage(checkpoint.get().busy);
    else { sqlite.close(); parentPort.close(); }
  });
`;

export class SqliteCheckpointer {
  readonly #file: string;
  readonly #turns: TurnQueue;
  readonly #timer: NodeJS.Timeout;
  #worker: Worker | undefined;
  #running: Promise<void> | undefined;

  constructor(file: string, turns: TurnQueue) {
    this.#file = file;
    this.#turns = turns;
    this.#timer = setInterval(() => this.#look(), LOOK_EVERY_MS).unref();
  }

  /** Resolves when all that was committed before is in the file. */
  async run(): Promise<void> {
    // One that is under way may have begun too early to hold everything.
    await this.#running?.catch(() => {});
    this.#running ??= this.#checkpoint().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#running?.catch(() => {});
    const worker = this.#worker;
    if (worker === undefined) return;
    const ended = new Promise((resolve) => worker.once("exit", resolve));
    worker.ref();
    worker.postMessage("close");
    await ended;
  }

  #look(): void {
    const { size } = statSync(`${this.#file}-wal`, { throwIfNoEntry: false }) ?? { size: 0 };
    if (size <= LOG_BYTES_MAX || this.#running !== undefined) return;
    // What goes wrong here shows in the next commit, which finds the disk full or gone.
    this.run().catch(() => {});
  }

  async #checkpoint(): Promise<void> {
    await this.#copy();
    await this.#turns.take("ordinary");
    try {
      await this.#copy();
    } finally {
      this.#turns.give();
    }
  }

  #copy(): Promise<void> {
    this.#worker ??= this.#startWorker();
    const worker = this.#worker;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const end = (error?: Error) => {
      worker.unref();
      worker.off("message", done);
      worker.off("error", end);
      if (error === undefined) resolve();
      else reject(error);
    };
    const done = (busy: number) =>
      end(busy === 0 ? undefined : new Error("the log could not be moved into the file"));
    worker.once("message", done);
    worker.once("error", end);
    // Only while somebody waits does the thread keep the process alive.
    worker.ref();
    worker.postMessage("checkpoint");
    return promise;
  }

  #startWorker(): Worker {
    const worker = new Worker(PROGRAM, {
      eval: true,
      workerData: this.#file,
      execArgv: [],
      env: {},
      resourceLimits: { maxOldGenerationSizeMb: WORKER_HEAP_MB_MAX },
    });
    worker.unref();
    worker.once("exit", () => {
      if (this.#worker === worker) this.#worker = undefined;
    });
    return worker;
  }
}
