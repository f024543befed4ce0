import { columnTypes } from "./column-types.ts";
import type { Migration } from "./migration.ts";

/**
 * Codes that were sent to prove a contact method. The method is not referred to: its row is written anew
 * whenever its person is saved.
 */
export const contactVerification: Migration = {
  version: 12,
  name: "contact verification",
  statements(dialect) {
    const { integer, end } = columnTypes(dialect);
    return [
      `create table contact_verification (
        contact_method_id text primary key,
        person_id text not null references person (id) on delete cascade,
        code_hash text not null,
        sent_at ${integer} not null,
        failed_tries ${integer} not null check (failed_tries between 0 and 5),
        window_started_at ${integer} not null,
        codes_in_window ${integer} not null
      ${end}`,
    ];
  },
};
