import { createHash } from "node:crypto";
import { compilerRevision } from "./compiler-revision.ts";

export interface HashedFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/**
 * What a playbook is known by: SHA-256 of its files, of `tocsin.yaml`, and of the compiler that reads
 * them, hex. The one way to make it, wherever the files come from; their order does not count, and no two
 * playbooks share one by joining differently.
 */
export function playbookHash(
  files: readonly HashedFile[],
  overlay: { readonly path: string; readonly text: string } | undefined,
  revision: string = compilerRevision(),
): string {
  const hash = createHash("sha256").update(`compiler\0${revision}\0`);
  const parts = [
    ...inPathOrder(files),
    ...(overlay === undefined
      ? []
      : [{ path: overlay.path, bytes: new TextEncoder().encode(overlay.text) }]),
  ];
  for (const { path, bytes } of parts) hash.update(`${path}\0${bytes.length}\0`).update(bytes);
  return hash.digest("hex");
}

/** By code unit, not by locale: the order is the same on every machine. */
export function inPathOrder<File extends { readonly path: string }>(
  files: readonly File[],
): File[] {
  return [...files].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}
