/** What happens next if nobody answers, in a sentence. */

import { activeSteps, nextEscalationAt, nextStep } from "./escalation.ts";
import type { Incident } from "./incident.ts";
import { catchAllPeople, type Roster } from "./roster.ts";
import { resolveStep } from "./target.ts";

export interface NextEscalation {
  readonly at: number;
  readonly role: string;
  readonly people: readonly string[];
}

/** Who is paged next and when, were it to happen as the roster stands; null when nobody is. */
export function nextEscalation(incident: Incident, roster: Roster): NextEscalation | null {
  const at = nextEscalationAt(incident);
  if (at === null || incident.status === "resolved" || incident.status === "closed") return null;
  const step = nextStep(incident) ?? activeSteps(incident)[0];
  const people = step === undefined ? [] : resolveStep(roster, step, at).people;
  if (step !== undefined && people.length > 0) {
    return { at, role: step.role, people: people.map((person) => person.name) };
  }
  return { at, role: "catch-all", people: catchAllPeople(roster).map((person) => person.name) };
}

/** "Bob (Incident Commander) is paged at 14:35 UTC"; empty when nothing follows. */
export function describeNext(incident: Incident, roster: Roster, timeZone: string): string {
  const next = nextEscalation(incident, roster);
  if (next === null) return "";
  const at = timeOfDay(next.at, timeZone);
  if (next.people.length === 0) return `nobody can be reached; it is tried again at ${at}`;
  const verb = incident.rules.pages ? "paged" : "notified";
  return `${next.people.join(", ")} (${next.role}) is ${verb} at ${at}`;
}

/** `14:35 CET (13:35 UTC)`, or `14:35 UTC` alone; a zone that is none counts as UTC. */
export function timeOfDay(at: number, timeZone: string): string {
  const utc = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO("UTC");
  const clock = (time: Temporal.ZonedDateTime): string => time.toPlainTime().toString().slice(0, 5);
  const local = inZone(utc, timeZone);
  if (local.timeZoneId === "UTC") return `${clock(utc)} UTC`;
  const name = local.toLocaleString("en-GB", { timeZoneName: "short" }).split(" ").at(-1);
  return `${clock(local)} ${name ?? timeZone} (${clock(utc)} UTC)`;
}

/** A person's zone is data: a wrong one must not keep a page from going out. */
function inZone(utc: Temporal.ZonedDateTime, timeZone: string): Temporal.ZonedDateTime {
  try {
    return utc.withTimeZone(timeZone);
  } catch {
    return utc;
  }
}
