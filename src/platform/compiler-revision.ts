/**
 * Which compiler makes playbooks here: a number made of its sources, so that it changes whenever they do
 * and nobody has to think of it (docs/decisions/compiler-revision.md).
 */

import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Written into the bundle, which has no sources beside it. */
declare const COMPILER_REVISION: string;

/** What decides about the compiled form: the compiler, and the rules that it asks. */
const FOLDERS = ["src/playbook", "src/domain"] as const;

let known: string | undefined;

/** Of the compiler that this program holds; the same from the sources and from the bundle. */
export function compilerRevision(): string {
  known ??=
    typeof COMPILER_REVISION === "string"
      ? COMPILER_REVISION
      : revisionOfSources(fileURLToPath(new URL("../../", import.meta.url)));
  return known;
}

/** Of the sources below a folder. The parsers count with their versions. */
export function revisionOfSources(root: string): string {
  const hash = createHash("sha256");
  const manifest: unknown = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  hash.update(JSON.stringify(dependenciesOf(manifest)));
  for (const folder of FOLDERS)
    for (const path of sourcesBelow(join(root, folder))) {
      const text = readFileSync(join(root, folder, path), "utf8").replaceAll("\r\n", "\n");
      hash.update(`${folder}/${path}\0${text.length}\0${text}`);
    }
  return hash.digest("hex");
}

function dependenciesOf(manifest: unknown): unknown {
  return typeof manifest === "object" && manifest !== null && "dependencies" in manifest
    ? manifest.dependencies
    : {};
}

function sourcesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => path.endsWith(".ts") && !path.endsWith(".test.ts"))
    .sort();
}
