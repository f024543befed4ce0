/** Loaded with `node --import`: applies the mutant numbered by TOCSIN_MUTANT to the sources as they load. */

import { registerHooks } from "node:module";
import { MUTANTS } from "./mutants.ts";

const mutant = MUTANTS[Number(process.env["TOCSIN_MUTANT"])];
if (mutant === undefined) throw new Error("TOCSIN_MUTANT does not number a mutant");

registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context);
    if (!url.endsWith(mutant.file)) return loaded;
    const source = String(loaded.source);
    if (!source.includes(mutant.find)) {
      throw new Error(`the mutant "${mutant.name}" no longer finds its place in ${mutant.file}`);
    }
    return { ...loaded, source: source.replace(mutant.find, () => mutant.replace) };
  },
});
