/** What a command is: its words, what it takes, how it is explained, and what it does. */

import type { ApiClient } from "./api-client.ts";
import type { DemoServer } from "./demo/server.ts";
import type { CliIo } from "./io.ts";
import type { Surroundings } from "./surroundings.ts";
import type { Terminal } from "./terminal.ts";

export interface OptionSpec {
  readonly type: "string" | "boolean";
  readonly multiple?: boolean;
  /** What stands for the value in help: "TEXT". */
  readonly value?: string;
  readonly help: string;
}

export type OptionSpecs = Readonly<Record<string, OptionSpec>>;

/** The parsed command line. Names are those of the command's own table: another one is a mistake of ours. */
export interface Arguments {
  readonly positionals: readonly string[];
  text(option: string): string | undefined;
  texts(option: string): readonly string[];
  flag(option: string): boolean;
}

/** What a command has to work with. */
export interface CommandContext {
  readonly args: Arguments;
  readonly io: CliIo;
  readonly terminal: Terminal;
  readonly api: ApiClient;
  readonly surroundings: Surroundings;
  readonly host: CliHost;
}

export interface CommandSummary {
  /** The words that call it, e.g. `incident acknowledge`. */
  readonly name: string;
  readonly aliases?: readonly string[];
  /**
   * What follows the words: `[NUMBER] TEXT`, brackets around what may be left out; `[NUMBER…]` may be
   * several.
   */
  readonly takes?: string;
  readonly summary: string;
  /** Further explanation, a paragraph each. */
  readonly about?: readonly string[];
  readonly example: string;
  readonly options?: OptionSpecs;
}

export interface Command extends CommandSummary {
  /** @returns the exit code */
  readonly run: (context: CommandContext) => Promise<number>;
}

/** A command that reads its own options. */
export interface RawCommand extends CommandSummary {
  readonly runRaw: (rest: readonly string[], io: CliIo, host: CliHost) => Promise<number>;
}

/** What the process lends: what needs more of it than a client does. */
export interface CliHost {
  readonly serve: (args: readonly string[], io: CliIo) => Promise<number>;
  /** Carries out steps of runbooks for a server. */
  readonly runner: (args: readonly string[], io: CliIo) => Promise<number>;
  /** Starts a throw-away Tocsin for `tocsin demo`. */
  readonly demoServer: (io: CliIo) => Promise<DemoServer>;
  /** Of this program, for `tocsin --version`. */
  readonly version: string;
  /** The folder that this program stands in, with its documents below. */
  readonly root: string;
  /** Clock, keyboard and signals; the process's own when left out. */
  readonly surroundings?: Surroundings;
}
