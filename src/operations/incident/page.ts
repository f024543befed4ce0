import type { Incident } from "../../domain/incident.ts";
import type { Principal } from "../../domain/permission.ts";
import type { OperationContext } from "../context.ts";
import { changeIncident } from "./change.ts";

/**
 * Pages a person, whoever fills a role or is on call in a schedule, or a team, now and beside the
 * escalation; they take part once they answer.
 * @throws AppError `conflict` when nobody of that name can be paged, or it is over.
 */
export async function pageForIncident(
  context: OperationContext,
  principal: Principal,
  input: { readonly number: string; readonly whom: string },
): Promise<Incident> {
  return changeIncident(context, principal, {
    number: input.number,
    permission: "incident.page",
    input: (by) => ({ kind: "page", by, whom: input.whom }),
  });
}
