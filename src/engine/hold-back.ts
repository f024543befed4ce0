import { NEWER_PAGE_DUE } from "../domain/delivery.ts";
import type { Incident } from "../domain/incident.ts";
import type { Notification } from "../domain/notification.ts";
import { heldUntil } from "../domain/quiet-hours.ts";
import type { Roster } from "../domain/roster.ts";
import type { Tx } from "../store/database.ts";
import { dropOlderPages, holdNotification } from "../store/notifications.ts";

/** What can wait until somebody's quiet hours are over does, the newest page of each kind. Returns the rest. */
export async function holdBack(
  tx: Tx,
  wanted: readonly Notification[],
  known: {
    readonly incidents: ReadonlyMap<string, Incident>;
    readonly roster: Roster;
    readonly now: number;
  },
): Promise<readonly Notification[]> {
  const { roster, now } = known;
  const told: Notification[] = [];
  for (const notification of wanted) {
    const { urgency, purpose } = notification;
    const person = roster.people.find(({ id }) => id === notification.personId);
    const pages = known.incidents.get(notification.incidentId)?.rules.pages ?? true;
    const at = { timeZone: roster.timeZone, now };
    const until = person === undefined ? null : heldUntil(person, { urgency, pages }, at);
    if (until === null) told.push(notification);
    else {
      await holdNotification(tx, notification, { until, reason: "quiet hours" });
      if (purpose === "page") await dropOlderPages(tx, notification, NEWER_PAGE_DUE);
    }
  }
  return told;
}
