/** What commands use of the process besides output: clock, keyboard, signals. Tests bring their own. */

import { createInterface } from "node:readline";
import { Writable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";

export interface Surroundings {
  /** Epoch milliseconds. */
  now(): number;
  wait(ms: number): Promise<void>;
  /** Whether somebody sits at the keyboard. */
  readonly canAsk: boolean;
  /** One line from stdin without its line break; undefined at its end, or when it was called off. */
  ask(question: string, options?: AskOptions): Promise<string | undefined>;
  /** Runs once on Ctrl-C in place of the process's end; call what is returned to stop listening. */
  onInterrupt(handler: () => void): () => void;
}

export interface AskOptions {
  /** Not shown while it is typed. */
  readonly secret?: boolean;
  readonly signal?: AbortSignal;
}

export const PROCESS_SURROUNDINGS: Surroundings = {
  now: () => Date.now(),
  wait: (ms) => sleep(ms),
  canAsk: process.stdin.isTTY === true,
  ask,
  onInterrupt(handler) {
    process.once("SIGINT", handler);
    return () => process.off("SIGINT", handler);
  },
};

function ask(
  question: string,
  { secret = false, signal }: AskOptions = {},
): Promise<string | undefined> {
  // Questions go to stderr, so that stdout holds the answer of the command alone.
  process.stderr.write(question);
  const lines = createInterface({
    input: process.stdin,
    output: new Writable({ write: (_chunk, _encoding, done) => done() }),
    // In raw mode the terminal echoes nothing; readline would, into the output that discards.
    terminal: secret && process.stdin.isTTY === true,
    ...(signal === undefined ? {} : { signal }),
  });
  return new Promise((resolve) => {
    let answer: string | undefined;
    lines.once("line", (line) => {
      answer = line;
      lines.close();
    });
    // In raw mode Ctrl-C is a character, which readline makes an event of its own.
    lines.once("SIGINT", () => {
      lines.close();
      process.kill(process.pid, "SIGINT");
    });
    lines.once("close", () => {
      if (secret) process.stderr.write("\n");
      process.stdin.pause();
      resolve(answer);
    });
  });
}
