import { columnTypes } from "./column-types.ts";
import type { Migration } from "./migration.ts";

/** Which incident a number opened last by calling. A row is locked by whoever answers its number. */
export const inboundCall: Migration = {
  version: 21,
  name: "inbound-call",
  statements(dialect) {
    const { integer, end } = columnTypes(dialect);
    return [
      `create table inbound_call (
        number text primary key,
        incident_id text references incident (id),
        opened_at ${integer},
        calls ${integer} not null check (calls >= 0),
        called_at ${integer} not null,
        constraint inbound_call_opened check ((incident_id is null) = (opened_at is null))
      ${end}`,
      "create index inbound_call_opened_at on inbound_call (opened_at)",
      "create index inbound_call_called_at on inbound_call (called_at)",
    ];
  },
};
