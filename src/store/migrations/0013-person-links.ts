import { columnTypes } from "./column-types.ts";
import type { Migration } from "./migration.ts";

/** Links with which a person does one thing for themselves, without login: for now, subscribe a browser. */
export const personLinks: Migration = {
  version: 13,
  name: "person links",
  statements(dialect) {
    const { integer, end } = columnTypes(dialect);
    return [
      `create table person_link (
        id text primary key,
        purpose text not null,
        person_id text not null references person (id) on delete cascade,
        created_at ${integer} not null,
        expires_at ${integer} not null,
        used_at ${integer},
        constraint person_link_lasts check (created_at < expires_at)
      ${end}`,
    ];
  },
};
