import { columnTypes } from "./column-types.ts";
import type { Migration } from "./migration.ts";

/** The outbox of notifications and the attempts to send them. */
export const notifications: Migration = {
  version: 2,
  name: "notifications",
  statements(dialect) {
    const { integer, end, endOfBusy } = columnTypes(dialect);
    return [
      `create table notification (
        id text primary key,
        incident_id text not null references incident (id),
        purpose text not null,
        urgency text not null check (urgency in ('high', 'low')),
        priority ${integer} not null check (priority between 0 and 15),
        round ${integer} not null,
        step ${integer} not null,
        role text not null,
        person_id text not null,
        person_name text not null,
        contact_method_id text not null,
        channel text not null,
        address text not null,
        channel_index ${integer} not null,
        state text not null check (
          state in ('standby', 'pending', 'sending', 'delivered', 'failed', 'cancelled')),
        due_at ${integer},
        reason text not null,
        discriminator text not null,
        attempts ${integer} not null,
        created_at ${integer} not null,
        lease_until ${integer},
        lease_owner text,
        fence ${integer} not null,
        delivered_at ${integer},
        last_reason text,
        provider_reference text,
        claim_at ${integer},
        constraint notification_once unique (incident_id, purpose, round, step, person_id,
          contact_method_id, discriminator),
        constraint notification_waits_for_claim
          check ((state in ('pending', 'sending')) = (claim_at is not null))
      ${endOfBusy}`,
      "create index notification_due on notification (priority, claim_at) where claim_at is not null",
      `create table notification_attempt (
        id text primary key,
        notification_id text not null references notification (id),
        fence ${integer} not null,
        started_at ${integer} not null,
        ended_at ${integer},
        outcome text,
        reason text,
        unique (notification_id, fence)
      ${end}`,
    ];
  },
};
