import { columnTypes } from "./column-types.ts";
import type { Migration } from "./migration.ts";

/** Who is told of incidents' lives, and how it stands with each. */
export const subscription: Migration = {
  version: 15,
  name: "subscriptions",
  statements(dialect) {
    const { integer, end } = columnTypes(dialect);
    return [
      `create table subscription (
        id text primary key,
        kind text not null,
        name text not null,
        address text not null,
        secret text,
        events text not null,
        team text,
        created_at ${integer} not null,
        ended_at ${integer},
        failures ${integer} not null,
        failing_since ${integer},
        put_off_until ${integer},
        constraint subscription_failing
          check ((failures > 0) = (failing_since is not null))
      ${end}`,
      "create unique index subscription_name on subscription (name) where ended_at is null",
      `alter table outbox_item add column sequence ${integer} not null default 0`,
      "drop index outbox_item_due",
      "create index outbox_item_due on outbox_item (kind, claim_at) where claim_at is not null",
      `create index outbox_item_order on outbox_item (subject, incident_id, sequence)
       where claim_at is not null`,
    ];
  },
};
