/**
 * Compiles one playbook and ends. A process of its own, so that a long text delays no page, and all the
 * memory that parsers take goes back to the system. Speaks with `compile-apart.ts`.
 */

import type { CompileRequest } from "./compile-apart.ts";
import { loadSyntaxParsers } from "./platform/syntax-parsers.ts";
import { assemblePlaybook } from "./playbook/assemble-playbook.ts";

process.once("message", async (request: CompileRequest) => {
  const parsers = await loadSyntaxParsers();
  const { playbook } = assemblePlaybook({ ...request, parsers });
  // Gone before it was sent, the result would be lost: leave only when it is through.
  process.send?.(playbook, undefined, undefined, () => process.disconnect?.());
});
