import { renewAlertVersion } from "../../store/alert-versions.ts";
import { insertAlerts, saveAlerts } from "../../store/alerts.ts";
import type { Tx } from "../../store/database.ts";
import { together } from "../../store/together.ts";
import type { OperationContext } from "../context.ts";
import { saveDecisions, saveOpened } from "../incident/save.ts";
import type { Applied } from "./apply-to-incidents.ts";

/**
 * Saves alerts and what they did to incidents.
 * @param newIds of alerts that were never stored
 * @returns the version that the integration's alerts have now
 */
export async function saveApplied(
  context: OperationContext,
  tx: Tx,
  integrationId: string,
  { applied, newIds }: { readonly applied: Applied; readonly newIds: ReadonlySet<string> },
): Promise<string> {
  const newVersion = context.newId();
  await saveOpened(context, tx, applied.opened);
  await together(tx, (tx) =>
    Promise.all([
      saveDecisions(context, tx, applied.changed),
      saveAlerts(
        tx,
        applied.alerts.filter(({ id }) => !newIds.has(id)),
      ),
      insertAlerts(
        tx,
        applied.alerts.filter(({ id }) => newIds.has(id)),
      ),
      renewAlertVersion(tx, {
        integrationId,
        version: newVersion,
        alertIds: applied.alerts.map(({ id }) => id),
      }),
    ]),
  );
  return newVersion;
}
