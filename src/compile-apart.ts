import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Playbook } from "./domain/playbook.ts";
import type { PlaybookTexts } from "./playbook/assemble-playbook.ts";

export interface CompileRequest extends PlaybookTexts {
  readonly hash: string;
  readonly presentFiles: ReadonlySet<string>;
}

/** The longest a playbook may take; a text that takes longer is refused, and pages go on meanwhile. */
const LIMIT_MS = 60_000;

/** Beside this file, as a source or in the bundle. */
const COMPILER = fileURLToPath(
  new URL(
    import.meta.url.endsWith(".ts") ? "./compiler-process.ts" : "./compiler-process.js",
    import.meta.url,
  ),
);

/** Compiles a playbook in a process of its own. @throws Error when it takes too long or the process dies */
export async function compileApart(request: CompileRequest): Promise<Playbook> {
  const compiler = fork(COMPILER, {
    // Sets and bytes travel as what they are.
    serialization: "advanced",
    // Nothing in a playbook needs this process's secrets.
    env: {},
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const { promise, resolve, reject } = Promise.withResolvers<Playbook>();
  const limit = setTimeout(
    () => reject(new Error(`the playbook takes longer than ${LIMIT_MS / 1000} s to compile`)),
    LIMIT_MS,
  );
  compiler.once("message", (playbook) => resolve(playbook as Playbook));
  // Not once: a process that did not start fails again when it is written to, and an error that nobody
  // listens to would end this one.
  compiler.on("error", reject);
  compiler.once("exit", () => reject(new Error("the compiler ended without a result")));
  compiler.send(request);
  try {
    return await promise;
  } finally {
    clearTimeout(limit);
    compiler.kill("SIGKILL");
  }
}
