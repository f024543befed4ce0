import type { TaskInput } from "../../domain/decide-task.ts";
import type { Incident } from "../../domain/incident.ts";
import type { Principal } from "../../domain/permission.ts";
import type { OperationContext } from "../context.ts";
import { changeIncident } from "./change.ts";

type Without<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

/**
 * Gives somebody a task, moves it, says that it is understood, or done.
 * @throws AppError `conflict` where there is no such task or person, or the incident is over.
 */
export async function changeTask(
  context: OperationContext,
  principal: Principal,
  input: { readonly number: string; readonly change: Without<TaskInput, "by"> },
): Promise<Incident> {
  return changeIncident(context, principal, {
    number: input.number,
    permission: "incident.task",
    input: (by) => ({ ...input.change, by }),
  });
}
