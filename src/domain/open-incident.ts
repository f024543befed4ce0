/** How an incident begins. */

import type { RoutedTo } from "./alert-routing.ts";
import { type Decision, type DecisionContext, record, undecided } from "./decision.ts";
import type { Incident, SeverityRules } from "./incident.ts";
import { startClocks } from "./incident-clocks.ts";
import { startEscalation } from "./run-escalation.ts";
import { settle } from "./settle.ts";
import type { SeverityReason } from "./severity-reason.ts";
import { firedLately } from "./step-call.ts";
import { tellEngaged } from "./tell-engaged.ts";
import type { Actor } from "./timeline.ts";

export interface NewIncident {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly rules: SeverityRules;
  /** Why this severity, for people: "label severity=critical". */
  readonly severityReason: string;
  /** The same, where a rule of Tocsin's chose it. */
  readonly explanation?: SeverityReason;
  readonly playbookHash: string;
  readonly integrationId: string | null;
  readonly groupKey: string | null;
  readonly team: string | null;
  readonly routedTo?: RoutedTo;
  readonly by: Actor;
  readonly mode?: Incident["mode"];
  /** Titles of the alerts it begins with. */
  readonly alerts: readonly string[];
  /** Where somebody has made it of alerts of another: that one's number, and why. */
  readonly splitFrom?: { readonly number: string; readonly reason: string };
}

/** Opens it: entries, clocks, the first page, and a notification to each role its actions name. */
export function openIncident(opening: NewIncident, context: DecisionContext): Decision {
  const { now } = context;
  const { rules } = opening;
  const opened = record(
    undecided(blank(opening, now)),
    now,
    "incident.opened",
    {
      title: opening.title,
      severity: rules.id,
      severityReason: opening.severityReason,
      ...(opening.explanation === undefined ? {} : { explanation: opening.explanation }),
      playbookHash: opening.playbookHash,
      ...(opening.mode === undefined ? {} : { mode: opening.mode }),
    },
    opening.by,
  );
  const withAlerts =
    opening.alerts.length === 0
      ? opened
      : record(
          opened,
          now,
          "alerts.fired",
          {
            count: opening.alerts.length,
            titles: opening.alerts.slice(0, 5),
            firing: opening.alerts.length,
          },
          opening.by,
        );
  const { routedTo, splitFrom } = opening;
  const split =
    splitFrom === undefined
      ? withAlerts
      : record(
          withAlerts,
          now,
          "incident.split-off",
          { from: splitFrom.number, reason: splitFrom.reason },
          opening.by,
        );
  const routed =
    routedTo === undefined ? split : record(split, now, "incident.routed", { ...routedTo });
  const listed =
    rules.actions.length === 0
      ? routed
      : record(routed, now, "actions.listed", { actions: [...rules.actions] });
  const clocked = startClocks(listed, ["response", "resolution", "communication"], now);
  return settle(tellEngaged(startEscalation(clocked, context, "opened"), context, null));
}

function blank(opening: NewIncident, now: number): Incident {
  return {
    id: opening.id,
    number: opening.number,
    title: opening.title,
    severity: opening.rules.id,
    severityByPerson: opening.by.kind !== "integration" && opening.explanation === undefined,
    status: "open",
    publicStatus: "investigating",
    playbookHash: opening.playbookHash,
    integrationId: opening.integrationId,
    groupKey: opening.groupKey,
    team: opening.team,
    ...(opening.routedTo === undefined ? {} : { routedTo: opening.routedTo }),
    ...(opening.mode === undefined ? {} : { mode: opening.mode }),
    openedAt: now,
    acknowledgedAt: null,
    acknowledgedBy: null,
    resolvedAt: null,
    closedAt: null,
    dueAt: null,
    firingAlerts: opening.alerts.length,
    rules: opening.rules,
    escalation: { mode: "running", round: -1, firstRound: 0, roundStartedAt: now, fired: [] },
    clocks: [],
    roles: {},
    told: [],
    acknowledgements: [],
    firedAt: firedLately([], opening.rules, opening.alerts.length, now),
    responders: [],
    snoozedUntil: null,
    lastHumanEntryAt: opening.by.kind === "person" ? now : null,
    version: 0,
    lastSeq: 0,
    lastEntryAt: now,
  };
}
