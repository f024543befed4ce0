import type { App } from "./app.ts";
import { CliFailure } from "./cli/failure.ts";
import { AppError } from "./domain/error.ts";
import type { Log } from "./platform/log.ts";
import { PlaybookFilesError, readPlaybookFiles } from "./platform/playbook-files.ts";
import { EXAMPLE_PLAYBOOK } from "./program.ts";

/**
 * The configured playbook, when it is new. Without one, the one that is in force already, else the
 * example. With one that is refused, or cannot even be read or compiled, the last good one stays, because
 * who does not start pages nobody; without a last good one nothing starts. Returns which it is, for people.
 * @throws CliFailure `playbook-refused` with what to do
 */
export async function putPlaybookInForce(
  app: Pick<App, "activePlaybookHash" | "activatePlaybook">,
  { path, log }: { readonly path: string | undefined; readonly log: Log },
): Promise<string> {
  const inForce = await app.activePlaybookHash();
  if (path === undefined && inForce !== undefined) return "the one put in force before";
  const from = path ?? EXAMPLE_PLAYBOOK;
  try {
    const files = await readPlaybookFiles(from);
    if (files.hash !== inForce) await app.activatePlaybook(files);
    return path === undefined ? `the example in ${from}` : from;
  } catch (error) {
    const help = `Run \`tocsin check ${from}\` to see every finding.`;
    if (inForce === undefined) {
      throw isRefusal(error)
        ? new CliFailure("playbook-refused", error.message, { help: [help] })
        : error;
    }
    // The store is out of order: the last good one could not be used either.
    if (error instanceof AppError && error.code === "unavailable") throw error;
    log.error({ playbook: from, err: error }, `the last good playbook stays. ${help}`);
    return "the last good one (the configured one has errors)";
  }
}

function isRefusal(error: unknown): error is Error {
  if (error instanceof PlaybookFilesError) return true;
  return error instanceof AppError && error.code === "playbook-refused";
}
