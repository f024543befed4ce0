import { judgeAlert } from "../../domain/alert-routing.ts";
import type { Decision, DecisionContext } from "../../domain/decision.ts";
import { nextContext } from "../../domain/decision.ts";
import { AppError } from "../../domain/error.ts";
import type { Incident, SeverityRules } from "../../domain/incident.ts";
import type { Principal } from "../../domain/permission.ts";
import { severityRules } from "../../domain/severity-rules.ts";
import type { Actor } from "../../domain/timeline.ts";
import { appendAudit } from "../../store/audit.ts";
import { PAGING, type Tx } from "../../store/database.ts";
import type { OperationContext } from "../context.ts";
import { actorOf } from "../incident/change.ts";
import { incidentToChange } from "../incident/lock-for-move.ts";
import { decided } from "../incident/merge.ts";
import { saveDecisions } from "../incident/save.ts";
import { loadPinnedPlaybook } from "../playbook/load.ts";
import { decisionContext } from "../roster/decision-context.ts";
import { loadInForce } from "../roster/load.ts";
import { worstOf } from "./decide-assignment.ts";
import {
  type LeavingAlerts,
  leave,
  lockLeaving,
  putAlerts,
  titlesAndCount,
} from "./leaving-alerts.ts";

export interface MoveAlerts {
  readonly alertIds: readonly string[];
  /** The number of the incident they go to. */
  readonly to: string;
  readonly reason: string;
}

/**
 * Puts alerts into another incident. There they stay, also when they end and fire again, as long as it can
 * be joined; others of their groups go by rule.
 * @returns the incident they are in now
 * @throws AppError `conflict` where one of them is in no incident, or all are there already
 */
export function moveAlerts(
  context: OperationContext,
  principal: Principal,
  { alertIds, to, reason }: MoveAlerts,
): Promise<Incident> {
  return context.database.transaction(async (tx) => {
    const permission = "alert.move";
    const target = await incidentToChange(tx, principal, { number: to, permission });
    const wanted = { alertIds, permission, target } as const;
    const leaving = await lockLeaving(tx, principal, wanted);
    const by = actorOf(principal);
    const { roster } = await loadInForce(tx);
    const now = context.clock.now();
    const joined = leaving.locked.get(target.id) ?? target;
    const rules = await worthOf(tx, joined, leaving);
    const deciding = await decisionContext(tx, { now, roster }, [joined.rules, rules]);
    const words = { by, reason };
    const left = leave(leaving, { to, ...words }, deciding);
    const gone = joins(joined, { leaving, rules, ...words }, left.reduce(nextContext, deciding));
    await saveDecisions(context, tx, [...left, gone]);
    await putAlerts(context, tx, leaving, target.id);
    await appendAudit(tx, {
      id: context.newId(),
      at: now,
      actor: by,
      action: permission,
      subject: `incident ${to}`,
      detail: { alerts: leaving.alerts.map(({ id }) => id), from: leaving.numbers },
    });
    return gone.incident;
  }, PAGING);
}

function joins(
  target: Incident,
  moved: {
    readonly leaving: LeavingAlerts;
    readonly rules: SeverityRules;
    readonly by: Actor;
    readonly reason: string;
  },
  context: DecisionContext,
): Decision {
  const { leaving, ...words } = moved;
  const from = [...leaving.byIncident.keys()];
  const input = { kind: "alerts-join", from, ...titlesAndCount(leaving.alerts), ...words } as const;
  return decided(target, input, context);
}

/** What the worst of them is worth by the playbook of the incident that they join. */
async function worthOf(
  tx: Tx,
  { playbookHash, rules }: Incident,
  { alerts }: LeavingAlerts,
): Promise<SeverityRules> {
  const firing = alerts.filter(({ status }) => status === "firing");
  if (firing.length === 0) return rules;
  const playbook = await loadPinnedPlaybook(tx, playbookHash);
  const { severity } = worstOf(playbook, firing, (alert) => judgeAlert(playbook, alert));
  const worth = severityRules(playbook, severity.severity);
  if (worth === undefined) throw new AppError("internal", "a rule names no severity");
  return worth;
}
