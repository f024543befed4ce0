import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Diagnostic } from "../domain/playbook.ts";
import { PlaybookFilesError, readPlaybookFiles } from "../platform/playbook-files.ts";
import { isReference, resolveSecret } from "../platform/secret-reference.ts";
import { loadSyntaxParsers } from "../platform/syntax-parsers.ts";
import {
  type AssembledPlaybook,
  assemblePlaybook,
  sourceTexts,
} from "../playbook/assemble-playbook.ts";
import type { SourceText } from "../playbook/markdown/source-texts.ts";
import { unresolvedSecrets } from "../playbook/overlay/check-overlay.ts";
import type { SyntaxParsers } from "../playbook/syntax-parsers.ts";
import { usageFailure } from "./failure.ts";

export interface LoadedPlaybook extends AssembledPlaybook {
  /** As they were read. */
  readonly sources: Awaited<ReturnType<typeof readPlaybookFiles>>;
  readonly parsers: SyntaxParsers;
  /** For the excerpts of findings. */
  readonly texts: readonly SourceText[];
  /** What `file:` references in `tocsin.yaml` are relative to. */
  readonly folder: string;
}

/**
 * Reads and compiles the playbook at a path: a Markdown file, or a folder of them.
 * @throws CliFailure `invalid-input` when there is none that can be read
 */
export async function loadPlaybook(path: string): Promise<LoadedPlaybook> {
  const [files, parsers] = await Promise.all([readFiles(path), loadSyntaxParsers()]);
  return {
    ...assemblePlaybook({ ...files, parsers }),
    parsers,
    sources: files,
    texts: sourceTexts(files),
    folder: files.folder,
  };
}

/** The files of a playbook, as they are. @throws CliFailure `invalid-input` when there is none that can be read */
export async function readFiles(path: string): ReturnType<typeof readPlaybookFiles> {
  try {
    return await readPlaybookFiles(path);
  } catch (error) {
    if (error instanceof PlaybookFilesError) throw usageFailure(error.message);
    throw error;
  }
}

/** TOC505 for the secrets of `tocsin.yaml` that cannot be had on this machine. */
export function findUnresolvedSecrets(
  loaded: LoadedPlaybook,
  env: Readonly<Record<string, string | undefined>>,
): Diagnostic[] {
  if (loaded.overlaySources === undefined) return [];
  const readSecret = (path: string): string => readFileSync(resolve(loaded.folder, path), "utf8");
  return unresolvedSecrets(loaded.playbook, loaded.overlaySources, (reference) => {
    if (!isReference(reference)) return undefined;
    const resolved = resolveSecret(reference, env, readSecret);
    return resolved.ok ? undefined : resolved.reason;
  });
}
