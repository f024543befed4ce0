/** Secrets are named in `tocsin.yaml`, never written there: `${NAME}` or `file:PATH`. */

import { readFileSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";

export type ResolvedSecret =
  | { readonly ok: true; readonly value: string }
  /** A sentence's end for people: never a part of the secret. */
  | { readonly ok: false; readonly reason: string };

const VARIABLE = /^\$\{([A-Za-z_][A-Za-z0-9_]*)\}$/;
const FILE = /^file:(.+)$/;

/** Whether the text names a secret instead of being the value itself. */
export function isReference(text: string): boolean {
  return VARIABLE.test(text) || FILE.test(text);
}

/**
 * The value behind a reference; any other text is its own value. A file's last line break does not
 * count. `readFile` throws what `node:fs` throws; its message is not repeated, only its code.
 */
export function resolveSecret(
  reference: string,
  env: Readonly<Record<string, string | undefined>>,
  readFile: (path: string) => string,
): ResolvedSecret {
  const variable = VARIABLE.exec(reference)?.[1];
  if (variable !== undefined) {
    const value = env[variable];
    if (value === undefined)
      return { ok: false, reason: `the environment variable ${variable} is not set` };
    if (value.trim() === "")
      return { ok: false, reason: `the environment variable ${variable} is empty` };
    return { ok: true, value };
  }
  const path = FILE.exec(reference)?.[1];
  return path === undefined ? { ok: true, value: reference } : fromFile(path, readFile);
}

/**
 * Resolves the references of a playbook, one file or a folder: relative paths after `file:` count from
 * its folder.
 */
export function secretsBeside(
  playbookPath: string,
  env: Readonly<Record<string, string | undefined>>,
): (reference: string) => ResolvedSecret {
  const isFolder = statSync(playbookPath, { throwIfNoEntry: false })?.isDirectory() === true;
  const folder = isFolder ? playbookPath : dirname(playbookPath);
  return (reference) =>
    resolveSecret(reference, env, (path) => readFileSync(resolve(folder, path), "utf8"));
}

function fromFile(path: string, readFile: (path: string) => string): ResolvedSecret {
  let content: string;
  try {
    content = readFile(path);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : undefined;
    return {
      ok: false,
      reason: `the file ${path} ${FILE_PROBLEMS[code ?? ""] ?? "cannot be read"}`,
    };
  }
  const value = content.replace(/\r?\n$/, "");
  return value.trim() === ""
    ? { ok: false, reason: `the file ${path} is empty` }
    : { ok: true, value };
}

const FILE_PROBLEMS: Readonly<Record<string, string>> = {
  ENOENT: "does not exist",
  ENOTDIR: "does not exist",
  EACCES: "may not be read by this user",
  EPERM: "may not be read by this user",
  EISDIR: "is a folder",
};
