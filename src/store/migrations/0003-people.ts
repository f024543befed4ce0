import { columnTypes } from "./column-types.ts";
import type { Migration } from "./migration.ts";

/** People and how to reach them, on-call overrides, and what proves who is asking. */
export const people: Migration = {
  version: 3,
  name: "people",
  statements(dialect) {
    const { integer, end } = columnTypes(dialect);
    return [
      `create table person (
        id text primary key,
        name text not null,
        name_key text not null unique,
        title text,
        time_zone text,
        role text not null check (role in ('viewer', 'responder', 'manager', 'admin')),
        teams text not null,
        created_at ${integer} not null
      ${end}`,
      `create table contact_method (
        id text primary key,
        person_id text not null references person (id) on delete cascade,
        position ${integer} not null,
        kind text not null,
        address text not null,
        created_at ${integer} not null,
        verified_at ${integer}
      ${end}`,
      "create index contact_method_person on contact_method (person_id, position)",
      `create table oncall_override (
        id text primary key,
        rotation_id text not null,
        column_name text not null,
        person_name text not null,
        starts_at ${integer} not null,
        ends_at ${integer} not null,
        created_at ${integer} not null,
        constraint oncall_override_lasts check (starts_at < ends_at)
      ${end}`,
      "create index oncall_override_end on oncall_override (ends_at)",
      `create table token (
        id text primary key,
        hash text not null unique,
        name text not null,
        person_id text references person (id),
        role text not null check (role in ('viewer', 'responder', 'manager', 'admin')),
        teams text not null,
        created_at ${integer} not null,
        expires_at ${integer},
        last_used_at ${integer},
        revoked_at ${integer}
      ${end}`,
      `create table integration (
        id text primary key,
        kind text not null,
        name text not null unique,
        key_hash text not null unique,
        team text,
        created_at ${integer} not null,
        disabled_at ${integer}
      ${end}`,
      `create table one_time_link (
        id text primary key,
        purpose text not null,
        incident_id text not null references incident (id),
        person_id text not null,
        role text not null,
        expires_at ${integer} not null,
        used_at ${integer}
      ${end}`,
      "create index one_time_link_expiry on one_time_link (expires_at)",
      `create table access_attestation (
        person_id text not null references person (id) on delete cascade,
        item text not null,
        attested_at ${integer} not null,
        primary key (person_id, item)
      ${end}`,
    ];
  },
};
