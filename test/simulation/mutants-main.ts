/** `npm run simulate:mutants`: the simulation must catch every broken engine. */

import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { MUTANTS } from "./mutants.ts";

const main = fileURLToPath(new URL("main.ts", import.meta.url));
const loader = new URL("load-mutant.ts", import.meta.url).href;
/** Most are caught by the first; some need what happens once in a few hundred. */
const SEEDS = "500";

let missed = 0;
for (const [number, mutant] of MUTANTS.entries()) {
  const given = ["--seeds", SEEDS, "--first-failure"];
  const run = spawnSync(process.execPath, ["--import", loader, main, ...given], {
    env: { ...process.env, TOCSIN_MUTANT: String(number) },
    encoding: "utf8",
  });
  const found = run.stderr.split("\n").find((line) => line.startsWith("Error: seed"));
  if (found === undefined) missed += 1;
  console.log(`${found === undefined ? "MISSED" : "caught"}  ${mutant.name}`);
  console.log(`        ${found ?? run.stderr.slice(0, 500)}`);
}
console.log(`mutants: ${MUTANTS.length - missed} passed, ${missed} failed`);
process.exitCode = missed === 0 ? 0 : 1;
