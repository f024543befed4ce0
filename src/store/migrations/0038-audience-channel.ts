import { rosterTriggers } from "./0005-roster-version.ts";
import { columnTypes } from "./column-types.ts";
import type { Migration } from "./migration.ts";

/** Where the audiences of `tocsin.yaml` are told. */
export const audienceChannel: Migration = {
  version: 38,
  name: "audience-channel",
  statements(dialect) {
    const { integer, end } = columnTypes(dialect);
    return [
      `create table audience_channel (
        id text primary key,
        audience text not null,
        position ${integer} not null unique,
        kind text not null,
        address text not null
      ${end}`,
      ...rosterTriggers(dialect, "audience_channel"),
    ];
  },
};
