/** `tocsin runner`: reads its settings, looks at what the machine allows, and asks for work until it is stopped. */

import { usageFailure } from "./cli/failure.ts";
import type { CliIo } from "./cli/io.ts";
import { STEP_LIMIT_MS } from "./domain/step-run.ts";
import { createAddressPolicy } from "./platform/address-policy.ts";
import { parseCidr } from "./platform/cidr.ts";
import { createHttpClient } from "./platform/http-client.ts";
import { processLog } from "./platform/log.ts";
import { loadSyntaxParsers } from "./platform/syntax-parsers.ts";
import { VERSION } from "./program.ts";
import { detectIsolation } from "./runner/isolation.ts";
import { runRunner } from "./runner/runner.ts";
import {
  type RunnerSettings,
  RunnerSettingsError,
  readRunnerSettings,
} from "./runner/runner-settings.ts";

/** Runs until a signal asks it to stop. @throws CliFailure when its settings cannot be used */
export async function runRunnerProcess(args: readonly string[], io: CliIo): Promise<number> {
  if (args.length > 0)
    throw usageFailure("runner takes no arguments", "Its settings are in docs/configuration.md.");
  const settings = readSettings(io);
  const log = processLog("info");
  const isolation = await detectIsolation();
  if (isolation.length === 0)
    log.warn(
      "this machine gives no namespace: a step that leaves its process group is looked for by a mark in its environment",
    );
  const stop = new AbortController();
  for (const name of ["SIGTERM", "SIGINT"] as const) process.once(name, () => stop.abort());
  const programs = [...settings.programs.keys()].join(", ");
  io.stdout(
    `The runner asks ${settings.url} for work. It starts ${programs}, and ${settings.change === undefined ? "only looks" : "changes things after an approval"}.\n`,
  );
  await runRunner({
    settings,
    log,
    signal: stop.signal,
    // Where the server is, is this machine's owner's to say: any address will do.
    http: createHttpClient({
      policy: createAddressPolicy(EVERYWHERE),
      userAgent: `Tocsin-Runner/${VERSION}`,
    }),
    context: {
      parsers: await loadSyntaxParsers(),
      isolation,
      programs: settings.programs,
      observe: { environment: settings.observe },
      ...(settings.change === undefined ? {} : { change: { environment: settings.change } }),
      secrets: settings.secrets,
      now: () => Date.now(),
      limitMs: STEP_LIMIT_MS,
    },
  });
  return 0;
}

const EVERYWHERE = ["0.0.0.0/0", "::/0"].map(parseCidr).filter((cidr) => cidr !== undefined);

function readSettings(io: CliIo): RunnerSettings {
  try {
    return readRunnerSettings(io.env);
  } catch (error) {
    if (!(error instanceof RunnerSettingsError)) throw error;
    const [first = "", ...more] = error.problems;
    throw usageFailure(
      first,
      ...more,
      "The settings of a runner are explained in docs/configuration.md.",
    );
  }
}
