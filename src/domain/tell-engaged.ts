import { type Decision, type DecisionContext, tell } from "./decision.ts";
import type { SeverityRules } from "./incident.ts";
import { resolveRole, roleKey } from "./roster.ts";

/**
 * One notification to each role the severity's actions name: a role that must take part at high urgency
 * where the severity pages, the others quietly. Roles that were told so by the severity before are left
 * out.
 */
export function tellEngaged(
  decision: Decision,
  context: DecisionContext,
  before: SeverityRules | null,
): Decision {
  const { rules, escalation } = decision.incident;
  // Of two changes of severity in one round each has its own notifications.
  const discriminator = before === null ? "" : String(context.now);
  let current = decision;
  for (const [place, inform] of rules.informs.entries()) {
    const engages = isEngaged(rules, inform.role);
    if (before !== null && wasTold(before, inform.role, { engages, pages: rules.pages })) continue;
    const { people } = resolveRole(context.roster, inform, context.now);
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
        discriminator,
      },
      context.now,
    );
  }
  return current;
}

function isEngaged(rules: SeverityRules, role: string): boolean {
  return rules.engages.some((engaged) => roleKey(engaged) === roleKey(role));
}

/** Whether a severity has told a role as much already, and as loudly. */
function wasTold(
  before: SeverityRules,
  role: string,
  now: { readonly engages: boolean; readonly pages: boolean },
): boolean {
  if (!before.informs.some((inform) => roleKey(inform.role) === roleKey(role))) return false;
  if (!now.engages) return true;
  return isEngaged(before, role) && (before.pages || !now.pages);
}
