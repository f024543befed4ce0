import type { Alert } from "../../domain/alert.ts";
import { CHANGES_BEFORE_MS, type ChangeEvent } from "../../domain/change-event.ts";
import { type NextEscalation, nextEscalation } from "../../domain/describe-next.ts";
import type { Incident } from "../../domain/incident.ts";
import { type IncidentLink, LINKING, linksIn } from "../../domain/incident-links.ts";
import type { NextStep } from "../../domain/next-step.ts";
import type { Notification } from "../../domain/notification.ts";
import { isAllowed, type Principal } from "../../domain/permission.ts";
import { turnKeysOf } from "../../domain/turns.ts";
import { listAlertsOfIncident } from "../../store/alerts.ts";
import { listChangeEvents } from "../../store/change-events.ts";
import type { Tx } from "../../store/database.ts";
import { loadIncidentsByNumber } from "../../store/incidents.ts";
import { listNotifications } from "../../store/notifications.ts";
import { listEntriesOfKinds } from "../../store/timeline.ts";
import { loadTurns } from "../../store/turns.ts";
import type { OperationContext } from "../context.ts";
import { loadInForce } from "../roster/load.ts";
import { visibleIncident } from "./change.ts";
import { loadSteps } from "./steps.ts";

const ALERTS_SHOWN_MAX = 100;
const CHANGES_SHOWN_MAX = 20;

export interface IncidentView {
  readonly incident: Incident;
  readonly next: NextEscalation | null;
  readonly alerts: readonly Alert[];
  readonly notifications: readonly Notification[];
  /** What was changed in the day before it and since, while it lasted. */
  readonly changes: readonly ChangeEvent[];
  readonly now: number;
  /** What to do next by the playbook. */
  readonly nextStep: NextStep | undefined;
  /** Merged, split, related: in the order of the timeline. */
  readonly links: readonly ShownLink[];
}

export interface ShownLink extends IncidentLink {
  /** Undefined where the principal may not see it, or it is kept no longer. */
  readonly incident: Incident | undefined;
}

/** An incident with what belongs to it and who is paged next. */
export async function showIncident(
  context: OperationContext,
  principal: Principal,
  input: { readonly number: string },
): Promise<IncidentView> {
  const tx = context.database.read;
  const incident = await visibleIncident(tx, principal, input.number);
  const { roster } = await loadInForce(tx);
  const now = context.clock.now();
  return {
    incident,
    now,
    nextStep: (await loadSteps(tx, incident, now)).next,
    next: nextEscalation(incident, roster, await loadTurns(tx, turnKeysOf(incident.rules))),
    alerts: await listAlertsOfIncident(tx, incident.id, { limit: ALERTS_SHOWN_MAX }),
    notifications: await listNotifications(tx, incident.id),
    changes: await listChangeEvents(tx, {
      // Of its team where it has one; a principal who may see it may see those.
      teams: incident.team === null ? principal.teams : [incident.team],
      from: incident.openedAt - CHANGES_BEFORE_MS,
      until: (incident.resolvedAt ?? now) + 1,
      limit: CHANGES_SHOWN_MAX,
    }),
    links: await loadLinks(tx, principal, incident),
  };
}

async function loadLinks(
  tx: Tx,
  principal: Principal,
  { id }: Incident,
): Promise<readonly ShownLink[]> {
  const links = linksIn(await listEntriesOfKinds(tx, id, LINKING));
  const others = await loadIncidentsByNumber(
    tx,
    links.map(({ number }) => number),
  );
  const seen = others.filter(({ team }) =>
    isAllowed(principal, "incident.read", team ?? undefined),
  );
  const byNumber = new Map(seen.map((incident) => [incident.number, incident]));
  return links.map((link) => ({ ...link, incident: byNumber.get(link.number) }));
}
