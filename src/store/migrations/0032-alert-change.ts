import { columnTypes } from "./column-types.ts";
import type { Migration } from "./migration.ts";

/**
 * Which alerts each transaction has changed, so that a process that remembers those that fire reads only
 * what has changed since it looked. A row leads from one version of an integration's alerts to the next; an
 * older release changes the version and leaves none, and whoever finds the chain broken reads all anew.
 */
export const alertChange: Migration = {
  version: 32,
  name: "alert-change",
  statements(dialect) {
    const { integer, end } = columnTypes(dialect);
    return [
      // How many changes of alerts were noted ever: where the last row of the integration stands.
      `alter table alert_version add column changes ${integer} not null default 0`,
      `create table alert_change (
        integration_id text not null,
        position ${integer} not null,
        previous text not null,
        version text not null,
        alert_ids text not null,
        primary key (integration_id, position)
      ${end}${dialect === "sqlite" ? ", without rowid" : ""}`,
    ];
  },
};
