/**
 * What an event makes of an alert, as `foldAlert` has it, where ends of an alert that flaps are not believed.
 *
 * Such an alert is _quiet_: it is stored as firing, with when it ended, and the engine ends it when it has
 * been steady long enough. Firing again, it is a repetition, unless a person has ended its incident
 * meanwhile: then it fires as any other does.
 */

import { type Alert, type AlertEvent, type FoldedAlert, foldAlert, sameLabels } from "./alert.ts";
import { assert } from "./assert.ts";
import { afterChange, describeFlapping, type FlappingRule, isFlapping } from "./flapping.ts";

export interface DampedAlert extends FoldedAlert {
  /** That it has begun to flap, for the incident's people. */
  readonly note?: string;
}

export interface FoldingScope {
  readonly integrationId: string;
  readonly receivedAt: number;
  readonly newId: string;
  /** Undefined where nothing is damped. */
  readonly flapping: FlappingRule | undefined;
}

export function foldDamped(
  known: Alert | undefined,
  event: AlertEvent,
  scope: FoldingScope,
): DampedAlert {
  if (known?.flapping?.quietSince !== undefined) return foldQuiet(known, event, scope);
  const folded = foldAlert(known, event, scope);
  if (known === undefined) return folded;
  if (folded.change === "resolved") return damped(known, folded, scope);
  const isTurn = folded.change === "fired" && known.status === "resolved";
  return isTurn ? changed(known, folded, scope) : folded;
}

/** With what is known now that it has changed. */
function changed(
  known: Alert,
  { alert, change }: FoldedAlert,
  { flapping: rule, receivedAt: now }: FoldingScope,
): DampedAlert {
  if (rule === undefined) return { alert, change };
  const flapping = afterChange(known.flapping, rule, now);
  const begins = flapping.damped !== undefined && !isFlapping(known.flapping, now);
  const note = begins ? { note: describeFlapping(alert.title, rule) } : {};
  return { alert: { ...alert, flapping }, change, ...note };
}

/** An end, which is not believed of an alert that flaps in an incident somebody may be working on. */
function damped(known: Alert, folded: FoldedAlert, scope: FoldingScope): DampedAlert {
  const { note, ...ended } = changed(known, folded, scope);
  if (!isInLiveIncident(known) || !isFlapping(ended.alert.flapping, scope.receivedAt)) return ended;
  const alert = asQuiet(ended.alert, ended.alert.endsAt ?? scope.receivedAt);
  return { alert, change: "repeated", ...(note === undefined ? {} : { note }) };
}

function foldQuiet(known: Alert, event: AlertEvent, scope: FoldingScope): DampedAlert {
  const isOfItsPeople = event.action === "acknowledge" || event.action === "unacknowledge";
  if (isOfItsPeople) return foldAlert(known, event, scope);
  const { quietSince, ...flapping } = known.flapping ?? { changedAt: [] };
  assert(quietSince !== undefined, "it is quiet since an instant");
  const { alert, change } = foldAlert(asEnded(known), event, scope);
  if (change !== "fired") return { alert: asQuiet(alert, alert.endsAt ?? quietSince), change };
  const fired = changed({ ...known, flapping }, { alert, change }, scope);
  if (!isInLiveIncident(known)) return fired;
  const { incidentId, incidentStatus = "open", groupKey, labels } = known;
  return {
    alert: { ...fired.alert, incidentId, incidentStatus, groupKey },
    change: sameLabels(labels, alert.labels) ? "repeated" : "changed",
  };
}

function isInLiveIncident({ incidentId, incidentStatus }: Alert): boolean {
  return incidentId !== null && (incidentStatus === "open" || incidentStatus === "acknowledged");
}

function asQuiet(alert: Alert, quietSince: number): Alert {
  const flapping = { changedAt: [], ...alert.flapping, quietSince };
  return { ...alert, status: "firing", endsAt: null, flapping };
}

/** An alert that is quiet, as its sender sees it. */
export function asEnded(alert: Alert): Alert {
  const { quietSince, ...flapping } = alert.flapping ?? { changedAt: [] };
  return { ...alert, status: "resolved", endsAt: quietSince ?? alert.endsAt, flapping };
}
