import { columnTypes } from "./column-types.ts";
import type { Migration } from "./migration.ts";

/**
 * Which incident a group's alerts join instead of one of their own, since the group's incident was merged
 * into it. A row whose incident is over says nothing: the group opens one of its own again.
 */
export const joinedGroup: Migration = {
  version: 34,
  name: "joined-group",
  statements(dialect) {
    const { bytes, end } = columnTypes(dialect);
    return [
      `create table joined_group (
        group_hash ${bytes} primary key not null,
        group_key text not null,
        incident_id text not null
      ${end}`,
      "create index joined_group_incident on joined_group (incident_id)",
    ];
  },
};
