/** `npm run simulate -- [--seed N] [--seeds COUNT] [--from N] [--first-failure]`: plays seeds and says what was seen. */

import { parseArgs } from "node:util";
import { runSeed } from "./run-seed.ts";
import { SIGHTS } from "./sights.ts";

const { values } = parseArgs({
  options: {
    seed: { type: "string" },
    seeds: { type: "string", default: "1000" },
    from: { type: "string", default: "1" },
    "first-failure": { type: "boolean", default: false },
  },
});

const first = Number(values.seed ?? values.from);
const count = values.seed === undefined ? Number(values.seeds) : 1;
const sights = new Map<string, number>();
let failed = 0;
for (let seed = first; seed < first + count; seed += 1) {
  try {
    for (const sight of await runSeed(seed)) sights.set(sight, (sights.get(sight) ?? 0) + 1);
  } catch (error) {
    failed += 1;
    console.error(count === 1 ? error : String(error));
    if (values["first-failure"]) break;
  }
}
for (const sight of SIGHTS) console.log(`${String(sights.get(sight) ?? 0).padStart(6)}  ${sight}`);
const unseen = count >= 200 ? SIGHTS.filter((sight) => !sights.has(sight)) : [];
for (const sight of unseen) console.error(`never seen: ${sight}`);
console.log(`simulation: ${count - failed} passed, ${failed} failed`);
process.exitCode = failed > 0 || unseen.length > 0 ? 1 : 0;
