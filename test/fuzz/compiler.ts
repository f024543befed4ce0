/** Compiles what the runner sends, one text after the other, and says what was wrong with the result. */

import { loadSyntaxParsers } from "../../src/platform/syntax-parsers.ts";
import { assemblePlaybook } from "../../src/playbook/assemble-playbook.ts";
import { findBreaches } from "./breaches.ts";

const PATH = "fuzzed.md";
const parsers = await loadSyntaxParsers();

process.on("message", (text: string) => {
  const bytes = new TextEncoder().encode(text);
  const input = { files: [{ path: PATH, bytes }], presentFiles: new Set<string>(), parsers };
  try {
    const { playbook } = assemblePlaybook({ ...input, hash: "0".repeat(64) });
    process.send?.(findBreaches(playbook, bytes));
  } catch (error) {
    process.send?.([`threw ${error instanceof Error ? error.stack : String(error)}`]);
  }
});
process.send?.("ready");
