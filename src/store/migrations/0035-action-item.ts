import { columnTypes } from "./column-types.ts";
import type { Migration } from "./migration.ts";

/** What is to be done after incidents, and when its owners are reminded. */
export const actionItem: Migration = {
  version: 35,
  name: "action items",
  statements(dialect) {
    const { integer, end } = columnTypes(dialect);
    return [
      `create table action_item (
        incident_id text not null references incident (id) on delete cascade,
        item ${integer} not null,
        text text not null,
        purpose text not null check (purpose in ('action', 'task', 'postmortem')),
        owner text,
        owner_id text references person (id) on delete set null,
        due_at ${integer},
        status text not null check (status in ('open', 'in-progress', 'done', 'dropped')),
        created_at ${integer} not null,
        changed_at ${integer} not null,
        remind_at ${integer},
        reminders ${integer} not null,
        primary key (incident_id, item),
        constraint action_item_reminds_of_a_deadline check (remind_at is null or due_at is not null),
        constraint action_item_over_reminds_nobody
          check (remind_at is null or status in ('open', 'in-progress'))
      ${end}`,
      "create index action_item_reminder on action_item (remind_at) where remind_at is not null",
      "create index action_item_open on action_item (incident_id) where status in ('open', 'in-progress')",
    ];
  },
};
