/** Starts one program of a step: no shell, no terminal, only the environment it is given. */

import { type ChildProcess, spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import type { Isolation } from "./isolation.ts";

export interface ProgramStart {
  /** Absolute. */
  readonly path: string;
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** Empty, and nobody else's. */
  readonly folder: string;
  readonly isolation: Isolation;
  readonly hasInput: boolean;
  /** What tells the processes of this step from all others, in their environment. */
  readonly mark: string;
}

export interface StartedProgram {
  readonly child: ChildProcess;
  /** Ends it with everything that it started. */
  kill(): void;
}

const MARK = "TOCSIN_STEP";

export function startProgram(start: ProgramStart): StartedProgram {
  const [program = "", ...args] = [...start.isolation, start.path, ...start.args];
  const child = spawn(program, args, {
    cwd: start.folder,
    env: { ...start.environment, HOME: start.folder, [MARK]: start.mark },
    stdio: [start.hasInput ? "pipe" : "ignore", "pipe", "pipe"],
    // A group of its own, so that a signal to the runner's does not reach it, and the other way round.
    detached: true,
    shell: false,
  });
  return { child, kill: () => killAll(child, start) };
}

function killAll(child: ChildProcess, { isolation, mark }: ProgramStart): void {
  if (child.pid !== undefined) signal(-child.pid);
  if (isolation.length === 0) for (const pid of marked(mark)) signal(pid);
}

function signal(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It has ended by itself.
  }
}

/** Processes that carry the mark. Where there is no /proc, nobody is found and the group has to do. */
function marked(mark: string): number[] {
  const wanted = `${MARK}=${mark}`;
  try {
    return readdirSync("/proc")
      .filter((name) => /^\d+$/u.test(name) && environmentOf(name).includes(wanted))
      .map(Number);
  } catch {
    return [];
  }
}

function environmentOf(pid: string): readonly string[] {
  try {
    return readFileSync(`/proc/${pid}/environ`, "utf8").split("\0");
  } catch {
    return [];
  }
}
