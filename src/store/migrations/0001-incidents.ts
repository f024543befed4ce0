import { appendOnlyTriggers } from "./append-only.ts";
import { columnTypes } from "./column-types.ts";
import type { Migration } from "./migration.ts";

/** An alert joins its group's incident until this instant; without an end while it is not resolved. */
const LIVE_UNTIL = "case when status = 'resolved' then resolved_at else 9007199254740991 end";

/** Incidents, their numbers and their timeline; alerts and the raw receipts they came from. */
export const incidents: Migration = {
  version: 1,
  name: "incidents",
  statements(dialect) {
    const { integer, bytes, end, endOfBusy } = columnTypes(dialect);
    return [
      `create table incident (
        id text primary key,
        number text not null unique,
        title text not null,
        status text not null check (status in ('open', 'acknowledged', 'resolved', 'closed')),
        severity text not null,
        severity_rank ${integer} not null,
        priority ${integer} not null check (priority between 0 and 7),
        playbook_hash text not null,
        integration_id text,
        group_key text,
        group_hash ${bytes},
        team text,
        opened_at ${integer} not null,
        acknowledged_at ${integer},
        resolved_at ${integer},
        closed_at ${integer},
        due_at ${integer},
        version ${integer} not null check (version >= 0),
        last_seq ${integer} not null check (last_seq >= 0),
        last_entry_at ${integer} not null,
        state text not null,
        constraint incident_open_is_due check (status <> 'open' or due_at is not null),
        constraint incident_resolved_has_instant
          check (status <> 'resolved' or resolved_at is not null),
        constraint incident_group_is_hashed check ((group_key is null) = (group_hash is null))
      ${endOfBusy}`,
      `create unique index incident_one_per_group on incident (group_hash)
       where status in ('open', 'acknowledged')`,
      `create index incident_group on incident (group_hash, (${LIVE_UNTIL}))
       where status <> 'closed'`,
      "create index incident_due on incident (priority, due_at) where due_at is not null",
      "create index incident_opened on incident (integration_id, opened_at)",
      "create index incident_status on incident (status, id)",
      `create table incident_counter (
        day text primary key,
        last ${integer} not null
      ${end}`,
      `create table timeline_entry (
        incident_id text not null references incident (id),
        seq ${integer} not null check (seq >= 1),
        at ${integer} not null,
        kind text not null,
        actor text not null,
        data text not null,
        primary key (incident_id, seq)
      ${end}${dialect === "sqlite" ? ", without rowid" : ""}`,
      ...appendOnlyTriggers(dialect, { table: "timeline_entry", sequenceOf: "incident_id" }),
      `create table receipt (
        id text primary key,
        integration_id text not null,
        received_at ${integer} not null,
        requests text not null,
        bodies ${bytes} not null
      ${end}`,
      `create table alert (
        key_hash ${bytes} primary key not null,
        id text not null,
        integration_id text not null,
        dedup_key text not null,
        incident_id text,
        status text not null check (status in ('firing', 'resolved')),
        detail text not null,
        starts_at ${integer} not null,
        ends_at ${integer},
        last_received_at ${integer} not null,
        received_count ${integer} not null
      ${endOfBusy}`,
      "create index alert_incident on alert (incident_id) where incident_id is not null",
    ];
  },
};
