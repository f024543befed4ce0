/** The files of this repository as git knows them: tracked, or new and not ignored. */

import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const OUTPUT_BYTES_MAX = 64 * 1024 * 1024;

/** Paths from the root, with forward slashes, sorted. */
export function listFiles(): readonly string[] {
  const listed = execFileSync(
    "git",
    ["ls-files", "-z", "--cached", "--others", "--exclude-standard"],
    { cwd: ROOT, encoding: "utf8", maxBuffer: OUTPUT_BYTES_MAX },
  );
  const paths = listed.split("\0").filter((path) => path !== "");
  // What was removed is still listed until it is committed.
  return paths.filter((path) => existsSync(ROOT + path)).sort();
}

/** The text of a file, or undefined when it is none. */
export function readText(path: string): string | undefined {
  const text = readFileSync(ROOT + path, "utf8");
  return text.includes("\0") ? undefined : text;
}
