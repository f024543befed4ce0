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
import type { Matcher } from "../../domain/matcher.ts";
import { activeSilences, silencesFor } from "../../domain/silence.ts";
import { listAlerts } from "../../store/alert-list.ts";
import type { Tx } from "../../store/database.ts";
import { firingAlerts } from "../../store/firing-alerts.ts";
import { loadVersionsInForce } from "../../store/versions-in-force.ts";
import type { OperationContext } from "../context.ts";
import { loadPinnedPlaybook } from "../playbook/load.ts";
import { loadSilences } from "../silence/load.ts";
import { openAlertsMatching, withoutClosed } from "./open-alerts.ts";

/** Read at once; others have a turn in between. */
const PIECE = 1000;

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

/** Alerts of an integration that fire and that matchers hold for, for its sender. */
export async function listFiring(
  context: OperationContext,
  integration: { readonly id: string; readonly team: string | null },
  matchers: readonly Matcher[],
): Promise<readonly ListedAlert[]> {
  const tx = context.database.read;
  const now = context.clock.now();
  const { silenceVersion, playbookHash } = await loadVersionsInForce(tx);
  const all = await loadSilences(tx, silenceVersion, now);
  const silences = silencesFor(all, { integrationId: integration.id, team: integration.team });
  const rules = await rulesOf(tx, playbookHash);
  const own = await ownAlerts(context, integration.id, matchers);
  const areTargets = own.some(({ labels }) => targetParts(rules, labels).length > 0);
  const sources = areTargets ? await findSources(tx, rules) : new Map();
  return own.map((alert) => ({
    alert,
    silencedBy: activeSilences(silences, alert.labels, now).map(({ id }) => id),
    inhibitedBy: inhibitorOf(alert, rules, sources),
  }));
}

async function ownAlerts(
  { database }: OperationContext,
  integrationId: string,
  matchers: readonly Matcher[],
): Promise<readonly Alert[]> {
  const tx = database.read;
  const matching = (await openAlertsMatching(database, matchers)).filter(
    (alert) => alert.integrationId === integrationId,
  );
  const live = await withoutClosed(tx, matching);
  const own: Alert[] = [];
  for (let first = 0; first < live.length; first += PIECE) {
    const ids = live.slice(first, first + PIECE).map(({ id }) => id);
    const found = await listAlerts(tx, { state: "firing", ids, limit: PIECE });
    own.push(...found.map(({ alert }) => alert));
    await othersTurn();
  }
  return own;
}

/** Every alert that fires may be one, whoever sent it. */
async function findSources(
  tx: Tx,
  rules: readonly InhibitionRule[],
): Promise<ReadonlyMap<string, readonly SourceAlert[]>> {
  const sources = new Map<string, SourceAlert[]>();
  for await (const piece of firingAlerts(tx)) {
    for (const alert of piece) addSource(sources, alert, rules);
    await othersTurn();
  }
  return sources;
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
