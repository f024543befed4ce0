import type { DialectName } from "../statement.ts";
import { columnTypes } from "./column-types.ts";
import type { Migration } from "./migration.ts";

/** What a roster is made of, apart from the playbook. */
const TABLES = ["person", "contact_method", "oncall_override"];

const FRESH = { sqlite: "lower(hex(randomblob(16)))", postgres: "gen_random_uuid()::text" };

/**
 * A version of who is on call, so that a roster is read only when it has changed. By triggers, so that
 * nothing can change it unnoticed; random, so that one that was rolled back is never seen again.
 */
export const rosterVersion: Migration = {
  version: 5,
  name: "roster version",
  statements(dialect) {
    const { end } = columnTypes(dialect);
    return [
      `create table roster_version (version text not null${end}`,
      `insert into roster_version (version) values (${FRESH[dialect]})`,
      ...(dialect === "postgres" ? [POSTGRES_FUNCTION] : []),
      ...TABLES.flatMap((table) => rosterTriggers(dialect, table)),
    ];
  },
};

const POSTGRES_FUNCTION = `create function roster_changed() returns trigger language plpgsql as $$
     begin ${renewal("postgres")}; return null; end $$`;

/** Renews the version whenever a table changes that a roster is made of. */
export function rosterTriggers(dialect: DialectName, table: string): string[] {
  if (dialect === "postgres") {
    return [
      `create trigger ${table}_changes_roster
       after insert or update or delete or truncate on ${table}
       for each statement execute function roster_changed()`,
    ];
  }
  return ["insert", "update", "delete"].map(
    (verb) => `create trigger ${table}_${verb}_changes_roster after ${verb} on ${table}
       begin ${renewal(dialect)}; end`,
  );
}

function renewal(dialect: DialectName): string {
  return `update roster_version set version = ${FRESH[dialect]}`;
}
