/** What a rule decided: the incident as it is to be, what goes into the timeline, who is told. */

import type { Incident } from "./incident.ts";
import type { PlannedNotification } from "./notification.ts";
import type { Person } from "./person.ts";
import { type NotificationRequest, planNotifications } from "./plan-notifications.ts";
import type { Roster } from "./roster.ts";
import type { Actor, NewTimelineEntry, TimelineEntryData, TimelineEntryKind } from "./timeline.ts";
import { SYSTEM } from "./timeline.ts";
import type { Turns } from "./turns.ts";

export interface Decision {
  readonly incident: Incident;
  readonly entries: readonly NewTimelineEntry[];
  readonly notifications: readonly PlannedNotification[];
  /** Turns that were taken. */
  readonly turns?: Turns;
}

/** An input that the present state does not allow; nothing changes. */
export interface Refusal {
  /** Why, in a sentence that says what the state is. */
  readonly refused: string;
}

export interface DecisionContext {
  readonly now: number;
  readonly roster: Roster;
  /** Whose turn was last; where it is not known, a step that takes turns calls on everybody. */
  readonly turns?: Turns;
}

/** The context of a further decision, before the one given is saved. */
export function nextContext(context: DecisionContext, { turns }: Decision): DecisionContext {
  return turns === undefined
    ? context
    : { ...context, turns: new Map([...(context.turns ?? []), ...turns]) };
}

export function undecided(incident: Incident): Decision {
  return { incident, entries: [], notifications: [] };
}

export function change(decision: Decision, patch: Partial<Incident>): Decision {
  return { ...decision, incident: { ...decision.incident, ...patch } };
}

/** Adds a timeline entry; without an actor the system is the actor. */
export function record<K extends TimelineEntryKind>(
  decision: Decision,
  now: number,
  kind: K,
  data: TimelineEntryData[K],
  actor: Actor = SYSTEM,
): Decision {
  // The mapped union cannot follow a generic kind; the signature ties `data` to `kind`.
  const entry = { kind, at: now, actor, data } as NewTimelineEntry;
  return { ...decision, entries: [...decision.entries, entry] };
}

/** Plans a notification to each of the people, and remembers that they were told. */
export function tell(
  decision: Decision,
  people: readonly Person[],
  request: NotificationRequest,
  now: number,
): Decision {
  const planned = people.flatMap((person) => planNotifications(person, request, now));
  const told = new Set([...decision.incident.told, ...people.map((person) => person.id)]);
  return {
    ...decision,
    incident: { ...decision.incident, told: [...told] },
    notifications: [...decision.notifications, ...planned],
  };
}
