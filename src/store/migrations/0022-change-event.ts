import { columnTypes } from "./column-types.ts";
import type { Migration } from "./migration.ts";

/** Deployments and other changes that senders tell of, to be shown beside incidents. */
export const changeEvent: Migration = {
  version: 22,
  name: "change events",
  statements(dialect) {
    const { integer, end } = columnTypes(dialect);
    return [
      `create table change_event (
        id text primary key,
        integration_id text not null,
        team text,
        happened_at ${integer} not null,
        received_at ${integer} not null,
        detail text not null
      ${end}`,
      "create index change_event_time on change_event (happened_at)",
      "create index change_event_received on change_event (received_at)",
    ];
  },
};
