import { isAllowed, type Principal } from "../../domain/permission.ts";
import { schedulesOf } from "../../domain/schedule/playbook-schedules.ts";
import { type CalendarFeed, listCalendarFeeds } from "../../store/calendar-feeds.ts";
import type { Tx } from "../../store/schema.ts";
import { authorise, reaches } from "../authorise.ts";
import type { OperationContext } from "../context.ts";
import { type InForce, loadInForce } from "../roster/load.ts";

export interface NamedCalendarFeed extends CalendarFeed {
  /** Of the schedule or the person; the id of a schedule that the playbook no longer has. */
  readonly name: string;
}

/** The calendars a principal may revoke, without those that were revoked. */
export async function listOwnCalendarFeeds(
  context: OperationContext,
  principal: Principal,
): Promise<readonly NamedCalendarFeed[]> {
  authorise(principal, "calendar-feed.write");
  return calendarFeedsFor(context.database.read, principal);
}

/** Their own, those they made, and to managers those of schedules and of their teams. */
export async function calendarFeedsFor(
  tx: Tx,
  principal: Principal,
): Promise<readonly NamedCalendarFeed[]> {
  const inForce = await loadInForce(tx);
  const feeds = await listCalendarFeeds(tx);
  return feeds
    .filter((feed) => mayHandle(principal, feed, inForce))
    .map((feed) => named(feed, inForce));
}

/** With the name of what it is of. */
export function named(feed: CalendarFeed, { playbook, roster }: InForce): NamedCalendarFeed {
  const { owner } = feed;
  if (owner.kind === "person") {
    const person = roster.people.find(({ id }) => id === owner.personId);
    return { ...feed, name: person?.name ?? owner.personId };
  }
  const schedule = schedulesOf(playbook).find(({ id }) => id === owner.scheduleId);
  return { ...feed, name: schedule?.name ?? owner.scheduleId };
}

function mayHandle(
  principal: Principal,
  { owner, createdBy }: CalendarFeed,
  { roster }: InForce,
): boolean {
  const { personId } = principal;
  const isTheirs =
    createdBy === personId || (owner.kind === "person" && owner.personId === personId);
  if (personId !== undefined && isTheirs) return true;
  if (!isAllowed(principal, "oncall.override")) return false;
  if (owner.kind === "schedule") return true;
  const person = roster.people.find(({ id }) => id === owner.personId);
  return reaches(principal, person?.teams ?? []);
}
