/**
 * Looks again at alerts whose time has come: what is held no more, and still fires, pages now; what was to
 * be reported again, and was not, has ended.
 */

import { type Alert, expiresAt, heldToItsEnd } from "../../domain/alert.ts";
import { describeDuration } from "../../domain/duration.ts";
import { isFlapping } from "../../domain/flapping.ts";
import { asEnded } from "../../domain/fold-damped.ts";
import { REOPENS_WITHIN_MS } from "../../domain/next-due.ts";
import { STORM_GROUP_KEY } from "../../domain/storm.ts";
import { lockAlertVersion } from "../../store/alert-versions.ts";
import { findIntegrationToReview, loadAlertsToReview } from "../../store/alerts.ts";
import { PAGING, type Tx } from "../../store/database.ts";
import { loadOpenIncidentsByGroup } from "../../store/incidents.ts";
import { loadIntegration } from "../../store/integrations.ts";
import { loadVersionsInForce } from "../../store/versions-in-force.ts";
import type { OperationContext } from "../context.ts";
import { applyToIncidents, type ChangedAlert } from "./apply-to-incidents.ts";
import { saveApplied } from "./save-applied.ts";

/** Reviews alerts of one integration. Returns how many: call again until there is none. */
export function reviewAlerts(
  context: OperationContext,
  { limit }: { readonly limit: number },
): Promise<number> {
  return context.database.transaction(async (tx) => {
    const now = context.clock.now();
    const integrationId = await findIntegrationToReview(tx, now);
    if (integrationId === undefined) return 0;
    // What follows is as it stands under the lock: senders wait.
    await lockAlertVersion(tx, integrationId);
    const due = await loadAlertsToReview(tx, { integrationId, now, limit });
    const changed = due.map((alert) => changedByTime(alert, now));
    if (changed.length > 0) await review(context, tx, { integrationId, changed, now });
    return changed.length;
  }, PAGING);
}

/** What its sender has said it would repeat, and has not, has ended. */
function changedByTime(alert: Alert, now: number): ChangedAlert {
  if (alert.flapping?.quietSince !== undefined) return endedQuietly(alert, now);
  const endsAt = expiresAt(alert);
  if (endsAt === undefined || endsAt > now) return { alert, before: alert, changes: [], notes: [] };
  const ended: Alert = { ...heldToItsEnd(alert), status: "resolved", endsAt };
  const lasted = describeDuration(alert.expiresAfterMs ?? 0);
  const note = `${alert.title}: not reported again for ${lasted}, so it counts as ended.`;
  return { alert: ended, before: alert, changes: ["resolved"], notes: [note] };
}

/** What ended while it flapped, and did not fire again, has ended. */
function endedQuietly(alert: Alert, now: number): ChangedAlert {
  if (isFlapping(alert.flapping, now)) return { alert, before: alert, changes: [], notes: [] };
  const note = `${alert.title}: it has not come back, so it counts as ended.`;
  return { alert: asEnded(alert), before: alert, changes: ["resolved"], notes: [note] };
}

interface DueAlerts {
  readonly integrationId: string;
  readonly changed: readonly ChangedAlert[];
  readonly now: number;
}

async function review(
  context: OperationContext,
  tx: Tx,
  { integrationId, changed, now }: DueAlerts,
): Promise<void> {
  const known = await loadIntegration(tx, integrationId);
  const integration = known ?? { id: integrationId, name: "a sender that is gone", team: null };
  const groups = new Set(changed.map(({ alert }) => alert.groupKey)).add(STORM_GROUP_KEY);
  const incidents = await loadOpenIncidentsByGroup(tx, integrationId, [...groups], {
    resolvedSince: now - REOPENS_WITHIN_MS,
    lock: true,
  });
  const inForce = await loadVersionsInForce(tx);
  const batch = { integration, changed, now, incidents, inForce };
  const applied = await applyToIncidents(context, tx, batch);
  await saveApplied(context, tx, integrationId, { applied, newIds: new Set() });
}
