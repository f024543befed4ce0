/**
 * Which of the alerts that fire are held, and which act on incidents. When in doubt, an alert acts: what
 * cannot be asked holds nothing.
 */

import type { Alert } from "../../domain/alert.ts";
import { type AlertHold, holdFor } from "../../domain/alert-hold.ts";
import { inhibitionRules } from "../../domain/inhibition.ts";
import { type CompiledSilence, silencesFor } from "../../domain/silence.ts";
import type { Tx } from "../../store/database.ts";
import { lockSilences } from "../../store/silences.ts";
import type { OperationContext } from "../context.ts";
import { loadPinnedPlaybook } from "../playbook/load.ts";
import { loadSilences } from "../silence/load.ts";
import type { AlertBatch, ChangedAlert } from "./apply-to-incidents.ts";
import { findInhibitors, keepSources } from "./inhibit.ts";

export interface DividedByHold {
  /** Those that are held no more have fired now. */
  readonly acting: readonly ChangedAlert[];
  /** Each with what holds it, in no incident. */
  readonly held: readonly ChangedAlert[];
}

/** To be asked of each alert that is stored, so that no end of what holds it is missed. */
export async function divideByHold(
  context: OperationContext,
  tx: Tx,
  batch: AlertBatch,
): Promise<DividedByHold> {
  const { changed, inForce, now } = batch;
  if (inForce?.playbookHash === undefined) return { acting: changed, held: [] };
  const rules = inhibitionRules(await loadPinnedPlaybook(tx, inForce.playbookHash));
  await keepSources(tx, rules, batch);
  const candidates = changed.filter(mayBeHeld);
  if (candidates.length === 0) return { acting: changed, held: [] };
  const alerts = candidates.map(({ alert }) => alert);
  const inhibitors = await findInhibitors(tx, rules, alerts);
  const version = inForce.silenceVersion;
  const asked = { batch, alerts, inhibitors };
  let holds = findHolds(context, asked, await loadSilences(tx, version, now));
  if (holds.size > 0) {
    // From here to the commit no silence ends unseen; one may have until here.
    const locked = await lockSilences(tx);
    if (locked !== undefined && locked !== version) {
      holds = findHolds(context, asked, await loadSilences(tx, locked, now));
    }
  }
  return divide(changed, holds);
}

function mayBeHeld({ alert, before, changes }: ChangedAlert): boolean {
  return alert.status === "firing" && (changes.includes("fired") || before?.hold !== undefined);
}

interface Asked {
  readonly batch: AlertBatch;
  readonly alerts: readonly Alert[];
  /** By the ids of those that are inhibited. */
  readonly inhibitors: ReadonlyMap<string, string>;
}

function findHolds(
  context: OperationContext,
  { batch, alerts, inhibitors }: Asked,
  all: readonly CompiledSilence[],
): ReadonlyMap<Alert, AlertHold> {
  const { integration, now } = batch;
  const silences = silencesFor(all, { integrationId: integration.id, team: integration.team });
  const holds = new Map<Alert, AlertHold>();
  for (const alert of silences.length + inhibitors.size === 0 ? [] : alerts) {
    try {
      const hold = holdFor(alert.labels, {
        silences,
        inhibitorId: inhibitors.get(alert.id),
        now,
      });
      if (hold !== undefined) holds.set(alert, hold);
    } catch (error) {
      context.log.error({ err: error, alert: alert.id }, "silences could not be asked: it pages");
    }
  }
  return holds;
}

function divide(
  changed: readonly ChangedAlert[],
  holds: ReadonlyMap<Alert, AlertHold>,
): DividedByHold {
  const acting: ChangedAlert[] = [];
  const held: ChangedAlert[] = [];
  for (const one of changed) {
    const hold = holds.get(one.alert);
    if (hold !== undefined) held.push({ ...one, alert: { ...one.alert, incidentId: null, hold } });
    else acting.push(mayBeHeld(one) ? released(one) : one);
  }
  return { acting, held };
}

/** What begins to page now, whatever held it before. */
function released(one: ChangedAlert): ChangedAlert {
  if (one.alert.hold === undefined && one.changes.includes("fired")) return one;
  const { hold: _, ...alert } = one.alert;
  if (one.changes.includes("fired")) return { ...one, alert };
  return { ...one, alert, changes: [...one.changes, "fired"] };
}
