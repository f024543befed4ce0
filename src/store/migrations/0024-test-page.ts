import { columnTypes } from "./column-types.ts";
import type { Migration } from "./migration.ts";

/** The last test page over each contact method, and when to look for those that are due. */
export const testPage: Migration = {
  version: 24,
  name: "test pages",
  statements(dialect) {
    const { integer, end } = columnTypes(dialect);
    return [
      "alter table contact_method add column test_id text",
      `alter table contact_method add column test_sent_at ${integer}`,
      "alter table contact_method add column test_outcome text",
      "alter table contact_method add column test_reason text",
      `alter table contact_method add column test_seen_at ${integer}`,
      `create unique index contact_method_test on contact_method (test_id)
        where test_id is not null`,
      `create table test_watch (
        id ${integer} primary key check (id = 1),
        revision ${integer} not null,
        seen text not null,
        due_at ${integer} not null
      ${end}`,
    ];
  },
};
