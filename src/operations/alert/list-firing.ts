import { setImmediate as othersTurn } from "node:timers/promises";
import type { Alert } from "../../domain/alert.ts";
import { activeSilences, silencesFor } from "../../domain/silence.ts";
import { firingAlerts } from "../../store/firing-alerts.ts";
import { loadVersionsInForce } from "../../store/versions-in-force.ts";
import type { OperationContext } from "../context.ts";
import { loadSilences } from "../silence/load.ts";

export interface ListedAlert {
  readonly alert: Alert;
  /**
   * The silences that match now, as Alertmanager has it: also where one began after the alert's incident,
   * which it does not touch.
   */
  readonly silencedBy: readonly string[];
  /** Fingerprints. */
  readonly inhibitedBy: readonly string[];
}

/** All alerts of an integration that fire, for its sender. */
export async function listFiring(
  context: OperationContext,
  integration: { readonly id: string; readonly team: string | null },
): Promise<readonly ListedAlert[]> {
  const tx = context.database.read;
  const now = context.clock.now();
  const { silenceVersion } = await loadVersionsInForce(tx);
  const all = await loadSilences(tx, silenceVersion, now);
  const silences = silencesFor(all, { integrationId: integration.id, team: integration.team });
  const listed: ListedAlert[] = [];
  for await (const piece of firingAlerts(tx)) {
    for (const alert of piece) {
      if (alert.integrationId !== integration.id) continue;
      const silencedBy = activeSilences(silences, alert.labels, now).map(({ id }) => id);
      listed.push({ alert, silencedBy, inhibitedBy: [] });
    }
    await othersTurn();
  }
  return listed;
}
