/** A real program as a child process, in a process group of its own so that nothing of it outlives the tests. */

import { type ChildProcess, spawn } from "node:child_process";
import { setTimeout as pause } from "node:timers/promises";
import { waitUntil } from "./wait-until.ts";

const STOPS_WITHIN_MS = 15_000;

export interface ProgramOptions {
  /** What failures call it. */
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  /** All of its environment but PATH; nothing of the tests' own leaks in. */
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
}

export interface ProgramExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export class RunningProgram {
  readonly name: string;
  readonly exited: Promise<ProgramExit>;
  readonly #child: ChildProcess;
  #stdout = "";
  #output = "";
  #exit: ProgramExit | undefined;

  constructor(options: ProgramOptions) {
    this.name = options.name;
    const { command, args, env, cwd } = options;
    this.#child = spawn(command, args, {
      ...(cwd === undefined ? {} : { cwd }),
      env: { PATH: process.env["PATH"], ...env },
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
    });
    this.#child.stdout?.setEncoding("utf8").on("data", (text: string) => {
      this.#stdout += text;
      this.#output += text;
    });
    this.#child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      this.#output += text;
    });
    const killLeftOver = (): void => this.#signalGroup("SIGKILL");
    process.once("exit", killLeftOver);
    this.exited = new Promise((resolve) => {
      this.#child.once("error", (error) => {
        this.#output += `\n${error.message}\n`;
        this.#exit = { code: null, signal: null };
        resolve(this.#exit);
      });
      // "close" comes after "exit", when everything it wrote has been read.
      this.#child.once("close", (code, signal) => {
        process.off("exit", killLeftOver);
        this.#exit = { code, signal };
        resolve(this.#exit);
      });
    });
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  get isRunning(): boolean {
    return this.#exit === undefined;
  }

  /** What it has written to stdout so far. */
  get stdout(): string {
    return this.#stdout;
  }

  /** What it has written so far to stdout and stderr, as it came. */
  get output(): string {
    return this.#output;
  }

  /** @throws at once when it ends before `look` finds something */
  async waitUntil<T>(
    what: string,
    look: () => T | undefined | false | Promise<T | undefined | false>,
  ): Promise<T> {
    const found = await waitUntil(`${this.name} ${what}`, async () => {
      if (this.#exit !== undefined) return { ended: true } as const;
      const seen = await look();
      return seen === undefined || seen === false ? undefined : { seen };
    });
    if ("seen" in found) return found.seen;
    throw new Error(`${this.name} ended before it ${what}:\n${this.#output}`);
  }

  /** Signals the process itself, as an operator would. */
  kill(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** Ends it: asks, then insists. What it started itself ends with it. */
  async stop(): Promise<ProgramExit> {
    if (this.isRunning) {
      this.kill("SIGTERM");
      const patience = new AbortController();
      const overdue = pause(STOPS_WITHIN_MS, undefined, { signal: patience.signal }).then(
        () => this.#signalGroup("SIGKILL"),
        () => undefined,
      );
      await this.exited;
      patience.abort();
      await overdue;
    }
    this.#signalGroup("SIGKILL");
    return this.exited;
  }

  #signalGroup(signal: NodeJS.Signals): void {
    if (this.#child.pid === undefined) return;
    try {
      process.kill(-this.#child.pid, signal);
    } catch {
      // Nobody of the group is left.
    }
  }
}
