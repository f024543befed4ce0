/** A PostgreSQL server of the test's own. */

import { execFile } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { Client } from "pg";
import { freePort } from "./free-port.ts";
import type { Lab } from "./lab.ts";

const run = promisify(execFile);
const START = fileURLToPath(new URL("start-postgres.sh", import.meta.url));
/** Where Debian keeps the server's programs, by version. */
const DEBIAN = "/usr/lib/postgresql";

export interface PostgresServer {
  /** Of its database for administration. */
  readonly url: string;
  /** Makes a database and returns its URL. */
  createDatabase(name: string): Promise<string>;
  query(sql: string, database?: string): Promise<readonly Record<string, unknown>[]>;
}

/** The folder of the server's programs, or undefined where it is not installed. */
export function postgresPrograms(): string | undefined {
  const onPath = (process.env["PATH"] ?? "").split(delimiter);
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).toSorted(byNumber) : [];
  const debian = versions.toReversed().map((version) => join(DEBIAN, version, "bin"));
  return [...onPath, ...debian].find((folder) => existsSync(join(folder, "pg_ctl")));
}

function byNumber(a: string, b: string): number {
  return Number(a) - Number(b);
}

/** Starts a fresh server, which stops with the lab. */
export async function startPostgres(lab: Lab): Promise<PostgresServer> {
  const folder = lab.subfolder("postgres");
  const port = await freePort();
  lab.onClose(() => stop(folder));
  const { stdout } = await run(START, [folder, String(port)]);
  const url = stdout.trim();
  const query: PostgresServer["query"] = async (sql, database) => {
    const client = new Client({ connectionString: database ?? url });
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(sql)).rows;
    } finally {
      await client.end();
    }
  };
  return {
    url,
    query,
    async createDatabase(name) {
      await query(`create database ${name} template template0`);
      const made = new URL(url);
      made.pathname = `/${name}`;
      return made.href;
    },
  };
}

async function stop(folder: string): Promise<void> {
  const program = join(postgresPrograms() ?? "", "pg_ctl");
  const data = join(folder, "data");
  if (!existsSync(join(data, "postmaster.pid"))) return;
  const args = ["-D", data, "-m", "immediate", "-w", "stop"];
  // It runs as the user who owns its data, and root may not stop it in its own name.
  await (process.getuid?.() === 0
    ? run("runuser", ["-u", "postgres", "--", program, ...args], { cwd: folder })
    : run(program, args, { cwd: folder }));
}
