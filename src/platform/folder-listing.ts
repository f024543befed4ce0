import type { Dirent } from "node:fs";
import { readdir, realpath, stat } from "node:fs/promises";
import { join } from "node:path";
import { inPathOrder } from "./playbook-hash.ts";

export interface ListedFile {
  /** Relative to the folder listed, with forward slashes. */
  readonly path: string;
  /** Where to open it. */
  readonly location: string;
}

export interface FolderListing {
  /** By path. */
  readonly files: readonly ListedFile[];
  /** True when there are more files than were asked for; the nearest ones are listed. */
  readonly isCut: boolean;
}

// Other people's code, never part of a playbook.
const FOLDERS_SKIPPED: ReadonlySet<string> = new Set(["node_modules", "vendor"]);

/**
 * Every file below a folder, nearest folders first, hidden ones left out. Symbolic links are followed,
 * but no folder is entered twice, so a link that leads back ends. What may not be read is left out.
 */
export async function listFolder(folder: string, filesMax: number): Promise<FolderListing> {
  const files: ListedFile[] = [];
  const entered = new Set<string>();
  let waiting = [{ path: "", location: folder }];
  while (waiting.length > 0) {
    const below: ListedFile[] = [];
    for (const { path, location } of waiting) {
      const real = await unlessRefused(realpath(location));
      if (real === undefined || entered.has(real)) continue;
      entered.add(real);
      for (const entry of (await unlessRefused(readdir(location, { withFileTypes: true }))) ?? []) {
        const kind = await kindOf(entry, location);
        if (kind === "other" || entry.name.startsWith(".")) continue;
        const listed = {
          path: path === "" ? entry.name : `${path}/${entry.name}`,
          location: join(location, entry.name),
        };
        if (kind === "folder" && !FOLDERS_SKIPPED.has(entry.name)) below.push(listed);
        if (kind !== "file") continue;
        if (files.length === filesMax) return { files: inPathOrder(files), isCut: true };
        files.push(listed);
      }
    }
    waiting = inPathOrder(below);
  }
  return { files: inPathOrder(files), isCut: false };
}

async function kindOf(entry: Dirent, folder: string): Promise<"file" | "folder" | "other"> {
  const found = entry.isSymbolicLink()
    ? await unlessRefused(stat(join(folder, entry.name)))
    : entry;
  if (found?.isDirectory()) return "folder";
  return found?.isFile() ? "file" : "other";
}

/** A folder that may not be entered, or that vanished meanwhile, is as good as absent here. */
async function unlessRefused<T>(attempt: Promise<T>): Promise<T | undefined> {
  try {
    return await attempt;
  } catch {
    return undefined;
  }
}
