import { hash } from "node:crypto";
import {
  type CalendarEvent,
  calendarPeriod,
  personEvents,
  scheduleEvents,
} from "../../domain/schedule/calendar.ts";
import { schedulesOf } from "../../domain/schedule/playbook-schedules.ts";
import type { Interval } from "../../domain/schedule/span.ts";
import { hashToken, tokenKind } from "../../platform/secret-token.ts";
import {
  type CalendarFeed,
  type CalendarOwner,
  findCalendarFeed,
  noteCalendarChange,
} from "../../store/calendar-feeds.ts";
import type { OperationContext } from "../context.ts";
import { type InForce, loadInForce } from "../roster/load.ts";
import { named } from "./list.ts";

export interface ReadCalendar {
  readonly id: string;
  readonly name: string;
  readonly events: readonly CalendarEvent[];
  /** When the events became what they are, and how many times they changed. */
  readonly changedAt: number;
  readonly revision: number;
}

/**
 * The calendar behind a secret; undefined for one that is not known or was revoked. A change of its events
 * is noticed here, where they are read: whatever it came from, a new playbook, an override or a new day.
 */
export async function readCalendarFeed(
  context: OperationContext,
  secret: string,
): Promise<ReadCalendar | undefined> {
  if (tokenKind(secret) !== "calendar") return undefined;
  const { database, clock } = context;
  const found = await findCalendarFeed(database.read, hashToken(secret));
  if (found === undefined) return undefined;
  const now = clock.now();
  const inForce = await loadInForce(database.read);
  const events = eventsOf(found.owner, inForce, calendarPeriod(now));
  const contentHash = hash("sha256", JSON.stringify(events), "hex");
  const feed =
    contentHash === found.contentHash
      ? found
      : await database.transaction((tx) => noteCalendarChange(tx, found, { contentHash, at: now }));
  return presented(feed, inForce, events);
}

function presented(
  feed: CalendarFeed,
  inForce: InForce,
  events: readonly CalendarEvent[],
): ReadCalendar {
  const { id, owner, changedAt, revision } = feed;
  const { name } = named(feed, inForce);
  const title = owner.kind === "schedule" ? `On call: ${name}` : `On call: shifts of ${name}`;
  return { id, name: title, events, changedAt, revision };
}

/** None for a schedule that the playbook no longer has: calendars that show it are cleared. */
function eventsOf(
  owner: CalendarOwner,
  { playbook, roster }: InForce,
  period: Interval,
): readonly CalendarEvent[] {
  const schedules = schedulesOf(playbook);
  if (owner.kind === "person") {
    return personEvents(roster, schedules, { personId: owner.personId, period });
  }
  const schedule = schedules.find(({ id }) => id === owner.scheduleId);
  return schedule === undefined ? [] : scheduleEvents(roster, schedule, period);
}
