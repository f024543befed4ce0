import type { CliIo } from "../../src/cli/io.ts";

export interface CapturedIo extends CliIo {
  readonly written: { out: string; err: string };
}

/** A CliIo that keeps what is written to it. */
export function capturedIo(parts: Partial<CliIo> = {}): CapturedIo {
  const written = { out: "", err: "" };
  return {
    written,
    stdout: (text) => {
      written.out += text;
    },
    stderr: (text) => {
      written.err += text;
    },
    isTty: false,
    env: {},
    columns: 100,
    ...parts,
  };
}
