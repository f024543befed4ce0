/** What only this user may read: the database's folder, tokens. */

import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/**
 * Makes a folder with those above it, as far as they are missing. One that exists stays as it is.
 * @throws what `node:fs` throws
 */
export function makePrivateFolder(folder: string): void {
  // Not by mkdir's `recursive`: where the parent exists but takes no folder, as /proc, it never returns.
  if (existsSync(folder)) return;
  makePrivateFolder(dirname(folder));
  mkdirSync(folder, { mode: 0o700 });
}

/** Writes a file, whole or not at all. @throws what `node:fs` throws */
export function writePrivateFile(path: string, text: string): void {
  // A new file, then a rename: one that exists would keep its mode, and whoever may read it.
  const fresh = `${path}.${process.pid}`;
  try {
    writeFileSync(fresh, text, { mode: 0o600, flag: "wx" });
    renameSync(fresh, path);
  } catch (error) {
    rmSync(fresh, { force: true });
    throw error;
  }
}
