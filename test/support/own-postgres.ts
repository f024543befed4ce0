import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, readFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import { temporaryFolder } from "./temporary-folder.ts";

const SCRIPT = fileURLToPath(new URL("start-postgres.sh", import.meta.url));

/** A PostgreSQL server of the test's own, to be misconfigured, stopped and started again. */
export interface OwnPostgres {
  readonly dataFolder: string;
  /** Starts it and returns its URL. */
  start(): string;
  /** Stops it as an administrator would, at once. */
  stop(): Promise<void>;
}

export async function ownPostgres(): Promise<OwnPostgres> {
  const folder = temporaryFolder();
  // The server's own user has to reach it.
  chmodSync(folder, 0o755);
  const port = await freePort();
  const dataFolder = join(folder, "data");
  const stop = () => stopServer(join(dataFolder, "postmaster.pid"));
  onTestFinished(stop);
  return {
    dataFolder,
    start: () => execFileSync(SCRIPT, [folder, String(port)], { encoding: "utf8" }).trim(),
    stop,
  };
}

async function stopServer(pidFile: string): Promise<void> {
  const pid = readPid(pidFile);
  if (pid === undefined) return;
  process.kill(Number(pid), "SIGINT");
  // It removes the file when it has ended.
  while (readPid(pidFile) !== undefined) await setTimeout(20);
}

function readPid(pidFile: string): string | undefined {
  try {
    return readFileSync(pidFile, "utf8").split("\n")[0];
  } catch {
    return undefined;
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
