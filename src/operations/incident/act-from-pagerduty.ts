import { MS } from "../../domain/duration.ts";
import type { Incident } from "../../domain/incident.ts";
import type { Actor } from "../../domain/timeline.ts";
import { PAGING, type Tx } from "../../store/database.ts";
import { loadIncident } from "../../store/incidents.ts";
import { insertLinks, markLinkUsed } from "../../store/one-time-links.ts";
import { loadSubscription } from "../../store/subscriptions.ts";
import type { OperationContext } from "../context.ts";
import { carryOut, type Deed } from "./change.ts";

export interface ForwardedDeed {
  /** Which subscription forwarded the incident. */
  readonly subscriptionId: string;
  readonly incidentId: string;
  readonly action: "acknowledge" | "resolve";
  readonly eventId: string;
  readonly occurredAt: number;
  readonly by: string;
}

/** An acknowledgement that is older would have lapsed by now, and a resolved incident be closed. */
const LATE_AFTER_MS = 30 * MS.minute;
/** PagerDuty tries for two days; what is older than above is not looked at anyway. */
const REMEMBERED_MS = 2 * MS.day;

/**
 * Does here what a person did in PagerDuty to an incident that was forwarded there, once. What comes too
 * late, again, or to an incident that is so already changes nothing.
 */
export async function actFromPagerDuty(
  context: OperationContext,
  done: ForwardedDeed,
): Promise<void> {
  await context.database.transaction(async (tx) => {
    const now = context.clock.now();
    if (now - done.occurredAt >= LATE_AFTER_MS) return;
    const subscription = await loadSubscription(tx, done.subscriptionId);
    if (subscription?.kind !== "pagerduty" || subscription.endedAt !== null) return;
    const incident = await loadIncident(tx, done.incidentId, { lock: true });
    if (incident === undefined || !isOfTeam(incident, subscription.team)) return;
    if (!(await isFirst(tx, done, now))) return;
    const by: Actor = {
      kind: "integration",
      id: subscription.id,
      name: `${done.by} (PagerDuty)`,
    };
    await carryOut(context, tx, incident, deedOf(done, by));
  }, PAGING);
}

function isOfTeam(incident: Incident, team: string | null): boolean {
  return team === null || incident.team === null || incident.team === team;
}

/** Remembered as a link that is used once, in the transaction of the deed. */
async function isFirst(tx: Tx, done: ForwardedDeed, now: number): Promise<boolean> {
  const id = `pagerduty.${done.subscriptionId}.${done.eventId}`;
  const { incidentId } = done;
  const link = { id, incidentId, purpose: "pagerduty-event", personId: "", role: "" };
  await insertLinks(tx, [{ ...link, expiresAt: now + REMEMBERED_MS }]);
  return markLinkUsed(tx, id, now);
}

function deedOf({ action }: ForwardedDeed, by: Actor): Deed {
  switch (action) {
    case "acknowledge":
      return {
        input: { kind: "acknowledge", by, via: "pagerduty" },
        by,
        as: "incident.acknowledge",
        via: "pagerduty",
      };
    case "resolve":
      return {
        input: { kind: "resolve", by, reason: "resolved in PagerDuty" },
        by,
        as: "incident.resolve",
        via: "pagerduty",
      };
  }
}
