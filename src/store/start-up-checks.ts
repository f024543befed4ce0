/**
 * What must hold before a database is trusted with pages. Each refusal is an AppError "unavailable" whose
 * sentence says what to do. (That the schema is not newer is checked by `migrate`, and that no other
 * process has a SQLite file by `sqlite-lock.ts`.)
 */

import { closeSync, existsSync, mkdirSync, openSync } from "node:fs";
import { dirname } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { assert } from "../domain/assert.ts";
import { AppError } from "../domain/error.ts";
import type { Tx } from "./schema.ts";
import { defineStatement } from "./statement.ts";
import { sqliteCode, sqlState } from "./store-error.ts";

const POSTGRES_OLDEST = 15;

export interface PostgresFacts {
  version: number;
  fsync: string;
  full_page_writes: string;
  synchronous_commit: string;
  encoding: string;
  in_recovery: number;
}

// pg_settings has what the server says of synchronous_commit, where our sessions have set their own.
const selectFacts = defineStatement<PostgresFacts>(
  `select current_setting('server_version_num')::bigint / 10000 as version,
     current_setting('fsync') as fsync,
     current_setting('full_page_writes') as full_page_writes,
     (select reset_val from pg_settings where name = 'synchronous_commit') as synchronous_commit,
     getdatabaseencoding() as encoding,
     case when pg_is_in_recovery() then 1 else 0 end as in_recovery`,
);

/** Refuses a server that cannot keep what it acknowledges; returns what is only worth a warning. */
export async function checkPostgres(tx: Tx): Promise<readonly string[]> {
  const [facts] = await selectFacts(tx);
  assert(facts !== undefined, "the server describes itself");
  const refusal = postgresRefusal(facts);
  if (refusal !== undefined) throw new AppError("unavailable", refusal);
  if (facts.synchronous_commit !== "off") return [];
  return [
    "PostgreSQL has synchronous_commit off, which loses acknowledged commits in a crash. " +
      "Tocsin turns it on for its own sessions; set it to on for the server or role to end this warning.",
  ];
}

/** The sentence to refuse a server with. */
export function postgresRefusal(facts: PostgresFacts): string | undefined {
  if (facts.version < POSTGRES_OLDEST) {
    return `PostgreSQL ${facts.version} is too old. Upgrade it to ${POSTGRES_OLDEST} or newer.`;
  }
  if (facts.in_recovery === 1) {
    return "This PostgreSQL is a standby, which takes no writes. Connect to the primary.";
  }
  for (const setting of ["fsync", "full_page_writes"] as const) {
    if (facts[setting] !== "on") {
      return (
        `PostgreSQL has ${setting} off: a power failure would lose or damage what was acknowledged. ` +
        `Set ${setting} = on in postgresql.conf and reload the server.`
      );
    }
  }
  if (facts.encoding !== "UTF8") {
    return (
      `The database has the encoding ${facts.encoding}, which cannot keep every alert's text. ` +
      "Create one with: CREATE DATABASE tocsin ENCODING 'UTF8' TEMPLATE template0."
    );
  }
  return undefined;
}

/** The error to report when the database at a URL could not be opened; never with its password. */
export function explainPostgresError(error: unknown, url: string): unknown {
  const INVALID_CATALOG_NAME = "3D000";
  const INSUFFICIENT_PRIVILEGE = "42501";
  const INVALID_AUTHORIZATION = /^28...$/;
  const server = URL.canParse(url) ? new URL(url).host : "the server of the URL";
  const state = sqlState(error) ?? "";
  const refuse = (sentence: string) => new AppError("unavailable", sentence, { cause: error });
  if (state === INVALID_CATALOG_NAME) {
    return refuse(`The database of the URL does not exist on ${server}. Create it first.`);
  }
  if (INVALID_AUTHORIZATION.test(state)) {
    return refuse(`PostgreSQL at ${server} refuses the user or password of the URL.`);
  }
  if (state === INSUFFICIENT_PRIVILEGE) {
    return refuse(
      "The user of the URL may not create tables. " +
        "Let it own the database, or run: GRANT CREATE ON SCHEMA public TO that user.",
    );
  }
  if (error instanceof AppError && error.cause !== undefined) {
    return refuse(
      `Cannot reach PostgreSQL at ${server} (${messageOf(error.cause)}). ` +
        "Check that it runs and that the database URL is right.",
    );
  }
  return error;
}

/** Creates a SQLite file and its folder where they are missing, for their owner only. */
export function createSqliteFile(file: string): void {
  try {
    makeFolder(dirname(file));
    // SQLite gives its log and index the mode of the file.
    closeSync(openSync(file, "a", 0o600));
  } catch (error) {
    throw new AppError(
      "unavailable",
      `Cannot create or write ${file} (${messageOf(error)}). ` +
        "Give this user the right to write there, or name another folder.",
      { cause: error },
    );
  }
}

/** Not by mkdir's `recursive`: where the parent exists but takes no folder, as /proc, it never returns. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  mkdirSync(folder, { mode: 0o700 });
}

/** "tocs" in ASCII, in the file's header: https://sqlite.org/pragma.html#pragma_application_id */
const APPLICATION_ID = 0x746f6373;

/** Refuses a SQLite file of another program, and marks a new one as ours. */
export function checkSqliteOwner(sqlite: DatabaseSync, file: string): void {
  const id = sqlite.prepare("pragma application_id").get()?.["application_id"];
  if (id === APPLICATION_ID) return;
  const tables = sqlite.prepare("select count(*) as count from sqlite_schema").get()?.["count"];
  if (id !== 0 || tables !== 0) {
    throw new AppError(
      "unavailable",
      `${file} is a SQLite database of another program. Name a file of its own for Tocsin.`,
    );
  }
  sqlite.exec(`pragma application_id = ${APPLICATION_ID}`);
}

/** The error to report when a SQLite file could not be opened. */
export function explainSqliteError(error: unknown, file: string): unknown {
  if (error instanceof AppError) return error;
  const SQLITE_CORRUPT = 11;
  const SQLITE_NOTADB = 26;
  const code = (sqliteCode(error) ?? 0) & 0xff;
  const sentence =
    code === SQLITE_NOTADB
      ? `${file} is not a SQLite database. Name another file.`
      : code === SQLITE_CORRUPT
        ? `${file} is damaged. Restore it from a backup.`
        : `Cannot open the database ${file} (${messageOf(error)}).`;
  return new AppError("unavailable", sentence, { cause: error });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message || error.name : String(error);
}
