/**
 * Telling audiences of an incident: those whom the playbook names, over the channels that `tocsin.yaml` gives
 * them, or the person who has the name or fills the role. They are sent through the outbox as all else is,
 * at low urgency, so that no page waits for one.
 */

import { change, type Decision, type DecisionContext, record } from "./decision.ts";
import { modeOf } from "./incident-mode.ts";
import type { Person } from "./person.ts";
import { planNotifications } from "./plan-notifications.ts";
import { type Roster, resolveRole, roleKey } from "./roster.ts";

/** An audience that the playbook names. Stored with answers: added to, never renamed. */
export interface NamedAudience {
  readonly audience: string;
  /** When it is told: "if external impact". Always when absent. */
  readonly when?: string;
  readonly line: number;
}

/** What is told, to the reader it is for. */
export interface Announcement {
  /** Why now; two of one kind never happen in one millisecond. */
  readonly kind: "opening" | "update" | "severity" | "resolution";
  readonly text: string;
}

const NAME_LENGTH_MAX = 100;
/** More are a mistake; each is sent to. */
const AUDIENCES_MAX = 50;

/** What an audience is told first: that there is an incident, how bad it is, and since when. */
export function openingText({ incident }: Decision): string {
  const { severity, rules, title } = incident;
  return `We have an incident of severity ${severity} (${rules.name}): ${title}. We will keep you informed.`;
}

/**
 * Tells the audiences of a severity. Whether one that is told on a condition is concerned, only a person
 * can say: the timeline asks.
 */
export function announceByPlaybook(
  decision: Decision,
  audiences: readonly NamedAudience[],
  announcement: Announcement,
  context: DecisionContext,
): Decision {
  let current = decision;
  for (const { audience, when, line } of audiences) {
    if (isTold(current, audience)) continue;
    current =
      when === undefined
        ? announceTo(current, [audience], announcement, context)
        : record(current, context.now, "audience.left-out", {
            audience,
            line,
            reason: `only ${when}; if that is so, tell them with \`tocsin incident update --audience "${audience}"\``,
          });
  }
  return current;
}

/** Tells audiences by name. One that has no address is said in the timeline, with what to set. */
export function announceTo(
  decision: Decision,
  audiences: readonly string[],
  { kind, text }: Announcement,
  context: DecisionContext,
): Decision {
  const { now, roster } = context;
  let current = decision;
  for (const audience of audiences) {
    const mode = modeOf(current.incident);
    if (mode !== "real") {
      const reason = `this is a ${mode}, and nobody outside may take it for real`;
      current = record(current, now, "audience.left-out", { audience, reason });
      continue;
    }
    const readers = readersOf(roster, audience, now);
    if (readers.length === 0) {
      const reason = `nobody knows where: name their channels in tocsin.yaml, audiences: { "${audience}": { channels: … } }`;
      current = record(current, now, "audience.left-out", { audience, reason });
      continue;
    }
    current = rememberTold(current, audience);
    const request = {
      purpose: "announcement",
      urgency: "low",
      round: current.incident.escalation.round,
      step: 0,
      role: audience,
      reason: text,
      discriminator: `${kind} ${now}`,
      inWriting: true,
    } as const;
    const planned = readers.flatMap((reader) => planNotifications(reader, request, now));
    current = { ...current, notifications: [...current.notifications, ...planned] };
    current = record(current, now, "audience.told", { audience, text });
  }
  return current;
}

/** Tells all that were told of this incident. */
export function announceOn(
  decision: Decision,
  announcement: Announcement,
  context: DecisionContext,
): Decision {
  return announceTo(decision, decision.incident.audiences ?? [], announcement, context);
}

function isTold({ incident }: Decision, audience: string): boolean {
  return (incident.audiences ?? []).some((one) => roleKey(one) === roleKey(audience));
}

function rememberTold(decision: Decision, audience: string): Decision {
  const { audiences = [] } = decision.incident;
  if (isTold(decision, audience) || audiences.length >= AUDIENCES_MAX) return decision;
  return change(decision, { audiences: [...audiences, audience.slice(0, NAME_LENGTH_MAX)] });
}

/** Each channel of the audience, and where it has none the people whose name or role it is. */
function readersOf(roster: Roster, audience: string, at: number): readonly Person[] {
  const key = roleKey(audience);
  const channels = (roster.audiences ?? []).filter(({ name }) => roleKey(name) === key);
  if (channels.length > 0) return channels;
  return resolveRole(roster, { role: audience, column: null }, at).people;
}
