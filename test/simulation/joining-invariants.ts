/** What must hold of incidents that were merged, told from their timelines alone. */

import type { Incident } from "../../src/domain/incident.ts";
import { severityRules } from "../../src/domain/severity-rules.ts";
import type { Actor, TimelineEntry } from "../../src/domain/timeline.ts";
import { listAlertsOfIncident } from "../../src/store/alerts.ts";
import type { Database } from "../../src/store/database.ts";
import { listIncidents, loadIncidentByNumber } from "../../src/store/incidents.ts";
import { listEntries } from "../../src/store/timeline.ts";
import { playbook } from "./policies.ts";
import type { Sight } from "./sights.ts";
import { holds } from "./violation.ts";

const INCIDENTS_MAX = 200;

/** How it stood with an answer after some entries. */
interface Standing {
  readonly isOver: boolean;
  readonly isSnoozed: boolean;
  readonly isAcknowledged: boolean;
  /** Ids of who have said that they have it, also where more must. */
  readonly by: readonly string[];
}

const UNANSWERED: Standing = { isOver: false, isSnoozed: false, isAcknowledged: false, by: [] };

export async function checkJoined(database: Database, seen: Set<Sight>): Promise<void> {
  for (const incident of await listIncidents(database.read, { limit: INCIDENTS_MAX })) {
    const entries = await listEntries(database.read, incident.id, {});
    await nothingStaysBehind(database, incident);
    for (const [index, entry] of entries.entries()) {
      if (entry.kind === "alerts.left") seen.add("alerts were moved");
      if (entry.kind === "incident.split-off") seen.add("an incident was split");
      if (entry.kind !== "incident.took-in") continue;
      seen.add("an incident was merged");
      const source = await loadIncidentByNumber(database.read, entry.data.from);
      const before = standingAfter(entries.slice(0, index));
      if (source === undefined || !(await paged(database, source, entry.data.severity))) continue;
      if (!isTakenByOthers(before, entry.actor)) continue;
      // Its paging goes on as this one's.
      const pagesAnew = entries
        .slice(index)
        .some((later) => later.kind === "escalation.started" && later.at === entry.at);
      holds(
        pagesAnew,
        `I7: ${incident.number} pages for ${source.number} that nobody had answered`,
      );
      seen.add("what nobody had answered was merged into what somebody had");
    }
  }
}

/** I4: what was merged has no alert any more, and stays closed. */
async function nothingStaysBehind(database: Database, incident: Incident): Promise<void> {
  if (incident.mergedInto === undefined) return;
  const left = await listAlertsOfIncident(database.read, incident.id, { limit: 1 });
  holds(left.length === 0, `I4: ${incident.number} was merged, and has no alert`);
  holds(incident.status === "closed", `${incident.number} was merged, and stays closed`);
}

/** Whether an incident paged, and waited for an answer or the end of a snooze, when it was merged. */
async function paged(database: Database, { id }: Incident, severity: string): Promise<boolean> {
  if (severityRules(playbook, severity)?.pages !== true) return false;
  const entries = await listEntries(database.read, id, {});
  const end = entries.findIndex(({ kind }) => kind === "incident.merged");
  const { isOver, isSnoozed, isAcknowledged } = standingAfter(entries.slice(0, end));
  return !isOver && (isSnoozed || !isAcknowledged);
}

function isTakenByOthers({ isSnoozed, by }: Standing, actor: Actor): boolean {
  return (by.length > 0 || isSnoozed) && !by.includes(idOf(actor));
}

function idOf(actor: Actor): string {
  return actor.kind === "system" ? "" : actor.id;
}

function standingAfter(entries: readonly TimelineEntry[]): Standing {
  return entries.reduce(standing, UNANSWERED);
}

function standing(before: Standing, entry: TimelineEntry): Standing {
  switch (entry.kind) {
    case "incident.acknowledged": {
      const id = idOf(entry.actor);
      const isAcknowledged = before.isAcknowledged || entry.data.missing === undefined;
      const by = before.isAcknowledged ? [id] : [...before.by, id];
      return { ...before, isAcknowledged, by, isSnoozed: before.isSnoozed && !isAcknowledged };
    }
    case "incident.snoozed":
      return { ...before, isSnoozed: true };
    case "snooze.ended":
      return entry.data.acknowledgedBy === undefined && before.isAcknowledged
        ? { ...before, isSnoozed: false }
        : UNANSWERED;
    case "incident.resolved":
      return { ...before, isOver: true, isSnoozed: false };
    case "incident.reopened":
    case "acknowledgement.lapsed":
    case "acknowledgement.withdrawn":
    case "incident.reassigned":
      return UNANSWERED;
    case "escalation.advanced":
      return before.isAcknowledged ? UNANSWERED : { ...before, isSnoozed: false };
    case "incident.took-in":
    case "alerts.joined":
      return entry.data.acknowledgedBy === undefined ? before : UNANSWERED;
    default:
      return before;
  }
}
