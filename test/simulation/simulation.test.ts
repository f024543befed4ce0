import { describe, expect, it } from "vitest";
import { runSeed } from "./run-seed.ts";

/** More with `npm run simulate`, which also demands that everything in SIGHTS was met. */
const SEEDS = 24;
const SEEDS_IN_A_TEST = 4;

describe("the engine under crashes, failures and damaged time", () => {
  for (let first = 1; first <= SEEDS; first += SEEDS_IN_A_TEST) {
    it(`forgets nobody and repeats nothing without cause: seeds ${first} and on`, async () => {
      for (let seed = first; seed < first + SEEDS_IN_A_TEST; seed += 1) {
        expect((await runSeed(seed)).size).toBeGreaterThan(0);
      }
    }, 30_000);
  }
});
