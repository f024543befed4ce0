import type { Incident } from "../../domain/incident.ts";
import type { Principal } from "../../domain/permission.ts";
import type { OperationContext } from "../context.ts";
import { changeIncident } from "./change.ts";

/**
 * Pages nobody until an instant, and then begins from the first step.
 * @throws AppError `conflict` when that has passed, or is further away than the severity allows.
 */
export async function snoozeIncident(
  context: OperationContext,
  principal: Principal,
  input: {
    readonly number: string;
    readonly untilAt: number;
    readonly reason: string;
  },
): Promise<Incident> {
  return changeIncident(context, principal, {
    number: input.number,
    permission: "incident.snooze",
    input: (by) => ({ kind: "snooze", by, untilAt: input.untilAt, reason: input.reason }),
  });
}
