import type { ClockInput } from "../../domain/decide-clock.ts";
import type { Incident } from "../../domain/incident.ts";
import type { Principal } from "../../domain/permission.ts";
import type { OperationContext } from "../context.ts";
import { changeIncident } from "./change.ts";

type Without<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

/**
 * Pauses a clock, lets it run again, or says why it was breached. All of it is in the timeline, and a
 * breach stays one.
 * @throws AppError `conflict` where no such clock runs, or it cannot be paused.
 */
export async function changeClock(
  context: OperationContext,
  principal: Principal,
  input: { readonly number: string; readonly change: Without<ClockInput, "by"> },
): Promise<Incident> {
  return changeIncident(context, principal, {
    number: input.number,
    permission: "incident.change-clock",
    input: (by) => ({ ...input.change, by }),
  });
}
