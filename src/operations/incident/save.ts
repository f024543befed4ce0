import type { Decision } from "../../domain/decision.ts";
import { LOOKS_WITHIN_MS, type Tx } from "../../store/database.ts";
import { insertIncidents, saveIncidents } from "../../store/incidents.ts";
import { insertNotifications } from "../../store/notifications.ts";
import { IncidentConflict } from "../../store/store-error.ts";
import { appendManyEntries } from "../../store/timeline.ts";
import { saveTurns } from "../../store/turns.ts";
import type { OperationContext } from "../context.ts";
import { publishEvents } from "./publish-events.ts";
import { saveActions } from "./save-actions.ts";
import { takeBackPages } from "./take-back-pages.ts";

/** Saves decisions on incidents that exist: state, timeline, notifications; the engine is told of what is due soon. */
export async function saveDecisions(
  context: OperationContext,
  tx: Tx,
  decisions: readonly Decision[],
): Promise<void> {
  if (decisions.length === 0) return;
  await saveIncidents(tx, decisions);
  await saveTaken(tx, decisions);
  await saveNotifications(context, tx, decisions);
  await saveActions(context, tx, decisions);
  await takeBackPages(context, tx, decisions);
  await publishEvents(context, tx, decisions, ({ incident }) => incident.lastSeq);
}

/**
 * Saves incidents that were just opened.
 * @throws IncidentConflict when a group has got another meanwhile; the transaction is then run again.
 */
export async function saveOpened(
  context: OperationContext,
  tx: Tx,
  decisions: readonly Decision[],
): Promise<void> {
  if (decisions.length === 0) return;
  const incidents = decisions.map((decision) => decision.incident);
  const inserted = await insertIncidents(tx, incidents);
  const missing = incidents.filter(({ id }) => !inserted.has(id));
  if (missing.length > 0) throw new IncidentConflict(missing.map(({ id }) => id));
  await appendManyEntries(
    tx,
    decisions.map(({ incident, entries }) => ({ incidentId: incident.id, entries })),
  );
  await saveTaken(tx, decisions);
  await saveNotifications(context, tx, decisions);
  await publishEvents(context, tx, decisions, () => 0);
}

/** Turns, the later decision's over the earlier's. */
async function saveTaken(tx: Tx, decisions: readonly Decision[]): Promise<void> {
  const taken = new Map(decisions.flatMap(({ turns }) => [...(turns ?? [])]));
  if (taken.size > 0) await saveTurns(tx, taken);
}

async function saveNotifications(
  context: OperationContext,
  tx: Tx,
  decisions: readonly Decision[],
): Promise<void> {
  const now = context.clock.now();
  const planned = decisions.flatMap(({ incident, notifications }) =>
    notifications.map((notification) => ({
      ...notification,
      id: context.newId(),
      incidentId: incident.id,
      createdAt: now,
    })),
  );
  await insertNotifications(tx, planned);
  const soon = now + LOOKS_WITHIN_MS;
  const isDueSoon = ({ dueAt }: { readonly dueAt: number | null }): boolean =>
    dueAt !== null && dueAt <= soon;
  const isAnyDueSoon =
    planned.some(isDueSoon) || decisions.some(({ incident }) => isDueSoon(incident));
  if (isAnyDueSoon) await context.database.hint(tx);
}
