import { type Decision, type DecisionContext, tell } from "./decision.ts";
import type { SeverityRules } from "./incident.ts";
import { resolveRole, roleKey } from "./roster.ts";

/**
 * One notification to each role the severity's actions name: a role that must take part at high urgency
 * where the severity pages, the others quietly. Roles that `before` named already are left out.
 */
export function tellEngaged(
  decision: Decision,
  context: DecisionContext,
  before: SeverityRules | null,
): Decision {
  const { rules, escalation } = decision.incident;
  const known = new Set((before?.informs ?? []).map((inform) => roleKey(inform.role)));
  let current = decision;
  for (const [place, inform] of rules.informs.entries()) {
    if (known.has(roleKey(inform.role))) continue;
    const { people } = resolveRole(context.roster, inform, context.now);
    const engages = rules.engages.some((role) => roleKey(role) === roleKey(inform.role));
    current = tell(
      current,
      people,
      {
        purpose: engages ? "engaged" : "informed",
        urgency: engages && rules.pages ? "high" : "low",
        round: escalation.round,
        step: place,
        role: inform.role,
        reason: `The playbook says: ${inform.text}.`,
      },
      context.now,
    );
  }
  return current;
}
