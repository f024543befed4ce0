import { AppError } from "../../domain/error.ts";
import type { Incident } from "../../domain/incident.ts";
import type { Principal } from "../../domain/permission.ts";
import { severityRules } from "../../domain/severity-rules.ts";
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
      const playbook = await loadPinnedPlaybook(tx, incident.playbookHash);
      const rules = severityRules(playbook, input.severity);
      if (rules === undefined) {
        const known = playbook.severities.map((severity) => severity.id).join(", ");
        throw new AppError(
          "invalid-input",
          `The playbook has no severity ${input.severity}; it has ${known}.`,
        );
      }
      return { kind: "change-severity", by, rules, reason: input.reason };
    },
  });
}
