import { columnTypes } from "./column-types.ts";
import type { Migration } from "./migration.ts";

/**
 * Alerts that are sources of the rules of inhibition in force, and those that are held by one: they meet by
 * a key. A source's row is what whoever holds an alert by it locks.
 */
export const inhibition: Migration = {
  version: 26,
  name: "inhibition",
  statements(dialect) {
    const { integer, bytes, end } = columnTypes(dialect);
    return [
      `create table inhibition (
        key_hash ${bytes} not null,
        part text not null check (part in ('source', 'target')),
        alert_key ${bytes} not null,
        alert_id text not null,
        is_both ${integer} not null,
        primary key (key_hash, part, alert_key)
      ${end}`,
      "create index inhibition_alert on inhibition (alert_key)",
    ];
  },
};
