import { columnTypes } from "./column-types.ts";
import type { Migration } from "./migration.ts";

/** What machines are told after a commit, beside notifications to people, and the attempts to tell them. */
export const outbox: Migration = {
  version: 9,
  name: "outbox",
  statements(dialect) {
    const { integer, end, endOfBusy } = columnTypes(dialect);
    return [
      `create table outbox_item (
        id text primary key,
        kind text not null,
        subject text not null,
        key text not null,
        incident_id text not null references incident (id),
        body text not null,
        state text not null check (state in ('pending', 'sending', 'done', 'failed')),
        due_at ${integer} not null,
        claim_at ${integer},
        attempts ${integer} not null,
        fence ${integer} not null,
        lease_owner text,
        lease_until ${integer},
        created_at ${integer} not null,
        ended_at ${integer},
        last_reason text,
        constraint outbox_item_once unique (kind, subject, key),
        constraint outbox_item_waits_for_claim
          check ((state in ('pending', 'sending')) = (claim_at is not null))
      ${endOfBusy}`,
      "create index outbox_item_due on outbox_item (claim_at) where claim_at is not null",
      `create table outbox_attempt (
        outbox_item_id text not null references outbox_item (id),
        fence ${integer} not null,
        started_at ${integer} not null,
        ended_at ${integer},
        outcome text,
        reason text,
        primary key (outbox_item_id, fence)
      ${end}`,
    ];
  },
};
