/** Who commands an incident. */

import type { Incident } from "./incident.ts";
import { isReachable, type Person } from "./person.ts";
import { findPerson, type Roster } from "./roster.ts";

/** "Incident Commander", "Einsatzleitung", "Incident Lead", "Incident Manager": what playbooks call them. */
const COMMANDER = /\bcommand|einsatzleit|\bincident[\s-]+(?:lead|manag)/iu;

export function isCommandingRole(role: string): boolean {
  return COMMANDER.test(role);
}

/** The name of who has accepted command; undefined while nobody has. */
export function commanderName({ roles }: Incident): string | undefined {
  return Object.entries(roles).find(([role]) => isCommandingRole(role))?.[1];
}

/** Who has accepted command, as far as they can be reached. */
export function commanderOf(incident: Incident, roster: Roster): Person | undefined {
  const name = commanderName(incident);
  const person = name === undefined ? undefined : findPerson(roster, name);
  return person !== undefined && isReachable(person) ? person : undefined;
}
