import { rosterTriggers } from "./0005-roster-version.ts";
import { columnTypes } from "./column-types.ts";
import type { Migration } from "./migration.ts";

/** Webhooks that escalation steps may call on: a name of `tocsin.yaml` and the address it stands for. */
export const stepWebhook: Migration = {
  version: 30,
  name: "step-webhook",
  statements(dialect) {
    const { end } = columnTypes(dialect);
    return [
      `create table step_webhook (
        name text primary key,
        id text not null unique,
        address text not null
      ${end}`,
      ...rosterTriggers(dialect, "step_webhook"),
    ];
  },
};
