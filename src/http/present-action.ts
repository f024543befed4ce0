import type { ActionJson } from "../contract/task.ts";
import { instant, instantOrNull } from "../contract/wire.ts";
import type { ListedAction } from "../domain/action-item.ts";

/** An action item as the contract writes it. */
export function presentAction(action: ListedAction): ActionJson {
  const { number, title, item, text, owner, dueAt, status, purpose } = action;
  return {
    incident: number,
    incidentTitle: title,
    item,
    text,
    owner,
    dueAt: instantOrNull(dueAt),
    status,
    purpose,
    createdAt: instant(action.createdAt),
    changedAt: instant(action.changedAt),
  };
}
