import type { Migration } from "./migration.ts";

/** Alerts are listed by their state, the newest first, and found by their id. */
export const alertList: Migration = {
  version: 25,
  name: "alert list",
  statements() {
    return ["create index alert_state on alert (status, id)"];
  },
};
