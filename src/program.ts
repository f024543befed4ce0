/** Where this program stands, and which one it is. The same from the sources and from the bundle. */

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** A path within the package; `src/` and `dist/` both lie one below its root. */
export function fromRoot(path: string): string {
  return fileURLToPath(new URL(`../${path}`, import.meta.url));
}

const manifest = JSON.parse(readFileSync(fromRoot("package.json"), "utf8")) as { version: string };

export const VERSION = manifest.version;
export const EXAMPLE_PLAYBOOK = fromRoot("examples/playbook");
