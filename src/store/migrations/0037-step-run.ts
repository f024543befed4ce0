import { columnTypes } from "./column-types.ts";
import type { Migration } from "./migration.ts";

/**
 * Runners, runs of runbooks' steps, and which incidents had their first look. A change that may start without
 * somebody's approval is not representable, and neither is a run that is under way without a runner.
 */
export const stepRun: Migration = {
  version: 37,
  name: "step-run",
  statements(dialect) {
    const { integer, end, endOfBusy } = columnTypes(dialect);
    return [
      `create table runner (
        id text primary key,
        name text not null unique,
        key_hash text not null unique,
        programs text not null,
        changes ${integer} not null,
        created_at ${integer} not null,
        last_seen_at ${integer},
        revoked_at ${integer}
      ${end}`,
      `create table step_run (
        id text primary key,
        incident_id text not null references incident (id),
        number ${integer} not null,
        step_key text not null,
        text text not null,
        playbook_hash text not null,
        effect text not null check (effect in ('observe', 'reveal', 'change')),
        work text not null,
        digest text not null,
        state text not null check (state in ('waiting', 'queued', 'running', 'done')),
        asked_by text not null,
        asked_at ${integer} not null,
        approved_by text,
        approved_at ${integer},
        start_before ${integer} not null,
        runner_id text references runner (id),
        lease_until ${integer},
        fence ${integer} not null,
        started_at ${integer},
        ended_at ${integer},
        outcome text,
        output text,
        check (effect <> 'change' or state = 'waiting' or approved_by is not null or started_at is null),
        check (effect <> 'change' or state not in ('queued', 'running') or approved_by is not null),
        check (state <> 'running' or (runner_id is not null and lease_until is not null)),
        check ((state = 'done') = (outcome is not null))
      ${endOfBusy}`,
      "create index step_run_incident on step_run (incident_id)",
      "create index step_run_open on step_run (state) where state <> 'done'",
      `create table first_look (
        incident_id text primary key references incident (id),
        at ${integer} not null
      ${end}`,
    ];
  },
};
