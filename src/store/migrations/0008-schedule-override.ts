import { rosterTriggers } from "./0005-roster-version.ts";
import { columnTypes } from "./column-types.ts";
import type { Migration } from "./migration.ts";

/**
 * Overrides of any schedule, and of each kind. They take the place of `oncall_override`, which nothing has
 * written to; it stays for the version before this one, which reads it.
 */
export const scheduleOverride: Migration = {
  version: 8,
  name: "schedule overrides",
  statements(dialect) {
    const { integer, end } = columnTypes(dialect);
    return [
      `create table schedule_override (
        id text primary key,
        schedule_id text not null,
        kind text not null check (kind in ('replace', 'add', 'remove')),
        person_name text not null,
        instead text,
        starts_at ${integer} not null,
        ends_at ${integer} not null,
        created_at ${integer} not null,
        constraint schedule_override_lasts check (starts_at < ends_at)
      ${end}`,
      "create index schedule_override_end on schedule_override (ends_at)",
      ...rosterTriggers(dialect, "schedule_override"),
    ];
  },
};
