import { openVerification } from "../../domain/checklist.ts";
import { AppError } from "../../domain/error.ts";
import type { Incident } from "../../domain/incident.ts";
import type { Principal } from "../../domain/permission.ts";
import type { Tx } from "../../store/database.ts";
import type { OperationContext } from "../context.ts";
import { changeIncident } from "./change.ts";
import { loadChecklists } from "./checklists.ts";

/**
 * Ends the incident: clocks stop, everybody who was told hears of it. Where the playbook lists what shows
 * that it is over, those points are answered before, or a reason is given.
 * @throws AppError `conflict` that names what is open.
 */
export async function resolveIncident(
  context: OperationContext,
  principal: Principal,
  input: { readonly number: string; readonly reason: string },
): Promise<Incident> {
  return changeIncident(context, principal, {
    number: input.number,
    permission: "incident.resolve",
    input: async (by, incident, tx) => {
      if (input.reason.trim() !== "") return { kind: "resolve", by, reason: input.reason };
      return { kind: "resolve", by, reason: await verified(tx, incident) };
    },
  });
}

/** What stands for a reason when the points that show that it is over have been answered. */
async function verified(tx: Tx, incident: Incident): Promise<string> {
  const { points, answers } = await loadChecklists(tx, incident);
  const open = openVerification(points, answers);
  if (open.length === 0) return points.some(({ group }) => group.verifies) ? "verified" : "";
  const named = open.map(({ item }) => item.text).join(", ");
  throw new AppError(
    "conflict",
    `${incident.number} is not shown to be over: ${named} ${open.length === 1 ? "is" : "are"} open. Answer ${open.length === 1 ? "it" : "them"} in the checklist, or give a reason.`,
  );
}
