/** Alerts that people put into another incident: what becomes of the one they leave, and of the one they join. */

import { allEnded } from "./decide-alerts.ts";
import { endedBy, isTakenByOthers, isUnanswered, noted, pageAnew } from "./decide-merge.ts";
import {
  change,
  type Decision,
  type DecisionContext,
  type Refusal,
  record,
  tell,
} from "./decision.ts";
import type { Incident, SeverityRules } from "./incident.ts";
import { whyModesDiffer } from "./incident-mode.ts";
import { peopleInCharge } from "./people-in-charge.ts";
import { over, touched } from "./person-deed.ts";
import { RESPONDER_ROLE } from "./responders.ts";
import { firedLately } from "./step-call.ts";
import type { Actor } from "./timeline.ts";

/** How many titles an entry names; the rest is counted. */
const TITLES_NAMED = 5;

interface MovedAlerts {
  readonly by: Actor;
  readonly titles: readonly string[];
  /** How many of them fire. */
  readonly firing: number;
  readonly reason: string;
}

export interface AlertsLeaveInput extends MovedAlerts {
  readonly kind: "alerts-leave";
  /** The other's number. */
  readonly to: string;
}

export interface AlertsJoinInput extends MovedAlerts {
  readonly kind: "alerts-join";
  /** The incidents that they leave, as they were. */
  readonly from: readonly Incident[];
  /** What the worst of them is worth. */
  readonly rules: SeverityRules;
}

/** What fires no more here pages no more here: it is as if the last of its alerts had ended. */
export function alertsLeave(
  decision: Decision,
  input: AlertsLeaveInput,
  context: DecisionContext,
): Decision {
  const { to, by, firing, reason } = input;
  const { now } = context;
  const left = Math.max(0, decision.incident.firingAlerts - firing);
  const data = { ...named(input), firing: left, to, reason };
  const recorded = record(touched(decision, by, now), now, "alerts.left", data, by);
  const without = change(recorded, { firingAlerts: left });
  if (left > 0 || firing === 0) return without;
  return allEnded(without, context, `all its alerts were moved to ${to}`);
}

/**
 * What fires is worked on here from now on. As with a merge, what nobody had answered is not answered by
 * being moved; and its severity counts as that of any alert that joins.
 */
export function alertsJoin(
  decision: Decision,
  input: AlertsJoinInput,
  context: DecisionContext,
): Decision | Refusal {
  const { incident } = decision;
  const { by, from, firing, rules, reason } = input;
  const { now } = context;
  if (incident.status === "resolved" || incident.status === "closed") return over(decision);
  const different = from
    .map((one) => whyModesDiffer(one, incident))
    .find((why) => why !== undefined);
  if (different !== undefined) return { refused: `${different}: its alerts cannot be moved there` };
  const asksAnew = firing > 0 && from.some(isUnanswered) && isTakenByOthers(incident, by);
  const count = incident.firingAlerts + firing;
  const numbers = from.map(({ number }) => number);
  const recorded = record(
    noted(decision, by, now),
    now,
    "alerts.joined",
    { ...named(input), firing: count, from: numbers, reason, ...endedBy(incident, asksAnew) },
    by,
  );
  const joined = change(recorded, {
    firingAlerts: count,
    firedAt: firedLately(incident.firedAt, incident.rules, firing, now),
  });
  const why = `alerts of ${numbers.join(", ")} were moved to it`;
  const coming = { asksAnew, rules: incident.severityByPerson ? incident.rules : rules };
  return pageAnew(tellInCharge(joined, input, context), { ...coming, reason: why }, context);
}

function tellInCharge(
  decision: Decision,
  { by, titles, from }: AlertsJoinInput,
  { roster, now }: DecisionContext,
): Decision {
  const people = peopleInCharge(decision.incident, roster).filter(
    ({ id }) => by.kind !== "person" || by.id !== id,
  );
  const moved = titles.length === 1 ? `${titles[0]} was` : `${titles.length} alerts were`;
  const numbers = from.map(({ number }) => number);
  return tell(
    decision,
    people,
    {
      purpose: "informed",
      urgency: "low",
      round: decision.incident.escalation.round,
      step: 0,
      role: RESPONDER_ROLE,
      reason: `${moved} moved here from ${numbers.join(", ")}.`,
      discriminator: `moved ${now}`,
    },
    now,
  );
}

function named({ titles }: MovedAlerts): { count: number; titles: string[] } {
  return { count: titles.length, titles: titles.slice(0, TITLES_NAMED) };
}

/** Says that two incidents have to do with each other. Nothing else follows. */
export function relate(
  decision: Decision,
  input: { readonly by: Actor; readonly to: string; readonly reason: string },
  { now }: DecisionContext,
): Decision | Refusal {
  const { by, to, reason } = input;
  if (decision.incident.number === to) return { refused: `${to} cannot be related to itself` };
  return record(touched(decision, by, now), now, "incident.related", { to, reason }, by);
}
