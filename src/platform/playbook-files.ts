/** Reads a playbook from disk: one Markdown file, or a folder of them, with `tocsin.yaml` beside. */

import { readFile, stat } from "node:fs/promises";
import { basename, dirname, extname, join } from "node:path";
import { type ListedFile, listFolder } from "./folder-listing.ts";
import { playbookHash } from "./playbook-hash.ts";

export interface PlaybookFiles {
  /** By path, relative to the playbook's folder with forward slashes. */
  readonly files: readonly { readonly path: string; readonly bytes: Uint8Array }[];
  readonly overlay?: { readonly path: string; readonly text: string };
  /** Every file below the playbook's folder, relative, for "is it there?" checks. */
  readonly presentFiles: ReadonlySet<string>;
  /** Of the Markdown, the overlay and the compiler (`playbookHash`). */
  readonly hash: string;
  /** The playbook's folder: what `file:` references are relative to. */
  readonly folder: string;
}

/** Why a playbook cannot be read, in a sentence that says what to do. */
export class PlaybookFilesError extends Error {
  override readonly name = "PlaybookFilesError";
}

export const PLAYBOOK_BYTES_MAX = 20 * 1024 * 1024;
const OVERLAY_BYTES_MAX = 1024 * 1024;
const FILES_MAX = 20_000;
const OVERLAY_NAMES = ["tocsin.yaml", "tocsin.yml"] as const;
const MARKDOWN_NAMES: ReadonlySet<string> = new Set([".md", ".markdown", ".mdown", ".mkd"]);

/** @throws PlaybookFilesError when there is no playbook at the path, or none that can be read. */
export async function readPlaybookFiles(path: string): Promise<PlaybookFiles> {
  const isFolder = await isFolderAt(path);
  if (!isFolder && !isMarkdown(path) && extname(path).toLowerCase() !== ".txt")
    throw new PlaybookFilesError(
      `${path} is not a Markdown file: a playbook's name ends in .md (or .markdown, .txt)`,
    );
  const folder = isFolder ? path : dirname(path);
  const present = await listFolder(folder, FILES_MAX);
  if (isFolder && present.isCut)
    throw new PlaybookFilesError(
      `${path} holds more than ${FILES_MAX} files: point at the playbook's own folder`,
    );
  const markdown = isFolder
    ? present.files.filter((file) => isMarkdown(file.path))
    : [{ path: basename(path), location: path }];
  if (markdown.length === 0)
    throw new PlaybookFilesError(`${path} has no Markdown files (*.md) in it`);
  const files = await readWithin(markdown, PLAYBOOK_BYTES_MAX);
  const overlay = await readOverlayText(folder, present.files);
  return {
    files,
    ...(overlay === undefined ? {} : { overlay }),
    presentFiles: new Set(present.files.map((file) => file.path)),
    hash: playbookHash(files, overlay),
    folder,
  };
}

async function isFolderAt(path: string): Promise<boolean> {
  const found = await readable(path, stat(path));
  if (found.isDirectory()) return true;
  if (found.isFile()) return false;
  throw new PlaybookFilesError(`${path} is neither a file nor a folder`);
}

function isMarkdown(path: string): boolean {
  return MARKDOWN_NAMES.has(extname(path).toLowerCase());
}

async function readWithin(
  listed: readonly ListedFile[],
  bytesMax: number,
): Promise<{ path: string; bytes: Uint8Array }[]> {
  const files: { path: string; bytes: Uint8Array }[] = [];
  let total = 0;
  for (const { path, location } of listed) {
    // Sizes first: a file too large to be a playbook is not read into memory to find that out.
    total += (await readable(location, stat(location))).size;
    if (total > bytesMax)
      throw new PlaybookFilesError(
        `${listed.length === 1 ? location : "the playbook"} is larger than ${megabytes(bytesMax)}`,
      );
    files.push({ path, bytes: await readable(location, readFile(location)) });
  }
  return files;
}

async function readOverlayText(
  folder: string,
  present: readonly ListedFile[],
): Promise<{ path: string; text: string } | undefined> {
  const names = OVERLAY_NAMES.filter((name) => present.some((file) => file.path === name));
  if (names.length > 1)
    throw new PlaybookFilesError(`${folder} has both ${names.join(" and ")}: keep one of them`);
  const name = names[0];
  if (name === undefined) return undefined;
  const location = join(folder, name);
  const [file] = await readWithin([{ path: name, location }], OVERLAY_BYTES_MAX);
  try {
    return { path: name, text: new TextDecoder("utf-8", { fatal: true }).decode(file?.bytes) };
  } catch (cause) {
    throw new PlaybookFilesError(`${location} is not UTF-8 text`, { cause });
  }
}

async function readable<T>(path: string, attempt: Promise<T>): Promise<T> {
  try {
    return await attempt;
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
    throw new PlaybookFilesError(`${path} ${PROBLEMS[code] ?? "cannot be read"}`, { cause });
  }
}

const PROBLEMS: Readonly<Record<string, string>> = {
  ENOENT: "does not exist",
  ENOTDIR: "does not exist",
  EACCES: "may not be read by this user",
  EPERM: "may not be read by this user",
  ELOOP: "is a symbolic link that leads back to itself",
  ENAMETOOLONG: "is too long a name for a file",
};

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1024 / 1024)} MB`;
}
