import type { Incident } from "./incident.ts";
import { isReachable, type Person } from "./person.ts";
import { findPerson, type Roster } from "./roster.ts";

/** Whoever acknowledged and whoever holds a role, as far as they can be reached. */
export function peopleInCharge(incident: Incident, roster: Roster): readonly Person[] {
  const names = [incident.acknowledgedBy, ...Object.values(incident.roles)];
  const people = new Map<string, Person>();
  for (const name of names) {
    const person = name === null ? undefined : findPerson(roster, name);
    if (person !== undefined && isReachable(person)) people.set(person.id, person);
  }
  return [...people.values()];
}
