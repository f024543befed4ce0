/** The program: `tocsin …`. */

import { runCli } from "./cli/main.ts";
import { fromRoot, VERSION } from "./program.ts";

const PLAIN_COLUMNS = 100;

// Whoever reads may go away, as in `tocsin audit | head`: no reason to crash, least of all for a server.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
}

process.exitCode = await runCli(
  process.argv.slice(2),
  {
    stdout: (text) => process.stdout.write(text),
    stderr: (text) => process.stderr.write(text),
    isTty: process.stdout.isTTY === true,
    env: process.env,
    columns: process.stdout.columns ?? PLAIN_COLUMNS,
  },
  {
    version: VERSION,
    root: fromRoot(""),
    // Most commands need neither the server nor the compiler: each is loaded when it is asked for.
    serve: async (args, io) => (await import("./serve.ts")).serve(args, io),
    runner: async (args, io) => (await import("./runner-process.ts")).runRunnerProcess(args, io),
    demoServer: async (io) => (await import("./demo-server.ts")).startDemoServer(io.stderr),
  },
);
