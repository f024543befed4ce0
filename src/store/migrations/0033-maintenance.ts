import { columnTypes } from "./column-types.ts";
import type { Migration } from "./migration.ts";

/**
 * Maintenance windows. They change the version of the silences: whoever holds an alert asks for one version
 * and locks one row, whatever holds it.
 */
export const maintenance: Migration = {
  version: 33,
  name: "maintenance windows",
  statements(dialect) {
    const { integer, end } = columnTypes(dialect);
    return [
      `create table maintenance (
        id text primary key,
        matchers text not null,
        service text,
        team text,
        include_worst ${integer} not null check (include_worst in (0, 1)),
        starts_at ${integer} not null,
        ends_at ${integer} not null,
        author text not null,
        comment text not null,
        created_at ${integer} not null,
        updated_at ${integer} not null,
        constraint maintenance_lasts check (starts_at <= ends_at)
      ${end}`,
      "create index maintenance_end on maintenance (ends_at)",
      ...(dialect === "postgres"
        ? [
            `create trigger maintenance_changes_version
             after insert or update or delete or truncate on maintenance
             for each statement execute function silence_changed()`,
          ]
        : ["insert", "update", "delete"].map(
            (
              verb,
            ) => `create trigger maintenance_${verb}_changes_version after ${verb} on maintenance
               begin update silence_version set version = lower(hex(randomblob(16))); end`,
          )),
    ];
  },
};
