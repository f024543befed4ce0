import {
  type AlertHold,
  holdFor,
  judgedAlert,
  type NamedByHolds,
} from "../../domain/alert-hold.ts";
import { ruleGroupKey } from "../../domain/alert-routes.ts";
import { type AlertJudgement, judgeAlert } from "../../domain/alert-routing.ts";
import { routeOf } from "../../domain/alert-severity.ts";
import { AppError } from "../../domain/error.ts";
import type { Incident, SeverityRules } from "../../domain/incident.ts";
import { openMaintenance, recurringMaintenance } from "../../domain/maintenance.ts";
import type { MeasuredAlert } from "../../domain/measured-value.ts";
import { REOPENS_WITHIN_MS } from "../../domain/next-due.ts";
import { isAllowed, type Principal } from "../../domain/permission.ts";
import { severityRules } from "../../domain/severity-rules.ts";
import { silencesFor } from "../../domain/silence.ts";
import type { Tx } from "../../store/database.ts";
import { loadOpenIncidentsByGroup } from "../../store/incidents.ts";
import { listIntegrations } from "../../store/integrations.ts";
import { loadVersionsInForce } from "../../store/versions-in-force.ts";
import { authorise } from "../authorise.ts";
import type { OperationContext } from "../context.ts";
import { loadMaintenance } from "../maintenance/load.ts";
import { loadInForce } from "../roster/load.ts";
import { loadSilences } from "../silence/load.ts";
import { visibleAlert } from "./show.ts";

/** An alert that is there, or one that might come. */
export type ExplainedAlert =
  | { readonly id: string }
  | (MeasuredAlert & { /** Name or id. */ readonly integration?: string });

/** What would become of an alert that began to fire now. */
export interface Explanation {
  readonly judgement: AlertJudgement;
  readonly rules: SeverityRules;
  /** What would hold it, but for alerts that fire and inhibit it. */
  readonly hold: AlertHold | undefined;
  readonly named: NamedByHolds;
  /** Whose incident it would be. */
  readonly team: string | null;
  /** The one it would join or reopen; undefined where it would open one, or none can be told. */
  readonly incident: Pick<Incident, "number" | "status"> | undefined;
}

interface Subject {
  readonly alert: MeasuredAlert & { readonly dedupKey: string };
  readonly groupKey: string | undefined;
  readonly integration: { readonly id: string; readonly team: string | null } | undefined;
}

/** Says what would happen; nothing does. */
export async function explainAlert(
  context: OperationContext,
  principal: Principal,
  input: ExplainedAlert,
): Promise<Explanation> {
  authorise(principal, "alert.read");
  const tx = context.database.read;
  const { alert, groupKey, integration } = await subjectOf(tx, principal, input);
  const versions = await loadVersionsInForce(tx);
  const { playbook } = await loadInForce(tx, versions);
  const judgement = judgeAlert(playbook, alert);
  const rules = severityRules(playbook, judgement.severity.severity);
  if (rules === undefined) throw new AppError("internal", "a rule names no severity");
  const now = context.clock.now();
  const { silenceVersion } = versions;
  const team = integration?.team ?? null;
  const all = await loadSilences(tx, silenceVersion, now);
  const silences = silencesFor(all, { integrationId: integration?.id ?? "", team });
  const planned = await loadMaintenance(tx, silenceVersion, now);
  const maintenance = openMaintenance([...planned, ...recurringMaintenance(playbook)], now);
  const { labels } = alert;
  const judged = judgedAlert(playbook, judgement, { labels, team });
  const key = ruleGroupKey(routeOf(playbook, alert.labels), alert) ?? groupKey;
  const [found] =
    integration === undefined || key === undefined
      ? []
      : await loadOpenIncidentsByGroup(tx, integration.id, [key], {
          resolvedSince: now - REOPENS_WITHIN_MS,
        });
  return {
    judgement,
    rules,
    hold: holdFor({ labels, since: now, judged }, { silences, maintenance, now }),
    named: {
      silences,
      maintenance: maintenance.flatMap(({ window }) => ("id" in window ? [window] : [])),
    },
    team: judgement.team?.value ?? team,
    incident:
      found !== undefined && isSeen(principal, found.incident.team) ? found.incident : undefined,
  };
}

function isSeen(principal: Principal, team: string | null): boolean {
  return isAllowed(principal, "alert.read", team ?? undefined);
}

async function subjectOf(tx: Tx, principal: Principal, input: ExplainedAlert): Promise<Subject> {
  if ("id" in input) {
    const { alert, integration } = await visibleAlert(tx, principal, input.id);
    const { team } = integration;
    return { alert, groupKey: alert.groupKey, integration: { id: alert.integrationId, team } };
  }
  const { integration: wanted, ...alert } = input;
  const integrations = wanted === undefined ? [] : await listIntegrations(tx);
  const integration = integrations.find(({ id, name }) => id === wanted || name === wanted);
  const isTheirs = integration === undefined || isSeen(principal, integration.team);
  if (wanted !== undefined && (integration === undefined || !isTheirs)) {
    throw new AppError("not-found", `There is no integration ${wanted}.`);
  }
  return { alert: { ...alert, dedupKey: "" }, groupKey: undefined, integration };
}
