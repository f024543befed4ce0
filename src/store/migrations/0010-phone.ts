import { columnTypes } from "./column-types.ts";
import type { Migration } from "./migration.ts";

/**
 * SMS and calls: what providers report of an attempt, which code names which incident in a reply from a
 * number, and which replies were heeded already.
 */
export const phone: Migration = {
  version: 10,
  name: "phone",
  statements(dialect) {
    const { integer, end } = columnTypes(dialect);
    return [
      "alter table notification_attempt add column provider text",
      "alter table notification_attempt add column status text",
      `alter table notification_attempt add column status_sequence ${integer}`,
      "alter table notification_attempt add column status_detail text",
      `create table reply_code (
        address text not null,
        code text not null,
        incident_id text not null references incident (id),
        person_id text not null,
        role text not null,
        sent_at ${integer} not null,
        primary key (address, code)
      ${end}`,
      "create index reply_code_sent on reply_code (address, sent_at)",
      `create table inbound_message (
        id text primary key,
        received_at ${integer} not null
      ${end}`,
      "create index inbound_message_received on inbound_message (received_at)",
    ];
  },
};
