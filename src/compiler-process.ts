/**
 * Compiles one playbook and ends. A process of its own, so that a long text delays no page, and all the
 * memory that parsers take goes back to the system. Speaks with `compile-apart.ts`.
 */

import type { CompileRequest } from "./compile-apart.ts";
import { loadSyntaxParsers } from "./platform/syntax-parsers.ts";
import { assemblePlaybook } from "./playbook/assemble-playbook.ts";

const loading = loadSyntaxParsers();

process.once("message", async (request: CompileRequest) => {
  const { playbook } = assemblePlaybook({ ...request, parsers: await loading });
  // Gone before it was sent, the result would be lost: leave only when it is through.
  process.send?.(playbook, undefined, undefined, () => process.disconnect?.());
});
