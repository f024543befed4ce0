import type { Decision, Refusal } from "../../domain/decision.ts";
import type { Incident } from "../../domain/incident.ts";
import type { Principal } from "../../domain/permission.ts";
import type { Actor } from "../../domain/timeline.ts";
import type { Tx } from "../../store/database.ts";
import type { OperationContext } from "../context.ts";
import { carryOut, changeIncident } from "./change.ts";

/**
 * Fires the next step now; whoever is being paged goes on being paged. An acknowledged incident is open
 * again.
 * @throws AppError `conflict` when it is over.
 */
export async function escalateIncident(
  context: OperationContext,
  principal: Principal,
  input: { readonly number: string; readonly via: string },
): Promise<Incident> {
  return changeIncident(context, principal, {
    number: input.number,
    permission: "incident.escalate",
    input: (by) => ({ kind: "escalate", by, via: input.via }),
  });
}

/**
 * The same for somebody who answers a page without login, by telephone or text message: in the
 * transaction of the answer, which has locked the incident and knows that the person was asked.
 * @returns a refusal with its reason when the incident is over
 */
export function escalateByAnswer(
  context: OperationContext,
  tx: Tx,
  incident: Incident,
  answer: { readonly by: Actor; readonly via: string },
): Promise<Decision | Refusal> {
  const { by, via } = answer;
  const input = { kind: "escalate", by, via } as const;
  return carryOut(context, tx, incident, { input, by, as: "incident.escalate", via });
}
