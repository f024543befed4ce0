import type { Alert } from "../../domain/alert.ts";
import { type AlertJudgement, judgeAlert, routedTo } from "../../domain/alert-routing.ts";
import { type DecisionContext, nextContext } from "../../domain/decision.ts";
import { AppError } from "../../domain/error.ts";
import type { Incident, SeverityRules } from "../../domain/incident.ts";
import { openIncident } from "../../domain/open-incident.ts";
import type { Principal } from "../../domain/permission.ts";
import type { Playbook } from "../../domain/playbook.ts";
import { describeSeverityReason } from "../../domain/severity-reason.ts";
import { severityRules } from "../../domain/severity-rules.ts";
import { appendAudit } from "../../store/audit.ts";
import { PAGING } from "../../store/database.ts";
import { worstOf } from "../alert/decide-assignment.ts";
import { type LeavingAlerts, leave, lockLeaving, putAlerts } from "../alert/leaving-alerts.ts";
import type { OperationContext } from "../context.ts";
import { decisionContext } from "../roster/decision-context.ts";
import { loadInForce } from "../roster/load.ts";
import { actorOf } from "./change.ts";
import { incidentToChange } from "./lock-for-move.ts";
import { takeNumber } from "./number.ts";
import { saveDecisions, saveOpened } from "./save.ts";

export interface SplitIncident {
  readonly number: string;
  readonly alertIds: readonly string[];
  /** That of its first alert when left out. */
  readonly title?: string;
  readonly reason: string;
}

/**
 * Opens an incident with some alerts of another. It pages by what they are worth, whoever has the other.
 * @returns the new one
 * @throws AppError `conflict` where an alert is not in that incident, or none of them fires
 */
export function splitIncident(
  context: OperationContext,
  principal: Principal,
  input: SplitIncident,
): Promise<Incident> {
  return context.database.transaction(async (tx) => {
    const permission = "incident.split";
    const source = await incidentToChange(tx, principal, { number: input.number, permission });
    const leaving = await lockLeaving(tx, principal, { alertIds: input.alertIds, permission });
    const firing = firingOf(source, leaving);
    const { playbook, roster } = await loadInForce(tx);
    const now = context.clock.now();
    const worst = worstOf(playbook, firing, (alert) => judgeAlert(playbook, alert));
    const rules = rulesOf(playbook, worst);
    const deciding = await decisionContext(tx, { now, roster }, [rules, source.rules]);
    const by = actorOf(principal);
    const number = await takeNumber(tx, now, playbook.timeZone);
    const words = { by, reason: input.reason };
    const left = leave(leaving, { to: number, ...words }, deciding);
    const opened = openIncident(
      {
        id: context.newId(),
        number,
        title: input.title ?? firing[0]?.title ?? source.title,
        rules,
        severityReason: describeSeverityReason(worst.severity.reason),
        explanation: worst.severity.reason,
        playbookHash: playbook.hash,
        integrationId: firing[0]?.integrationId ?? null,
        // The group stays with the other incident.
        groupKey: null,
        team: worst.team?.value ?? source.team,
        ...routed(worst),
        by,
        ...(source.mode === undefined ? {} : { mode: source.mode }),
        alerts: firing.map(({ title }) => title),
        splitFrom: { number: source.number, reason: input.reason },
      },
      left.reduce<DecisionContext>(nextContext, deciding),
    );
    await saveOpened(context, tx, [opened]);
    await saveDecisions(context, tx, left);
    await putAlerts(context, tx, leaving, opened.incident.id);
    await appendAudit(tx, {
      id: context.newId(),
      at: now,
      actor: by,
      action: permission,
      subject: `incident ${source.number}`,
      detail: { opened: number, alerts: leaving.alerts.map(({ id }) => id) },
    });
    return opened.incident;
  }, PAGING);
}

function firingOf(source: Incident, { alerts }: LeavingAlerts): readonly Alert[] {
  const other = alerts.find(({ incidentId }) => incidentId !== source.id);
  if (other !== undefined) {
    throw new AppError("conflict", `${other.title} (${other.id}) is not in ${source.number}.`);
  }
  const firing = alerts.filter(({ status }) => status === "firing");
  if (firing.length > 0) return firing;
  throw new AppError("conflict", `None of these alerts of ${source.number} fires any more.`);
}

function rulesOf(playbook: Playbook, { severity }: AlertJudgement): SeverityRules {
  const rules = severityRules(playbook, severity.severity);
  if (rules !== undefined) return rules;
  throw new AppError("internal", `the playbook has no severity ${severity.severity}`);
}

function routed(judgement: AlertJudgement): Pick<Incident, "routedTo"> {
  const to = routedTo(judgement);
  return to === undefined ? {} : { routedTo: to };
}
