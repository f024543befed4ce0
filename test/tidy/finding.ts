/** Something in the repository that is not as it should be. */
export interface Finding {
  readonly path: string;
  /** From 1; absent when the whole file is meant. */
  readonly line?: number;
  /** What is wrong and what to do about it, in a sentence or two. */
  readonly message: string;
}

/** As editors and terminals link it: `path:line: message`. */
export function describeFinding({ path, line, message }: Finding): string {
  return line === undefined ? `${path}: ${message}` : `${path}:${line}: ${message}`;
}
