import type { Migration } from "./migration.ts";

/**
 * For each integration a version of what is stored of its alerts, counts aside. Whoever takes alerts in
 * holds its row until the end of the transaction, and so knows whether what it remembers still stands.
 */
export const alertVersion: Migration = {
  version: 6,
  name: "alert version",
  statements(dialect) {
    const end = dialect === "sqlite" ? ") strict" : ") with (fillfactor = 50)";
    return [
      `create table alert_version (integration_id text primary key, version text not null${end}`,
    ];
  },
};
