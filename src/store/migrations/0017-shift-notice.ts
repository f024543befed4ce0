import { columnTypes } from "./column-types.ts";
import type { Migration } from "./migration.ts";

/** Who was on call at the last look, and what people are told of their shifts. */
export const shiftNotice: Migration = {
  version: 17,
  name: "shift notices",
  statements(dialect) {
    const { integer, end, endOfBusy } = columnTypes(dialect);
    return [
      `create table shift_watch (
        id ${integer} primary key check (id = 1),
        revision ${integer} not null,
        seen text not null,
        due_at ${integer} not null,
        state text not null
      ${end}`,
      `create table notice (
        id text primary key,
        kind text not null,
        person_id text not null references person (id) on delete cascade,
        headline text not null,
        body text not null,
        state text not null check (state in ('pending', 'sending', 'delivered', 'failed')),
        claim_at ${integer},
        attempts ${integer} not null,
        lease_owner text,
        created_at ${integer} not null,
        ended_at ${integer},
        last_reason text,
        constraint notice_waits_for_claim
          check ((state in ('pending', 'sending')) = (claim_at is not null))
      ${endOfBusy}`,
      "create index notice_due on notice (claim_at) where claim_at is not null",
    ];
  },
};
