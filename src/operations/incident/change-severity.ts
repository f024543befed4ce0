import { AppError } from "../../domain/error.ts";
import type { Incident, SeverityRules } from "../../domain/incident.ts";
import type { Principal } from "../../domain/permission.ts";
import { describeProposal, severityProposed } from "../../domain/severity-proposal.ts";
import { severityRules } from "../../domain/severity-rules.ts";
import type { Tx } from "../../store/database.ts";
import type { OperationContext } from "../context.ts";
import { loadPinnedPlaybook } from "../playbook/load.ts";
import { changeIncident } from "./change.ts";

/**
 * Gives an incident another severity of the playbook it is pinned to, with its clocks and its paging.
 * @throws AppError `invalid-input` when that playbook has no such severity.
 */
export async function changeSeverity(
  context: OperationContext,
  principal: Principal,
  input: { readonly number: string; readonly severity: string; readonly reason: string },
): Promise<Incident> {
  return changeIncident(context, principal, {
    number: input.number,
    permission: "incident.change-severity",
    input: async (by, incident, tx) => {
      const rules = await rulesOf(tx, incident, input.severity);
      return { kind: "change-severity", by, rules, reason: input.reason };
    },
  });
}

/**
 * Takes the severity that answers to the checklists propose, with the playbook's line as the reason.
 * @param input.severity what was seen as proposed; anything else is refused
 * @throws AppError `conflict` where none is proposed, or another one by now
 */
export async function acceptSeverity(
  context: OperationContext,
  principal: Principal,
  input: { readonly number: string; readonly severity?: string },
): Promise<Incident> {
  return changeIncident(context, principal, {
    number: input.number,
    permission: "incident.change-severity",
    input: async (by, incident, tx) => {
      const proposal = severityProposed(incident);
      if (proposal === undefined) {
        throw new AppError("conflict", `No other severity is proposed for ${incident.number}.`);
      }
      const { severity } = proposal;
      if (input.severity !== undefined && input.severity.toLowerCase() !== severity.toLowerCase()) {
        throw new AppError("conflict", `${severity} is proposed, not ${input.severity}.`);
      }
      const rules = await rulesOf(tx, incident, severity);
      return { kind: "change-severity", by, rules, reason: describeProposal(proposal) };
    },
  });
}

async function rulesOf(
  tx: Tx,
  { playbookHash }: Incident,
  severity: string,
): Promise<SeverityRules> {
  const playbook = await loadPinnedPlaybook(tx, playbookHash);
  const rules = severityRules(playbook, severity);
  if (rules !== undefined) return rules;
  const known = playbook.severities.map(({ id }) => id).join(", ");
  throw new AppError("invalid-input", `The playbook has no severity ${severity}; it has ${known}.`);
}
