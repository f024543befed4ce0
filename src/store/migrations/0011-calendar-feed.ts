import { columnTypes } from "./column-types.ts";
import type { Migration } from "./migration.ts";

/** Calendars that are read under a secret address: of a schedule, or of a person. */
export const calendarFeed: Migration = {
  version: 11,
  name: "calendar feeds",
  statements(dialect) {
    const { integer, end } = columnTypes(dialect);
    return [
      `create table calendar_feed (
        id text primary key,
        token_hash text not null unique,
        schedule_id text,
        person_id text references person (id) on delete cascade,
        created_by text,
        created_at ${integer} not null,
        revoked_at ${integer},
        content_hash text not null,
        revision ${integer} not null,
        changed_at ${integer} not null,
        constraint calendar_feed_of_one check ((schedule_id is null) <> (person_id is null))
      ${end}`,
    ];
  },
};
