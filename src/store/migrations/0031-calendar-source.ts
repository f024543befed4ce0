import { rosterTriggers } from "./0005-roster-version.ts";
import { columnTypes } from "./column-types.ts";
import type { Migration } from "./migration.ts";

/**
 * Calendars that say whose shift it is: where each is read, and the shifts it had when it was read last. Two
 * tables, because only another shift makes another roster.
 */
export const calendarSource: Migration = {
  version: 31,
  name: "calendar-source",
  statements(dialect) {
    const { integer, end } = columnTypes(dialect);
    return [
      `create table calendar_source (
        id text primary key,
        schedule text not null,
        address text not null,
        time_zone text not null,
        due_at ${integer} not null,
        fetched_at ${integer},
        failing_since ${integer},
        last_reason text,
        unread text not null
      ${end}`,
      `create table imported_shifts (
        id text primary key,
        shifts text not null
      ${end}`,
      ...rosterTriggers(dialect, "imported_shifts"),
    ];
  },
};
