/** What runs on this machine and asks no server. */

import { CHECK_COMMAND, COMPILE_COMMAND, EXPLAIN_COMMAND } from "../check-summary.ts";
import type { RawCommand } from "../command.ts";

export const serve: RawCommand = {
  name: "serve",
  summary: "Run the server",
  about: [
    "Settings are environment variables, and all may be left out: it then keeps its database in a folder it names, and says how to sign in.",
  ],
  example: "tocsin serve",
  runRaw: (rest, io, host) => host.serve(rest, io),
};

export const runner: RawCommand = {
  name: "runner",
  summary: "Carry out steps of runbooks on this machine, for a server",
  about: [
    "It asks the server for work and only ever calls outward. Settings are environment variables: TOCSIN_URL, TOCSIN_RUNNER_TOKEN, TOCSIN_RUNNER_PROGRAMS, and files with what its steps are given.",
    "Without TOCSIN_RUNNER_CHANGE_ENV it only looks.",
  ],
  example: "tocsin runner",
  runRaw: (rest, io, host) => host.runner(rest, io),
};

// The compiler is most of what this program weighs, so it is loaded when it is asked for.

export const check: RawCommand = {
  ...CHECK_COMMAND,
  runRaw: async (rest, io, host) => (await import("../check.ts")).runCheck(rest, io, host),
};

export const compile: RawCommand = {
  ...COMPILE_COMMAND,
  runRaw: async (rest, io) => (await import("../compile.ts")).runCompile(rest, io),
};

export const explain: RawCommand = {
  ...EXPLAIN_COMMAND,
  runRaw: async (rest, io) => (await import("../explain.ts")).runExplain(rest, io),
};
