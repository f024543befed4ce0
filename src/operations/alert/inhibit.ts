/**
 * Keeps what alerts are to the rules of inhibition, and finds what inhibits those that begin to fire. What
 * a source held, and still fires, is looked at again once it has ended.
 */

import type { Alert } from "../../domain/alert.ts";
import {
  type InhibitionRule,
  inhibitionRules,
  inhibits,
  sourceParts,
  targetParts,
} from "../../domain/inhibition.ts";
import type { Playbook } from "../../domain/playbook.ts";
import type { Tx } from "../../store/database.ts";
import { firingAlerts } from "../../store/firing-alerts.ts";
import {
  type AlertPart,
  deleteParts,
  deleteSources,
  hasSources,
  insertParts,
  lockSources,
  reviewTargets,
} from "../../store/inhibitions.ts";
import type { ChangedAlert } from "./apply-to-incidents.ts";

/** Records which alerts of a batch are sources now, and which are no more. */
export async function keepSources(
  tx: Tx,
  rules: readonly InhibitionRule[],
  { changed, now }: { readonly changed: readonly ChangedAlert[]; readonly now: number },
): Promise<void> {
  if (rules.length === 0) return;
  const moved = changed.filter(({ before, alert, changes }) => {
    const isFiring = alert.status === "firing" || before?.status === "firing";
    return isFiring && changes.some((change) => MOVING.has(change));
  });
  const ended = moved.filter(({ before }) => before !== undefined).map(({ alert }) => alert);
  const gone = ended.length === 0 ? [] : await deleteParts(tx, ended);
  const begun = moved.filter(({ alert }) => alert.status === "firing");
  await insertParts(
    tx,
    "source",
    begun.flatMap(({ alert }) => partsOf(alert, sourceParts(rules, alert.labels))),
  );
  // Behind the deletion, which waits for those who hold an alert by what ends here.
  if (gone.length > 0) await reviewTargets(tx, gone, now);
}

/** What makes an alert fire, end, or be another by its labels. */
const MOVING: ReadonlySet<string> = new Set(["fired", "changed", "resolved"]);

/** Which alert inhibits each, by its id; those that nothing inhibits are left out. */
export async function findInhibitors(
  tx: Tx,
  rules: readonly InhibitionRule[],
  alerts: readonly Alert[],
): Promise<ReadonlyMap<string, string>> {
  if (rules.length === 0) return new Map();
  const wanted = alerts.map((alert) => ({ alert, parts: targetParts(rules, alert.labels) }));
  const keys = new Set(wanted.flatMap(({ parts }) => parts.map(({ key }) => key)));
  if (keys.size === 0) return new Map();
  const sources = await lockSources(tx, [...keys]);
  const inhibitors = new Map<string, string>();
  const held: AlertPart[] = [];
  for (const { alert, parts } of wanted) {
    for (const part of parts) {
      const source = sources.get(part.key)?.find((one) => inhibits(one, part));
      if (source === undefined || inhibitors.has(alert.id)) continue;
      inhibitors.set(alert.id, source.alertId);
      held.push({ alert, part });
    }
  }
  await insertParts(tx, "target", held);
  return inhibitors;
}

/** Makes all sources known to the rules of a playbook that comes into force. */
export async function renewSources(tx: Tx, playbook: Playbook): Promise<void> {
  const rules = inhibitionRules(playbook);
  if (rules.length === 0 && !(await hasSources(tx))) return;
  await deleteSources(tx);
  if (rules.length > 0) {
    for await (const alerts of firingAlerts(tx)) {
      const parts = alerts.flatMap((alert) => partsOf(alert, sourceParts(rules, alert.labels)));
      await insertParts(tx, "source", parts);
    }
  }
}

function partsOf(alert: Alert, parts: readonly AlertPart["part"][]): readonly AlertPart[] {
  return parts.map((part) => ({ alert, part }));
}
