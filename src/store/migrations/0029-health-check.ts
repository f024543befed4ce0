import { columnTypes } from "./column-types.ts";
import type { Migration } from "./migration.ts";

/** How it stands with each health check that the playbook in force states, and when it is asked next. */
export const healthCheck: Migration = {
  version: 29,
  name: "health checks",
  statements(dialect) {
    const { integer, endOfBusy } = columnTypes(dialect);
    return [
      `create table health_check (
        name text primary key,
        state text not null check (state in ('unknown', 'up', 'down')),
        failures ${integer} not null,
        successes ${integer} not null,
        down_since ${integer},
        reported_at ${integer},
        detail text not null,
        checked_at ${integer},
        due_at ${integer} not null,
        fence ${integer} not null,
        constraint health_check_down_has_instant check ((state = 'down') = (down_since is not null))
      ${endOfBusy}`,
      "create index health_check_due on health_check (due_at)",
    ];
  },
};
