import { columnTypes } from "./column-types.ts";
import type { Migration } from "./migration.ts";

/**
 * What is kept no longer goes in small batches: `sweep` says of each kind where the next one begins, and
 * when. A timeline goes with its incident alone, and an incident only when it is closed, nothing of it
 * fires, and no postmortem was drawn from it: `retired_incident` has a row of each that went, which the
 * database itself refuses for any other.
 */
export const retention: Migration = {
  version: 28,
  name: "retention",
  statements(dialect) {
    const { integer, end } = columnTypes(dialect);
    return [
      `create table sweep (
        kind text primary key check (kind in ('receipt', 'alert', 'incident')),
        due_at ${integer} not null,
        place text not null,
        removed ${integer} not null,
        ended_at ${integer},
        removed_last ${integer} not null
      ${end}`,
      `insert into sweep (kind, due_at, place, removed, removed_last)
       values ('receipt', 0, '', 0, 0), ('alert', 0, '', 0, 0), ('incident', 0, '', 0, 0)`,
      `create table postmortem (
        incident_id text primary key references incident (id),
        first_drawn_at ${integer} not null
      ${end}`,
      `create table retired_incident (
        incident_id text primary key,
        number text not null,
        entries ${integer} not null,
        closed_at ${integer} not null,
        retired_at ${integer} not null
      ${end}`,
      ...(dialect === "sqlite" ? SQLITE_RULES : POSTGRES_RULES),
      // Whoever removes an incident looks for what refers to it, and so does the database.
      "create index outbox_item_incident on outbox_item (incident_id)",
      "create index one_time_link_incident on one_time_link (incident_id)",
      "create index reply_code_incident on reply_code (incident_id)",
    ];
  },
};

/** Of a new row of `retired_incident`: whether there is no such incident that may go. */
const MAY_NOT_GO = `not exists (
      select 1 from incident as i where i.id = new.incident_id and i.status = 'closed'
        and i.number = new.number and i.closed_at = new.closed_at)
    or exists (select 1 from alert where incident_id = new.incident_id and status = 'firing')
    or exists (select 1 from postmortem where incident_id = new.incident_id)`;

const IS_NOT_RETIRED =
  "not exists (select 1 from retired_incident where incident_id = old.incident_id)";

const SQLITE_RULES: readonly string[] = [
  `create trigger retired_incident_may_go before insert on retired_incident when ${MAY_NOT_GO}
   begin select raise(abort, 'this incident may not go'); end`,
  ...["update", "delete"].map(
    (verb) => `create trigger retired_incident_no_${verb} before ${verb} on retired_incident
     begin select raise(abort, 'retired_incident is append-only'); end`,
  ),
  "drop trigger timeline_entry_no_delete",
  `create trigger timeline_entry_no_delete before delete on timeline_entry when ${IS_NOT_RETIRED}
   begin select raise(abort, 'timeline_entry is append-only'); end`,
];

const POSTGRES_RULES: readonly string[] = [
  `create function retired_incident_may_go() returns trigger language plpgsql as $$
   begin
     if ${MAY_NOT_GO} then
       raise exception 'this incident may not go' using errcode = '23001';
     end if;
     return new;
   end $$`,
  `create trigger retired_incident_may_go before insert on retired_incident
   for each row execute function retired_incident_may_go()`,
  `create function retired_incident_append_only() returns trigger language plpgsql as $$
   begin raise exception 'retired_incident is append-only' using errcode = '23001'; end $$`,
  `create trigger retired_incident_append_only before update or delete or truncate on retired_incident
   for each statement execute function retired_incident_append_only()`,
  "drop trigger timeline_entry_append_only on timeline_entry",
  `create trigger timeline_entry_append_only before update or truncate on timeline_entry
   for each statement execute function timeline_entry_append_only()`,
  `create function timeline_entry_no_delete() returns trigger language plpgsql as $$
   begin
     if ${IS_NOT_RETIRED} then
       raise exception 'timeline_entry is append-only' using errcode = '23001';
     end if;
     return old;
   end $$`,
  `create trigger timeline_entry_no_delete before delete on timeline_entry
   for each row execute function timeline_entry_no_delete()`,
];
