/** How an incident lies in its row: columns for what queries ask, JSON for the rest. */

import type { Incident, SeverityRules } from "../domain/incident.ts";
import { lapsesByDefaultMs } from "../domain/next-due.ts";
import { fromJson } from "./json-text.ts";
import { keyHash } from "./key-hash.ts";
import type { IncidentRow } from "./schema.ts";

/** The columns that saving an incident writes. */
export const INCIDENT_COLUMNS = {
  id: "text",
  number: "text",
  title: "text",
  status: "text",
  severity: "text",
  severity_rank: "integer",
  priority: "integer",
  playbook_hash: "text",
  integration_id: "text",
  group_key: "text",
  group_hash: "bytes",
  team: "text",
  opened_at: "integer",
  acknowledged_at: "integer",
  resolved_at: "integer",
  closed_at: "integer",
  due_at: "integer",
  mode: "text",
  version: "integer",
  state: "json",
} as const;

export type SavedIncident = Pick<
  IncidentRow,
  Exclude<keyof typeof INCIDENT_COLUMNS, "group_hash" | "state">
> & { readonly group_hash: string | null; readonly state: IncidentState };

/** What has no column: all the rest, so that nothing the domain adds is forgotten. */
type IncidentState = Omit<
  Incident,
  | "id"
  | "number"
  | "title"
  | "severity"
  | "status"
  | "playbookHash"
  | "integrationId"
  | "groupKey"
  | "team"
  | "openedAt"
  | "acknowledgedAt"
  | "resolvedAt"
  | "closedAt"
  | "dueAt"
  | "mode"
  | "version"
  | "lastSeq"
  | "lastEntryAt"
>;

const READ_COLUMNS = [
  ...Object.keys(INCIDENT_COLUMNS).filter((name) => name !== "group_hash" && name !== "priority"),
  "last_seq",
  "last_entry_at",
];

/** What `incidentFromRow` needs, of the table `i`. */
export const INCIDENT_SELECTION = READ_COLUMNS.map((name) => `i.${name}`).join(", ");

/** Claims take the worst first by probing each priority, so there is a fixed number of them. */
export const INCIDENT_PRIORITIES = [0, 1, 2, 3, 4, 5, 6, 7] as const;

export function incidentToRow(incident: Incident): SavedIncident {
  const {
    id,
    number,
    title,
    severity,
    status,
    playbookHash,
    integrationId,
    groupKey,
    team,
    openedAt,
    acknowledgedAt,
    resolvedAt,
    closedAt,
    dueAt,
    mode = "real",
    version,
    lastSeq: _lastSeq,
    lastEntryAt: _lastEntryAt,
    ...state
  } = incident;
  return {
    id,
    number,
    title,
    status,
    severity,
    severity_rank: incident.rules.rank,
    priority: incidentPriority(incident.rules.rank),
    playbook_hash: playbookHash,
    integration_id: integrationId,
    group_key: groupKey,
    group_hash: groupKey === null ? null : keyHash(integrationId ?? "", groupKey),
    team,
    opened_at: openedAt,
    acknowledged_at: acknowledgedAt,
    resolved_at: resolvedAt,
    closed_at: closedAt,
    due_at: dueAt,
    mode,
    version,
    state,
  };
}

export type LoadedIncidentRow = Omit<IncidentRow, "group_hash" | "priority">;

export function incidentFromRow(row: LoadedIncidentRow): Incident {
  return {
    ...completeState(fromJson<IncidentState>(row.state)),
    id: row.id,
    number: row.number,
    title: row.title,
    severity: row.severity,
    status: row.status,
    playbookHash: row.playbook_hash,
    integrationId: row.integration_id,
    groupKey: row.group_key,
    team: row.team,
    openedAt: row.opened_at,
    acknowledgedAt: row.acknowledged_at,
    resolvedAt: row.resolved_at,
    closedAt: row.closed_at,
    dueAt: row.due_at,
    ...(row.mode === "real" ? {} : { mode: row.mode }),
    version: row.version,
    lastSeq: row.last_seq,
    lastEntryAt: row.last_entry_at,
  };
}

/** What an incident lacks that the version before this one has saved. */
function completeState(state: IncidentState): IncidentState {
  const { rules } = state;
  return {
    ...STATE_SINCE_ADDED,
    ...state,
    rules: { ...rulesSinceAdded(rules.pages), ...rules },
  };
}

function rulesSinceAdded(pages: boolean): Partial<SeverityRules> {
  return {
    acknowledgements: 1,
    acknowledgers: [],
    acknowledgementLapsesMs: lapsesByDefaultMs(pages),
  };
}

const STATE_SINCE_ADDED = {
  acknowledgements: [],
  firedAt: [],
  responders: [],
  snoozedUntil: null,
};

function incidentPriority(rank: number): number {
  return Math.min(Math.max(rank, 0), INCIDENT_PRIORITIES.length - 1);
}
