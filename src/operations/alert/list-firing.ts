import { setImmediate as othersTurn } from "node:timers/promises";
import type { Alert } from "../../domain/alert.ts";
import {
  type InhibitionPart,
  type InhibitionRule,
  inhibitionRules,
  inhibits,
  sourceParts,
  targetParts,
} from "../../domain/inhibition.ts";
import { activeSilences, silencesFor } from "../../domain/silence.ts";
import type { Tx } from "../../store/database.ts";
import { firingAlerts } from "../../store/firing-alerts.ts";
import { loadVersionsInForce } from "../../store/versions-in-force.ts";
import type { OperationContext } from "../context.ts";
import { loadPinnedPlaybook } from "../playbook/load.ts";
import { loadSilences } from "../silence/load.ts";

export interface ListedAlert {
  readonly alert: Alert;
  /**
   * The silences that match now, as Alertmanager has it: also where one began after the alert's incident,
   * which it does not touch.
   */
  readonly silencedBy: readonly string[];
  /** An alert that inhibits it now, in the same sense. */
  readonly inhibitedBy: Alert | undefined;
}

/** All alerts of an integration that fire, for its sender. */
export async function listFiring(
  context: OperationContext,
  integration: { readonly id: string; readonly team: string | null },
): Promise<readonly ListedAlert[]> {
  const tx = context.database.read;
  const now = context.clock.now();
  const { silenceVersion, playbookHash } = await loadVersionsInForce(tx);
  const all = await loadSilences(tx, silenceVersion, now);
  const silences = silencesFor(all, { integrationId: integration.id, team: integration.team });
  const rules = await rulesOf(tx, playbookHash);
  const own: Alert[] = [];
  const sources = new Map<string, SourceAlert[]>();
  for await (const piece of firingAlerts(tx)) {
    for (const alert of piece) {
      if (alert.integrationId === integration.id) own.push(alert);
      addSource(sources, alert, rules);
    }
    await othersTurn();
  }
  return own.map((alert) => ({
    alert,
    silencedBy: activeSilences(silences, alert.labels, now).map(({ id }) => id),
    inhibitedBy: inhibitorOf(alert, rules, sources),
  }));
}

async function rulesOf(tx: Tx, hash: string | undefined): Promise<readonly InhibitionRule[]> {
  return hash === undefined ? [] : inhibitionRules(await loadPinnedPlaybook(tx, hash));
}

interface SourceAlert {
  readonly alert: Alert;
  readonly part: InhibitionPart;
}

function addSource(
  sources: Map<string, SourceAlert[]>,
  alert: Alert,
  rules: readonly InhibitionRule[],
): void {
  for (const part of sourceParts(rules, alert.labels)) {
    const known = sources.get(part.key);
    if (known === undefined) sources.set(part.key, [{ alert, part }]);
    else known.push({ alert, part });
  }
}

/** By the first rule that has one, as Alertmanager names but one. */
function inhibitorOf(
  alert: Alert,
  rules: readonly InhibitionRule[],
  sources: ReadonlyMap<string, readonly SourceAlert[]>,
): Alert | undefined {
  for (const target of targetParts(rules, alert.labels)) {
    const source = sources.get(target.key)?.find(({ part }) => inhibits(part, target));
    if (source !== undefined) return source.alert;
  }
  return undefined;
}
