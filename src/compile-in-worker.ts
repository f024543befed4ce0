import { Worker } from "node:worker_threads";
import type { Playbook } from "./domain/playbook.ts";
import type { PlaybookTexts } from "./playbook/assemble-playbook.ts";

export interface CompileRequest extends PlaybookTexts {
  readonly hash: string;
  readonly presentFiles: ReadonlySet<string>;
}

/** The longest a playbook may take; a text that takes longer is refused, and pages go on meanwhile. */
const LIMIT_MS = 60_000;

/** Beside this file, as a source or in the bundle. */
const WORKER = new URL(
  import.meta.url.endsWith(".ts") ? "./compile-worker.ts" : "./compile-worker.js",
  import.meta.url,
);

/** Compiles a playbook in a thread of its own. @throws Error when it takes too long or the thread dies */
export async function compileInWorker(request: CompileRequest): Promise<Playbook> {
  const worker = new Worker(WORKER);
  const { promise, resolve, reject } = Promise.withResolvers<Playbook>();
  const limit = setTimeout(
    () => reject(new Error(`the playbook takes longer than ${LIMIT_MS / 1000} s to compile`)),
    LIMIT_MS,
  );
  worker.once("message", resolve);
  worker.once("error", reject);
  worker.once("exit", () => reject(new Error("the compiler ended without a result")));
  worker.postMessage(request);
  try {
    return await promise;
  } finally {
    clearTimeout(limit);
    await worker.terminate();
  }
}
