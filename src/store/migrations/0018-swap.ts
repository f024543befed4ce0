import { columnTypes } from "./column-types.ts";
import type { Migration } from "./migration.ts";

/** Shifts that people offer to each other. */
export const swap: Migration = {
  version: 18,
  name: "swaps",
  statements(dialect) {
    const { integer, end } = columnTypes(dialect);
    return [
      `create table swap (
        id text primary key,
        offered_by text not null references person (id) on delete cascade,
        offered_to text references person (id) on delete cascade,
        schedule_id text not null,
        starts_at ${integer} not null,
        ends_at ${integer} not null,
        return_schedule_id text,
        return_starts_at ${integer},
        return_ends_at ${integer},
        state text not null check (state in ('offered', 'taken', 'withdrawn')),
        taken_by text references person (id) on delete cascade,
        created_at ${integer} not null,
        constraint swap_lasts check (starts_at < ends_at),
        constraint swap_is_taken_by_somebody check ((state = 'taken') = (taken_by is not null))
      ${end}`,
      "create index swap_end on swap (ends_at)",
    ];
  },
};
