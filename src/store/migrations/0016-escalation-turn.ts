import { columnTypes } from "./column-types.ts";
import type { Migration } from "./migration.ts";

/** Whom a step that takes turns has called on last. */
export const escalationTurn: Migration = {
  version: 16,
  name: "escalation turns",
  statements(dialect) {
    const { endOfBusy } = columnTypes(dialect);
    return [
      `create table escalation_turn (
        key text primary key,
        last text not null
      ${endOfBusy}`,
    ];
  },
};
