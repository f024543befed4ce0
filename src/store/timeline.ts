/** The timeline of incidents. The database refuses gaps, instants that go back, changes and deletions. */

import { assert } from "../domain/assert.ts";
import type { NewTimelineEntry, TimelineEntry, TimelineEntryKind } from "../domain/timeline.ts";
import { defineBulkStatement } from "./bulk-statement.ts";
import { fromJson } from "./json-text.ts";
import type { TimelineEntryRow, Tx } from "./schema.ts";
import { defineStatement } from "./statement.ts";

/** Where an incident's timeline ends. */
export interface Position {
  id: string;
  last_seq: number;
  last_entry_at: number;
}

const positions = defineBulkStatement<{ id: string }, Position>(
  { id: "text" },
  {
    sqlite:
      "select i.id, i.last_seq, i.last_entry_at from {rows} cross join incident as i where i.id = n.id",
    postgres: `select i.id, i.last_seq, i.last_entry_at
      from {rows} cross join incident as i where i.id = n.id order by i.id for no key update of i`,
  },
);

const movePositions = defineBulkStatement<Position>(
  { id: "text", last_seq: "integer", last_entry_at: "integer" },
  `update incident set last_seq = n.last_seq, last_entry_at = n.last_entry_at
   from {rows} where incident.id = n.id`,
);

export type PlacedEntry = Omit<TimelineEntryRow, "actor" | "data"> &
  Pick<NewTimelineEntry, "actor" | "data">;

const ENTRY_COLUMNS = {
  incident_id: "text",
  seq: "integer",
  at: "integer",
  kind: "text",
  actor: "json",
  data: "json",
} as const;

/** Stores entries at their places; the positions have to be moved by who calls it. */
export const insertEntries = defineBulkStatement<PlacedEntry>(
  ENTRY_COLUMNS,
  `insert into timeline_entry (incident_id, seq, at, kind, actor, data)
   select n.incident_id, n.seq, n.at, n.kind, n.actor, n.data from {rows}`,
);

export interface IncidentEntries {
  readonly incidentId: string;
  readonly entries: readonly NewTimelineEntry[];
}

/** Adds entries to one incident; see `appendManyEntries`. */
export async function appendEntries(
  tx: Tx,
  incidentId: string,
  entries: readonly NewTimelineEntry[],
): Promise<void> {
  await appendManyEntries(tx, [{ incidentId, entries }]);
}

/**
 * Adds entries behind what the incidents have: the next sequence numbers, and each instant raised to the
 * one before it where a clock went back. An incident may appear more than once.
 */
export async function appendManyEntries(
  tx: Tx,
  appended: readonly IncidentEntries[],
): Promise<void> {
  const filled = appended.filter(({ entries }) => entries.length > 0);
  const ids = [...new Set(filled.map(({ incidentId }) => incidentId))].sort();
  const found = await positions(
    tx,
    ids.map((id) => ({ id })),
  );
  const moving = new Map(found.map((position) => [position.id, { ...position }]));
  const rows = filled.flatMap(({ incidentId, entries }) => {
    const position = moving.get(incidentId);
    assert(position !== undefined, `entries are added to an incident that exists: ${incidentId}`);
    return placeEntries(position, entries);
  });
  await insertEntries(tx, rows);
  await movePositions(tx, [...moving.values()]);
}

/** Moves the position on and gives the entries their places there. */
export function placeEntries(
  position: Position,
  entries: readonly NewTimelineEntry[],
): PlacedEntry[] {
  return entries.map((entry) => nextRow(position, entry));
}

function nextRow(position: Position, entry: NewTimelineEntry): PlacedEntry {
  position.last_seq += 1;
  position.last_entry_at = Math.max(position.last_entry_at, entry.at);
  return {
    incident_id: position.id,
    seq: position.last_seq,
    at: position.last_entry_at,
    kind: entry.kind,
    actor: entry.actor,
    data: entry.data,
  };
}

const selectEntries = defineStatement<TimelineEntryRow>(
  `select incident_id, seq, at, kind, actor, data from timeline_entry
   where incident_id = $1 and seq > $2 order by seq limit $3`,
);

const ENTRY = "e.incident_id, e.seq, e.at, e.kind, e.actor, e.data";
const selectEntriesOfKinds = defineStatement<TimelineEntryRow>({
  sqlite: `select ${ENTRY} from timeline_entry as e
    where e.incident_id = $1 and e.kind in (select value from json_each($2)) order by e.seq`,
  postgres: `select ${ENTRY} from timeline_entry as e
    where e.incident_id = $1 and e.kind in (select * from json_array_elements_text($2::json))
    order by e.seq`,
});

/** An incident's entries of some kinds, in order. */
export async function listEntriesOfKinds(
  tx: Tx,
  incidentId: string,
  kinds: readonly TimelineEntryKind[],
): Promise<TimelineEntry[]> {
  return (await selectEntriesOfKinds(tx, incidentId, JSON.stringify(kinds))).map(toEntry);
}

/** An incident's entries in order, optionally a page of them. */
export async function listEntries(
  tx: Tx,
  incidentId: string,
  options: { readonly afterSeq?: number; readonly limit?: number } = {},
): Promise<TimelineEntry[]> {
  const { afterSeq = 0, limit = Number.MAX_SAFE_INTEGER } = options;
  const rows = await selectEntries(tx, incidentId, afterSeq, limit);
  return rows.map(toEntry);
}

function toEntry(row: TimelineEntryRow): TimelineEntry {
  // The kind belongs to its data: they were stored together from a NewTimelineEntry.
  return {
    incidentId: row.incident_id,
    seq: row.seq,
    at: row.at,
    kind: row.kind,
    actor: fromJson(row.actor),
    data: fromJson(row.data),
  } as TimelineEntry;
}
