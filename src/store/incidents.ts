/** Incidents: the state `decide` works on. */

import { assert } from "../domain/assert.ts";
import type { Incident, IncidentStatus } from "../domain/incident.ts";
import type { NewTimelineEntry } from "../domain/timeline.ts";
import { defineBulkStatement } from "./bulk-statement.ts";
import {
  INCIDENT_COLUMNS,
  INCIDENT_PRIORITIES,
  INCIDENT_SELECTION,
  incidentFromRow,
  incidentToRow,
  type LoadedIncidentRow,
  type SavedIncident,
} from "./incident-row.ts";
import { keyHash } from "./key-hash.ts";
import type { Tx } from "./schema.ts";
import { defineStatement } from "./statement.ts";
import { IncidentConflict, isUniqueViolation } from "./store-error.ts";
import { insertEntries, type PlacedEntry, type Position, placeEntries } from "./timeline.ts";
import { together } from "./together.ts";

const names = Object.keys(INCIDENT_COLUMNS);
const insertRows = defineBulkStatement<SavedIncident, { id: string }>(
  INCIDENT_COLUMNS,
  `insert into incident (${names.join(", ")}, last_seq, last_entry_at)
   select ${names.map((name) => `n.${name}`).join(", ")}, 0, 0 from {rows} where true
   on conflict (group_hash) where status in ('open', 'acknowledged') do nothing
   returning id`,
);

const changing = names.filter((name) => !["id", "number", "opened_at", "version"].includes(name));
type MovedIncident = SavedIncident & Position & { readonly from_seq: number };
const updateRows = defineBulkStatement<MovedIncident, { id: string }>(
  { ...INCIDENT_COLUMNS, last_seq: "integer", last_entry_at: "integer", from_seq: "integer" },
  `update incident set ${changing.map((name) => `${name} = n.${name}`).join(", ")},
     version = n.version + 1, last_seq = n.last_seq, last_entry_at = n.last_entry_at
   from {rows} where incident.id = n.id and incident.version = n.version
     and incident.last_seq = n.from_seq
   returning incident.id`,
);

/**
 * Stores a new incident; its `lastSeq` and `lastEntryAt` begin at 0 whatever the object says.
 * Throws IncidentConflict when its group has an incident that is neither resolved nor closed.
 */
export async function insertIncident(tx: Tx, incident: Incident): Promise<void> {
  const inserted = await insertIncidents(tx, [incident]);
  if (!inserted.has(incident.id)) throw new IncidentConflict([incident.id]);
}

/** Stores new incidents and returns the ids of those stored: a group that has one already gets no other. */
export async function insertIncidents(
  tx: Tx,
  incidents: readonly Incident[],
): Promise<ReadonlySet<string>> {
  const rows = await insertRows(tx, incidents.map(incidentToRow));
  return new Set(idsOf(rows));
}

export interface IncidentSave {
  /** As it is to be; its version and its place in the timeline as they were loaded. */
  readonly incident: Incident;
  /** What goes into its timeline, as `appendEntries` has it. */
  readonly entries: readonly NewTimelineEntry[];
}

/**
 * Saves incidents with their new entries, in two statements: each incident only if neither its stored
 * version nor the end of its timeline has moved since it was loaded. Throws IncidentConflict with the ids
 * of those that had.
 */
export async function saveIncidents(tx: Tx, saves: readonly IncidentSave[]): Promise<void> {
  const rows: MovedIncident[] = [];
  const entries: PlacedEntry[] = [];
  for (const save of saves.toSorted((a, b) => (a.incident.id < b.incident.id ? -1 : 1))) {
    const { id, lastSeq, lastEntryAt } = save.incident;
    assert(rows.at(-1)?.id !== id, "an incident is saved once");
    const position = { id, last_seq: lastSeq, last_entry_at: lastEntryAt };
    entries.push(...placeEntries(position, save.entries));
    rows.push({ ...incidentToRow(save.incident), ...position, from_seq: lastSeq });
  }
  // The entries need not wait for the answer: where one has moved, nothing of the transaction stays.
  const [saved] = await together(tx, (tx) =>
    Promise.all([
      updateRows(tx, rows).then((found) => new Set(idsOf(found)), conflictOfGroup(rows)),
      insertEntries(tx, entries),
    ]),
  );
  const moved = rows.filter((row) => !saved.has(row.id)).map((row) => row.id);
  if (moved.length > 0) throw new IncidentConflict(moved);
}

function idsOf(rows: readonly { readonly id: string }[]): string[] {
  return rows.map((row) => row.id);
}

/** Reopening an incident fails when its group has opened another meanwhile. */
function conflictOfGroup(rows: readonly { readonly id: string }[]): (error: unknown) => never {
  return (error) => {
    throw isUniqueViolation(error) ? new IncidentConflict(idsOf(rows)) : error;
  };
}

export interface LoadOptions {
  /** Nobody else changes it until this transaction ends. */
  readonly lock?: boolean;
  /** Nobody changes it until this transaction ends, but others may hold it the same way. */
  readonly share?: boolean;
}

/** SQLite needs none: its transactions run one after the other. */
type LockKind = "none" | "shared" | "exclusive";

const LOCK_CLAUSE = {
  none: "",
  shared: " for share of i",
  // `no key`: rows that refer to the incident (entries, notifications) may still be added by others.
  exclusive: " for no key update of i",
} as const satisfies Record<LockKind, string>;

function lockOf(options: LoadOptions): LockKind {
  if (options.lock === true) return "exclusive";
  return options.share === true ? "shared" : "none";
}

function perLock<T>(define: (clause: string) => T): Readonly<Record<LockKind, T>> {
  return {
    none: define(LOCK_CLAUSE.none),
    shared: define(LOCK_CLAUSE.shared),
    exclusive: define(LOCK_CLAUSE.exclusive),
  };
}

const selectByIds = perLock((clause) =>
  defineBulkStatement<{ id: string }, LoadedIncidentRow>(
    { id: "text" },
    {
      sqlite: `select ${INCIDENT_SELECTION} from {rows} cross join incident as i where i.id = n.id`,
      // In the order of ids, so that two transactions never wait for each other.
      postgres: `select ${INCIDENT_SELECTION} from {rows} cross join incident as i where i.id = n.id
        order by i.id${clause}`,
    },
  ),
);

/** The incidents with these ids, in the order of ids; those that do not exist are left out. */
export async function loadIncidents(
  tx: Tx,
  ids: readonly string[],
  options: LoadOptions = {},
): Promise<Incident[]> {
  const rows = [...new Set(ids)].sort().map((id) => ({ id }));
  const found = await selectByIds[lockOf(options)](tx, rows);
  return found.map(incidentFromRow);
}

export async function loadIncident(
  tx: Tx,
  id: string,
  options: LoadOptions = {},
): Promise<Incident | undefined> {
  const [incident] = await loadIncidents(tx, [id], options);
  return incident;
}

const selectByNumber = perLock((clause) => {
  const text = `select ${INCIDENT_SELECTION} from incident as i where i.number = $1`;
  return defineStatement<LoadedIncidentRow>({ sqlite: text, postgres: text + clause });
});

/** By `YYYYMMDD-NNN`. */
export async function loadIncidentByNumber(
  tx: Tx,
  number: string,
  options: LoadOptions = {},
): Promise<Incident | undefined> {
  const [row] = await selectByNumber[lockOf(options)](tx, number);
  return row === undefined ? undefined : incidentFromRow(row);
}

const selectByNumbers = defineBulkStatement<{ number: string }, LoadedIncidentRow>(
  { number: "text" },
  `select ${INCIDENT_SELECTION} from {rows} cross join incident as i where i.number = n.number`,
);

/** The incidents with these numbers; those that do not exist are left out. */
export async function loadIncidentsByNumber(
  tx: Tx,
  numbers: readonly string[],
): Promise<Incident[]> {
  const rows = [...new Set(numbers)].map((number) => ({ number }));
  return (await selectByNumbers(tx, rows)).map(incidentFromRow);
}

/** Written as the index `incident_group` has it, or it would not be used. */
function joinable(incident: string): string {
  return `${incident}.status <> 'closed' and case when ${incident}.status = 'resolved'
    then ${incident}.resolved_at else 9007199254740991 end >= $2`;
}

type GroupIncidentRow = LoadedIncidentRow & { readonly of_group: string };

const selectByGroups = perLock((clause) =>
  defineBulkStatement<{ group_hash: string }, GroupIncidentRow>(
    { group_hash: "bytes" },
    {
      sqlite: `select ${INCIDENT_SELECTION}, i.group_key as of_group
          from {rows} cross join incident as i
          where i.group_hash = n.group_hash and ${joinable("i")}
        union all select ${INCIDENT_SELECTION}, j.group_key
          from joined_group as j cross join incident as i
          where j.group_hash = n.group_hash and i.id = j.incident_id and ${joinable("i")}`,
      // Locked by one statement in the order of ids, whichever way a group came to its incident.
      postgres: `select ${INCIDENT_SELECTION}, found.of_group
        from {rows} cross join lateral (
          select own.id, own.group_key as of_group from incident as own
            where own.group_hash = n.group_hash and ${joinable("own")}
          union all select j.incident_id, j.group_key from joined_group as j
            where j.group_hash = n.group_hash) as found
        join incident as i on i.id = found.id where ${joinable("i")} order by i.id${clause}`,
    },
  ),
);

export interface GroupOptions extends LoadOptions {
  /** Resolved incidents count from this instant on. */
  readonly resolvedSince: number;
}

/** An incident that alerts of a group join: the group's own, or the one that was merged into. */
export interface GroupIncident {
  readonly groupKey: string;
  readonly incident: Incident;
}

/**
 * The incidents that an alert of these groups joins or reopens: not closed, and not resolved long ago. A
 * group may have several, and an incident several groups.
 */
export async function loadOpenIncidentsByGroup(
  tx: Tx,
  integrationId: string,
  groupKeys: readonly string[],
  options: GroupOptions,
): Promise<GroupIncident[]> {
  const rows = [...new Set(groupKeys)].map((key) => ({ group_hash: keyHash(integrationId, key) }));
  const found = await selectByGroups[lockOf(options)](tx, rows, options.resolvedSince);
  return found.map((row) => ({ groupKey: row.of_group, incident: incidentFromRow(row) }));
}

const priorities = INCIDENT_PRIORITIES.map((priority) => `(${priority})`).join(", ");

// One probe of the index for each priority: sorting all that is due would cost more with every claim of a
// long backlog, and an index in the order of severity alone would be walked through what is not due yet.
const selectDue = defineStatement<LoadedIncidentRow>({
  sqlite: `select ${INCIDENT_SELECTION} from (select column1 as priority from (values ${priorities})) as p
    join incident as i on i.rowid in (
      select rowid from incident where priority = p.priority and due_at <= $1
      order by due_at limit $2)
    order by i.priority, i.due_at limit $2`,
  postgres: `select ${INCIDENT_SELECTION} from (values ${priorities}) as p(priority)
    cross join lateral (
      select * from incident where priority = p.priority and due_at <= $1
      order by due_at limit $2 for no key update skip locked) as i
    limit $2`,
});

/**
 * Incidents whose time has come, the worst severity first, locked until this transaction ends; those that
 * another process is working on are passed over.
 */
export async function claimDueIncidents(
  tx: Tx,
  { now, limit }: { readonly now: number; readonly limit: number },
): Promise<Incident[]> {
  const rows = await selectDue(tx, now, limit);
  return rows.map(incidentFromRow);
}

const selectNextDueAt = defineStatement<{ due_at: number | null }>(
  `select min((select min(i.due_at) from incident as i
     where i.priority = p.column1 and i.due_at is not null)) as due_at
   from (values ${priorities}) as p`,
);

/** When the next incident is due, which may be in the past; null when none is. */
export async function nextIncidentDueAt(tx: Tx): Promise<number | null> {
  const [row] = await selectNextDueAt(tx);
  return row?.due_at ?? null;
}

const selectUnfinished = defineBulkStatement<{ id: string }, { id: string }>(
  { id: "text" },
  `select i.id from {rows} cross join incident as i
   where i.id = n.id and i.status in ('open', 'acknowledged')`,
);

/** Which of these incidents are neither resolved nor closed. */
export async function unfinishedAmong(
  tx: Tx,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await selectUnfinished(
    tx,
    ids.map((id) => ({ id })),
  );
  return new Set(idsOf(rows));
}

const CLOSED = "select id from incident where status = 'closed' and id in";
const selectClosed = defineStatement<{ id: string }>({
  sqlite: `${CLOSED} (select value from json_each($1))`,
  postgres: `${CLOSED} (select * from json_array_elements_text($1::json))`,
});

/** Which of very many incidents are closed: most are not. */
export async function closedAmong(tx: Tx, ids: Iterable<string>): Promise<ReadonlySet<string>> {
  return new Set(idsOf(await selectClosed(tx, JSON.stringify([...ids]))));
}

const incrementCounter = defineStatement<{ last: number }>(
  `insert into incident_counter (day, last) values ($1, 1)
   on conflict (day) do update set last = incident_counter.last + 1 returning last`,
);

/** The next number of a day (`YYYYMMDD`), from 1; one day's numbers are taken one after the other. */
export async function takeIncidentNumber(tx: Tx, day: string): Promise<number> {
  assert(/^\d{8}$/.test(day), `a day is written YYYYMMDD, not ${day}`);
  const [row] = await incrementCounter(tx, day);
  assert(row !== undefined, "the counter returns its row");
  return row.last;
}

const countOpened = defineStatement<{ count: number }>(
  "select count(*) as count from incident where integration_id = $1 and opened_at >= $2",
);

/** How many incidents an integration has opened since an instant. */
export async function countOpenedSince(
  tx: Tx,
  integrationId: string,
  since: number,
): Promise<number> {
  const [row] = await countOpened(tx, integrationId, since);
  return row?.count ?? 0;
}

export interface ListIncidentsOptions {
  readonly statuses?: readonly IncidentStatus[];
  /** Only of these teams, or of none; all when empty or absent. */
  readonly teams?: readonly string[];
  readonly limit: number;
  /** For the next page: the last id of the one before. */
  readonly beforeId?: string;
}

/** Incidents, the newest first. */
export async function listIncidents(tx: Tx, options: ListIncidentsOptions): Promise<Incident[]> {
  const { statuses, teams = [], limit, beforeId } = options;
  // PostgreSQL has no empty list to compare with.
  if (statuses?.length === 0) return [];
  let query = tx.selectFrom("incident").selectAll().orderBy("id", "desc").limit(limit);
  if (statuses !== undefined) query = query.where("status", "in", statuses);
  if (teams.length > 0) {
    query = query.where((where) =>
      where.or([where("team", "is", null), where("team", "in", teams)]),
    );
  }
  if (beforeId !== undefined) query = query.where("id", "<", beforeId);
  const rows = await query.execute();
  return rows.map(incidentFromRow);
}
