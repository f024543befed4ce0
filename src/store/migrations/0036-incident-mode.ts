import type { Migration } from "./migration.ts";

/** Whether an incident is real: drills and tests are left out of what is counted of real ones. */
export const incidentMode: Migration = {
  version: 36,
  name: "incident-mode",
  statements() {
    return [
      `alter table incident add column mode text not null default 'real'
         check (mode in ('real', 'drill', 'test'))`,
    ];
  },
};
