import { appendOnlyTriggers } from "./append-only.ts";
import { columnTypes } from "./column-types.ts";
import type { Migration } from "./migration.ts";

/** Playbook versions, the audit log and settings. */
export const records: Migration = {
  version: 4,
  name: "records",
  statements(dialect) {
    const { integer, end } = columnTypes(dialect);
    return [
      `create table playbook (
        hash text primary key,
        title text not null,
        compiled text not null,
        sources text not null,
        saved_at ${integer} not null,
        activated_at ${integer},
        activation ${integer} unique
      ${end}`,
      `create table audit_entry (
        seq ${integer} primary key check (seq >= 1),
        id text not null unique,
        at ${integer} not null,
        actor text not null,
        action text not null,
        subject text not null,
        detail text not null,
        previous_hash text not null,
        hash text not null
      ${end}`,
      ...appendOnlyTriggers(dialect, {
        table: "audit_entry",
        sequenceOf: null,
        alsoRefused: "new.previous_hash <> coalesce(last.hash, '')",
      }),
      `create table setting (
        key text primary key,
        value text not null
      ${end}`,
    ];
  },
};
