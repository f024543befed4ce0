import { decide, type IncidentInput } from "../../domain/decide.ts";
import { type Decision, type DecisionContext, nextContext } from "../../domain/decision.ts";
import { AppError } from "../../domain/error.ts";
import type { Incident, SeverityRules } from "../../domain/incident.ts";
import type { Principal } from "../../domain/permission.ts";
import { severityRules } from "../../domain/severity-rules.ts";
import { integrationsOfAlerts, moveAlertsOf } from "../../store/alerts.ts";
import { appendAudit } from "../../store/audit.ts";
import { PAGING, type Tx } from "../../store/database.ts";
import { joinGroup, moveJoinedGroups } from "../../store/joined-groups.ts";
import { IncidentConflict } from "../../store/store-error.ts";
import type { OperationContext } from "../context.ts";
import { loadPinnedPlaybook } from "../playbook/load.ts";
import { decisionContext } from "../roster/decision-context.ts";
import { loadInForce } from "../roster/load.ts";
import { actorOf } from "./change.ts";
import { incidentToChange, lockAlertsOf, lockIncidents, renewMoved } from "./lock-for-move.ts";
import { saveDecisions } from "./save.ts";

export interface MergeIncidents {
  /** The incident that ends. */
  readonly source: string;
  /** The one that goes on. */
  readonly target: string;
  readonly reason: string;
  /** The source told of the same as the target from the beginning. */
  readonly duplicate: boolean;
}

/**
 * Ends an incident in another, with all its alerts, and all that its group may still bring.
 * @returns the one that goes on
 * @throws AppError `conflict` where one of them is over, or the source was merged already
 */
export function mergeIncidents(
  context: OperationContext,
  principal: Principal,
  input: MergeIncidents,
): Promise<Incident> {
  return context.database.transaction(async (tx) => {
    const permission = "incident.merge";
    const source = await incidentToChange(tx, principal, { number: input.source, permission });
    const target = await incidentToChange(tx, principal, { number: input.target, permission });
    const integrations = await integrationsOf(tx, source);
    // Whoever takes in what belongs to the target holds its lock while it waits for the incident.
    await lockAlertsOf(tx, [...integrations, ...(await integrationsOf(tx, target))]);
    const locked = await lockIncidents(tx, [source.id, target.id]);
    // An alert of another integration may have come meanwhile; then the locks are taken anew.
    const now = await integrationsOf(tx, source);
    if (!now.isSubsetOf(integrations)) throw new IncidentConflict([source.id]);
    const found = { source: locked.get(source.id), target: locked.get(target.id) };
    if (found.source === undefined || found.target === undefined) {
      throw new IncidentConflict([source.id, target.id]);
    }
    const pair = { source: found.source, target: found.target };
    const [ended, gone] = await decideBoth(context, tx, pair, { ...input, principal });
    await saveDecisions(context, tx, [ended, gone]);
    await renewMoved(context, tx, await moveAlertsOf(tx, source.id, target.id));
    await moveJoinedGroups(tx, source.id, target.id);
    const { integrationId, groupKey } = source;
    if (integrationId !== null && groupKey !== null) {
      await joinGroup(tx, { integrationId, groupKey }, target.id);
    }
    await appendAudit(tx, {
      id: context.newId(),
      at: context.clock.now(),
      actor: actorOf(principal),
      action: permission,
      subject: `incident ${source.number}`,
      detail: { into: target.number, severity: gone.incident.severity },
    });
    return gone.incident;
  }, PAGING);
}

/** Of its alerts, and of those that would still come to it. */
async function integrationsOf(
  tx: Tx,
  { id, integrationId }: Incident,
): Promise<ReadonlySet<string>> {
  const known = await integrationsOfAlerts(tx, id);
  return new Set(integrationId === null ? known : [...known, integrationId]);
}

interface Pair {
  readonly source: Incident;
  readonly target: Incident;
}

async function decideBoth(
  context: OperationContext,
  tx: Tx,
  { source, target }: Pair,
  asked: MergeIncidents & { readonly principal: Principal },
): Promise<readonly [ended: Decision, gone: Decision]> {
  const { reason, duplicate: isDuplicate, principal } = asked;
  const by = actorOf(principal);
  const rules = await inTermsOf(tx, target, source.rules);
  const { roster } = await loadInForce(tx);
  const now = context.clock.now();
  const deciding = await decisionContext(tx, { now, roster }, [target.rules, rules]);
  const words = { by, reason, isDuplicate };
  const ended = decided(source, { kind: "merge-into", into: target, ...words }, deciding);
  const taken = { kind: "take-in", from: source, rules, ...words } as const;
  return [ended, decided(target, taken, nextContext(deciding, ended))];
}

/** @throws AppError `conflict` with the reason of a refusal */
export function decided(
  incident: Incident,
  input: IncidentInput,
  context: DecisionContext,
): Decision {
  const decision = decide(incident, input, context);
  if ("refused" in decision) throw new AppError("conflict", `${decision.refused}.`);
  return decision;
}

/** A severity of one playbook in another: the one of its name, else the one that is as bad. */
async function inTermsOf(
  tx: Tx,
  { playbookHash }: Incident,
  { id, rank }: SeverityRules,
): Promise<SeverityRules> {
  const playbook = await loadPinnedPlaybook(tx, playbookHash);
  const { severities } = playbook;
  const same =
    severityRules(playbook, id) ?? severityRules(playbook, severities.at(rank)?.id ?? "");
  const mildest = severityRules(playbook, severities.at(-1)?.id ?? "");
  const rules = same ?? mildest;
  if (rules === undefined)
    throw new AppError("internal", `playbook ${playbookHash} has no severity`);
  return rules;
}
