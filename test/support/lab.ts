/** A temporary folder, and the real programs that a suite starts in it: stopped and removed when it is over. */

import { chmodSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, onTestFailed } from "vitest";
import { type ProgramOptions, RunningProgram } from "./running-program.ts";

const SHOWN_OF_OUTPUT = 6000;

export class Lab {
  #folder: string | undefined;
  readonly #closers: (() => Promise<unknown> | unknown)[] = [];
  readonly #programs: RunningProgram[] = [];

  /** Made when it is first asked for. Everybody may look in: some programs give up being root. */
  get folder(): string {
    if (this.#folder === undefined) {
      this.#folder = mkdtempSync(join(tmpdir(), "tocsin-e2e-"));
      chmodSync(this.#folder, 0o755);
    }
    return this.#folder;
  }

  /** A folder of its own within the lab's. */
  subfolder(name: string): string {
    const path = join(this.folder, name);
    mkdirSync(path, { recursive: true });
    return path;
  }

  start(options: ProgramOptions): RunningProgram {
    const program = new RunningProgram(options);
    this.#programs.push(program);
    this.onClose(() => program.stop());
    return program;
  }

  /** Called when the suite is over, the last one first. */
  onClose(close: () => Promise<unknown> | unknown): void {
    this.#closers.push(close);
  }

  async close(): Promise<void> {
    for (const close of this.#closers.toReversed()) await close();
    if (this.#folder !== undefined) rmSync(this.#folder, { recursive: true });
  }

  /** The end of what each program has written, for whoever looks into a failure. */
  report(): string {
    return this.#programs
      .map(({ name, output, isRunning }) => {
        const state = isRunning ? "runs" : "has ended";
        return `--- ${name} ${state}, and wrote:\n${output.slice(-SHOWN_OF_OUTPUT)}`;
      })
      .join("\n");
  }
}

/** A lab for the suite that calls this in its `describe`. */
export function useLab(): Lab {
  const lab = new Lab();
  let failed = false;
  beforeEach(() => {
    onTestFailed(() => {
      failed = true;
    });
  });
  afterAll(async () => {
    if (failed) console.error(lab.report());
    await lab.close();
  });
  return lab;
}
