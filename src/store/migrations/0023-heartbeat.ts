import { columnTypes } from "./column-types.ts";
import type { Migration } from "./migration.ts";

/** What reports in as long as it is well; since when, and until when, anybody was there to hear it. */
export const heartbeat: Migration = {
  version: 23,
  name: "heartbeats",
  statements(dialect) {
    const { integer, endOfBusy } = columnTypes(dialect);
    return [
      `create table heartbeat (
        id text primary key,
        name text not null unique,
        team text,
        severity text,
        interval_ms ${integer} not null check (interval_ms > 0),
        grace_ms ${integer} not null check (grace_ms > 0),
        fed_by text,
        ping_hash text not null unique,
        integration_id text not null references integration (id),
        state text not null check (state in ('waiting', 'up', 'late', 'failed', 'paused')),
        last_heard_at ${integer},
        started_at ${integer},
        trouble_since ${integer},
        due_at ${integer},
        created_at ${integer} not null,
        constraint heartbeat_is_due
          check ((state in ('up', 'late', 'failed')) = (due_at is not null)),
        constraint heartbeat_trouble_has_instant
          check ((state in ('late', 'failed')) = (trouble_since is not null))
      ${endOfBusy}`,
      "create index heartbeat_due on heartbeat (due_at) where due_at is not null",
      `create table listening (
        id ${integer} primary key check (id = 1),
        since ${integer} not null,
        until ${integer} not null,
        constraint listening_lasts check (since <= until)
      ${endOfBusy}`,
    ];
  },
};
