import { columnTypes } from "./column-types.ts";
import type { Migration } from "./migration.ts";

const FRESH = { sqlite: "lower(hex(randomblob(16)))", postgres: "gen_random_uuid()::text" };

/**
 * Silences, with a version that changes with them, as the roster's does: they are read anew only then.
 * An alert that is held says when the engine is to look at it again.
 */
export const silence: Migration = {
  version: 19,
  name: "silences",
  statements(dialect) {
    const { integer, end } = columnTypes(dialect);
    const renewal = `update silence_version set version = ${FRESH[dialect]}`;
    return [
      `create table silence (
        id text primary key,
        matchers text not null,
        starts_at ${integer} not null,
        ends_at ${integer} not null,
        author text not null,
        comment text not null,
        team text,
        integration_id text,
        created_at ${integer} not null,
        updated_at ${integer} not null,
        constraint silence_lasts check (starts_at <= ends_at)
      ${end}`,
      "create index silence_end on silence (ends_at)",
      `create table silence_version (version text not null${end}`,
      `insert into silence_version (version) values (${FRESH[dialect]})`,
      ...(dialect === "postgres"
        ? [
            `create function silence_changed() returns trigger language plpgsql as $$
               begin ${renewal}; return null; end $$`,
            `create trigger silence_changes_version
             after insert or update or delete or truncate on silence
             for each statement execute function silence_changed()`,
          ]
        : ["insert", "update", "delete"].map(
            (verb) => `create trigger silence_${verb}_changes_version after ${verb} on silence
               begin ${renewal}; end`,
          )),
      `alter table alert add column review_at ${integer}`,
      "create index alert_review on alert (review_at) where review_at is not null",
    ];
  },
};
