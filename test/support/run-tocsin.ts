import { fileURLToPath } from "node:url";
import type { CliHost } from "../../src/cli/command.ts";
import type { CliIo } from "../../src/cli/io.ts";
import { runCli } from "../../src/cli/main.ts";
import type { Surroundings } from "../../src/cli/surroundings.ts";
import { SAMPLE_NOW } from "./api-samples.ts";
import { type Answers, type ReceivedRequest, startApiServer } from "./api-server.ts";
import { capturedIo } from "./captured-io.ts";

const PROJECT = fileURLToPath(new URL("../../", import.meta.url));

export interface TocsinRun {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface TocsinOptions {
  /** The server to speak to, with a token that any accepts. */
  readonly url?: string;
  readonly io?: Partial<CliIo>;
  readonly surroundings?: Partial<Surroundings>;
  readonly host?: Partial<CliHost>;
}

/** Runs a command line at the instant of the samples, in UTC, with nobody at the keyboard. */
export async function runTocsin(
  argv: readonly string[],
  { url, io = {}, surroundings, host }: TocsinOptions = {},
): Promise<TocsinRun> {
  const captured = capturedIo({
    ...io,
    env: {
      TZ: "UTC",
      // Nothing of the machine's own sign-in may leak into a test.
      XDG_CONFIG_HOME: "/nonexistent",
      TOCSIN_DATA_DIR: "/nonexistent",
      ...(url === undefined ? {} : { TOCSIN_URL: url, TOCSIN_TOKEN: "tocsin_pat_test" }),
      ...io.env,
    },
  });
  const code = await runCli(argv, captured, {
    version: "1.2.3",
    root: PROJECT,
    serve: unexpected("serve"),
    runner: unexpected("runner"),
    demoServer: unexpected("demoServer"),
    ...host,
    surroundings: {
      now: () => SAMPLE_NOW,
      wait: unexpected("wait"),
      canAsk: false,
      ask: unexpected("ask"),
      onInterrupt: () => () => {},
      ...surroundings,
    },
  });
  return { code, ...captured.written };
}

export interface ServedRun extends TocsinRun {
  readonly url: string;
  readonly received: readonly ReceivedRequest[];
  /** The body of the last request. */
  readonly sent: unknown;
}

/** Runs a command line against a server that answers this and nothing else. */
export async function tocsin(
  argv: readonly string[],
  answers: Answers,
  options: TocsinOptions = {},
): Promise<ServedRun> {
  const { url, received, close } = await startApiServer(answers);
  try {
    const run = await runTocsin(argv, { ...options, url });
    return { ...run, url, received, sent: received.at(-1)?.body };
  } finally {
    await close();
  }
}

function unexpected(what: string): () => never {
  return () => {
    throw new Error(`nobody expected ${what}`);
  };
}
