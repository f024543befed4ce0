/** What follows when a person was not reached over a channel: the next channel, then the next step. */

import { decide } from "../../domain/decide.ts";
import type { Notification } from "../../domain/notification.ts";
import { isWebhook } from "../../domain/roster.ts";
import type { Tx } from "../../store/database.ts";
import { loadIncident } from "../../store/incidents.ts";
import { listReached, wakeStandby } from "../../store/notifications.ts";
import type { OperationContext } from "../context.ts";
import { saveDecisions } from "../incident/save.ts";
import { decisionContext } from "../roster/decision-context.ts";
import { loadInForce } from "../roster/load.ts";

/** Makes the person's next channel due now. */
export async function bringNextChannelForward(
  context: OperationContext,
  tx: Tx,
  notification: Notification,
  now: number,
): Promise<void> {
  const { incidentId, purpose, round, step, personId, discriminator, channelIndex } = notification;
  await wakeStandby(tx, {
    incidentId,
    purpose,
    round,
    step,
    personId,
    discriminator,
    afterChannelIndex: channelIndex,
    now,
  });
  await context.database.hint(tx);
}

/** When nothing of a step was delivered and nothing is left to try, the next step fires now. */
export async function escalateIfUndeliverable(
  context: OperationContext,
  tx: Tx,
  notification: Notification,
  now: number,
): Promise<void> {
  const { incidentId, purpose, round, step, role, personId } = notification;
  if (purpose !== "page" && purpose !== "role") return;
  const { roster } = await loadInForce(tx);
  const reached = await listReached(tx, { incidentId, purpose, round, step });
  // That a program has taken it reaches nobody who could answer, where people were called on as well.
  const byPerson = !isWebhook(roster, personId);
  if (reached.some((id) => !(byPerson && isWebhook(roster, id)))) return;
  const incident = await loadIncident(tx, incidentId, { lock: true });
  if (incident === undefined) return;
  const deciding = await decisionContext(tx, { now, roster }, [incident.rules]);
  const decided = decide(incident, { kind: "undeliverable", round, step, role }, deciding);
  if ("refused" in decided || decided.entries.length === 0) return;
  await saveDecisions(context, tx, [decided]);
}
