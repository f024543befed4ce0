/**
 * Which of the alerts that fire are held, and which act on incidents. When in doubt, an alert acts: what
 * cannot be asked holds nothing.
 */

import { type Alert, UNPARSED_GROUP_KEY } from "../../domain/alert.ts";
import { type AlertHold, type Holding, holdFor, judgedAlert } from "../../domain/alert-hold.ts";
import { delaysByRule } from "../../domain/alert-severity.ts";
import { isFlapping } from "../../domain/flapping.ts";
import { inhibitionRules } from "../../domain/inhibition.ts";
import { openMaintenance, recurringMaintenance } from "../../domain/maintenance.ts";
import type { Playbook } from "../../domain/playbook.ts";
import { silencesFor } from "../../domain/silence.ts";
import type { Tx } from "../../store/database.ts";
import { lockSilences } from "../../store/silences.ts";
import { loadVersionsInForce } from "../../store/versions-in-force.ts";
import type { OperationContext } from "../context.ts";
import { loadMaintenance } from "../maintenance/load.ts";
import { loadPinnedPlaybook } from "../playbook/load.ts";
import { loadSilences } from "../silence/load.ts";
import type { AlertBatch, ChangedAlert } from "./apply-to-incidents.ts";
import { findInhibitors, keepSources } from "./inhibit.ts";
import type { Judge } from "./remember-judgements.ts";

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
  judgeBy: (playbook: Playbook) => Judge,
): Promise<DividedByHold> {
  const { changed, inForce } = batch;
  if (inForce?.playbookHash === undefined) return { acting: changed, held: [] };
  const playbook = await loadPinnedPlaybook(tx, inForce.playbookHash);
  const rules = inhibitionRules(playbook);
  await keepSources(tx, rules, batch);
  const candidates = changed.filter(mayBeHeld);
  if (candidates.length === 0) return { acting: changed, held: [] };
  const alerts = candidates.map(({ alert }) => alert);
  const inhibitors = await findInhibitors(tx, rules, alerts);
  const asked = { batch, candidates, inhibitors, judgeBy };
  const version = inForce.silenceVersion;
  let holds = findHolds(context, asked, await loadHolders(tx, { playbook, version, batch }));
  if (holds.size > 0) {
    // From here to the commit nothing that holds alerts ends unseen; it may have until here.
    const locked = await lockSilences(tx);
    if (locked !== undefined && locked !== version) {
      const { playbookHash = playbook.hash } = await loadVersionsInForce(tx);
      const renewed = await loadPinnedPlaybook(tx, playbookHash);
      const holders = await loadHolders(tx, { playbook: renewed, version: locked, batch });
      holds = findHolds(context, asked, holders);
    }
  }
  return divide(changed, holds);
}

function mayBeHeld({ alert, before, changes }: ChangedAlert): boolean {
  return alert.status === "firing" && (changes.includes("fired") || before?.hold !== undefined);
}

/** What may hold alerts of a batch, all that can be found out of it without them. */
type Holders = Omit<Holding, "inhibitorId"> & { readonly playbook: Playbook };

async function loadHolders(
  tx: Tx,
  asked: {
    readonly playbook: Playbook;
    readonly version: string;
    readonly batch: AlertBatch;
  },
): Promise<Holders> {
  const { playbook, version, batch } = asked;
  const { now, integration } = batch;
  const scope = { integrationId: integration.id, team: integration.team };
  const planned = await loadMaintenance(tx, version, now);
  return {
    playbook,
    silences: silencesFor(await loadSilences(tx, version, now), scope),
    maintenance: openMaintenance([...planned, ...recurringMaintenance(playbook)], now),
    now,
  };
}

interface Asked {
  readonly batch: AlertBatch;
  readonly candidates: readonly ChangedAlert[];
  /** By the ids of those that are inhibited. */
  readonly inhibitors: ReadonlyMap<string, string>;
  readonly judgeBy: (playbook: Playbook) => Judge;
}

function findHolds(
  context: OperationContext,
  { batch, candidates, inhibitors, judgeBy }: Asked,
  holders: Holders,
): ReadonlyMap<Alert, AlertHold> {
  const holds = new Map<Alert, AlertHold>();
  const { silences, maintenance, playbook, now } = holders;
  const isAsked = maintenance.length > 0 || delaysByRule(playbook);
  if (!isAsked && silences.length + inhibitors.size === 0) return holds;
  const judge = judgeBy(playbook);
  const { team } = batch.integration;
  for (const one of candidates) {
    const { alert } = one;
    try {
      const { labels, groupKey } = alert;
      const isJudged = isAsked && groupKey !== UNPARSED_GROUP_KEY;
      const judged = isJudged ? judgedAlert(playbook, judge(alert), { labels, team }) : undefined;
      const inhibitorId = inhibitors.get(alert.id);
      const holding = { silences, maintenance, inhibitorId, now };
      const since = firingSince(one, now);
      const flaps = isFlapping(alert.flapping, now);
      const hold = holdFor({ labels, since, isFlapping: flaps, judged }, holding);
      if (hold !== undefined) holds.set(alert, hold);
    } catch (error) {
      context.log.error({ err: error, alert: alert.id }, "what holds it cannot be asked: it pages");
    }
  }
  return holds;
}

/** What was held before anybody wrote down since when is delayed no more. */
function firingSince({ changes, before }: ChangedAlert, now: number): number {
  return changes.includes("fired") ? now : (before?.hold?.since ?? 0);
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
