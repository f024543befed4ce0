/** What is to be done after an incident, by somebody, by some day; and when its owner is reminded. */

import { MS } from "./duration.ts";
import { inUtc } from "./instant-words.ts";
import type { Notice } from "./message.ts";

export const ACTION_STATUSES = ["open", "in-progress", "done", "dropped"] as const;
export type ActionStatus = (typeof ACTION_STATUSES)[number];

/** As the timeline tells it: whole, each time something of it changes. */
export interface ActionState {
  /** Its number in its incident, which tasks share. */
  readonly item: number;
  readonly text: string;
  /** By name; null while it is nobody's. */
  readonly owner: string | null;
  readonly ownerId: string | null;
  readonly dueAt: number | null;
  readonly status: ActionStatus;
  /** `task`: it was one during the incident. `postmortem`: to write it, by the playbook's deadline. */
  readonly purpose: "action" | "task" | "postmortem";
}

export interface ActionItem extends ActionState {
  readonly incidentId: string;
  readonly createdAt: number;
  readonly changedAt: number;
}

/** With what people know its incident by. */
export interface ListedAction extends ActionItem {
  readonly number: string;
  readonly title: string;
}

export function isActionOpen({ status }: Pick<ActionState, "status">): boolean {
  return status === "open" || status === "in-progress";
}

/** A day before it is due, when it is, then once a day: so often, and no more. */
const REMIND_BEFORE_MS = MS.day;
const REMIND_AGAIN_MS = MS.day;
const REMINDERS_MAX = 9;

/** When its owner is first reminded; null where it has no deadline, or is over. */
export function firstReminderAt(item: ActionState, now: number): number | null {
  if (item.dueAt === null || !isActionOpen(item)) return null;
  const before = item.dueAt - REMIND_BEFORE_MS;
  return before > now ? before : Math.max(now, item.dueAt);
}

/** When they are reminded next, after so many times, one of them now. */
export function nextReminderAt(dueAt: number, reminders: number, now: number): number | null {
  if (reminders >= REMINDERS_MAX) return null;
  return now < dueAt ? dueAt : now + REMIND_AGAIN_MS;
}

/** What the owner is told. @param number the incident's */
export function actionNotice(
  item: ActionState & { readonly dueAt: number },
  { number, now }: { readonly number: string; readonly now: number },
): Notice {
  const when = now < item.dueAt ? "is due" : "was due";
  const whose = item.owner === null ? " It is nobody's." : "";
  return {
    kind: "action-item",
    headline: `Tocsin: ${item.text} (${number})`,
    text:
      `Action item ${item.item} of ${number} ${when} ${inUtc(item.dueAt)}: ${item.text}.${whose} ` +
      `Once it is done: tocsin action done ${number} ${item.item}`,
  };
}
