/**
 * Compiles playbooks in a thread of its own, so that a long text delays no page and the memory that
 * parsers take is given back when it ends. Speaks with `compile-in-worker.ts`.
 */

import { parentPort } from "node:worker_threads";
import type { CompileRequest } from "./compile-in-worker.ts";
import { loadSyntaxParsers } from "./platform/syntax-parsers.ts";
import { assemblePlaybook } from "./playbook/assemble-playbook.ts";

const parsers = await loadSyntaxParsers();
parentPort?.once("message", (request: CompileRequest) => {
  const { playbook } = assemblePlaybook({ ...request, parsers });
  parentPort?.postMessage(playbook);
});
