import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { readPlaybookFiles } from "../src/platform/playbook-files.ts";
import { loadSyntaxParsers } from "../src/platform/syntax-parsers.ts";
import { assemblePlaybook } from "../src/playbook/assemble-playbook.ts";
import { figure, heading, median, ms, skipped } from "./report.ts";

const RUNS = 30;
const EXAMPLE = fileURLToPath(new URL("../examples/playbook", import.meta.url));
/** A playbook of about six hundred lines that stands beside some checkouts. */
const SEED = fileURLToPath(new URL("../../shared/seed/incident-response.md", import.meta.url));

export async function benchCompile(): Promise<void> {
  heading("Compiling a playbook, checks included");
  const parsers = await loadSyntaxParsers();
  for (const [name, path, wanted] of [
    ["the example", EXAMPLE, ""],
    ["the seed", SEED, "must 50 ms warm"],
  ] as const) {
    if (!existsSync(path)) {
      skipped(name, "it is not beside this checkout");
      continue;
    }
    const files = await readPlaybookFiles(path);
    const times = Array.from({ length: RUNS }, () => {
      const startedAt = performance.now();
      assemblePlaybook({ ...files, parsers });
      return performance.now() - startedAt;
    });
    figure(`${name}, first time`, ms(times[0] ?? 0));
    figure(`${name}, warm`, ms(median(times.slice(RUNS / 2))), wanted);
  }
}
