/** Who is on call: rotations, overrides and the people behind the names, as of one moment of loading. */

import { isReachable, type Person } from "./person.ts";
import type { Rotation } from "./playbook.ts";
import { shiftAt } from "./rotation.ts";

/** Somebody takes a column for a while. The latest made wins. */
export interface OnCallOverride {
  readonly id: string;
  readonly rotationId: string;
  readonly column: string;
  readonly personName: string;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly createdAt: number;
}

export interface Roster {
  readonly people: readonly Person[];
  readonly rotations: readonly Rotation[];
  readonly overrides: readonly OnCallOverride[];
  readonly timeZone: string;
  /** `HH:MM` */
  readonly handoffTime: string;
  /** Roles bound by the overlay to a column or person; keys are normalised by `roleKey`. */
  readonly roles: Readonly<Record<string, { readonly column?: string; readonly person?: string }>>;
  /** Names paged when everybody else failed to answer. */
  readonly catchAll: readonly string[];
  /**
   * Roles to the columns that fill them in the rotations as they are now, by `roleKey`: a policy that was
   * frozen before a column was renamed finds it here.
   */
  readonly columns?: Readonly<Record<string, string>>;
}

/** A role in a form that compares: lower case, words only. "On-Call  Engineer" and "on call engineer" are one. */
export function roleKey(role: string): string {
  return role
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

/** Made once for each list of people: deciding on hundreds of incidents asks for thousands of names. */
const byKey = new WeakMap<readonly Person[], ReadonlyMap<string, Person>>();

/** A person by the name the playbook uses, without regard to case. */
export function findPerson({ people }: Roster, name: string): Person | undefined {
  let known = byKey.get(people);
  if (known === undefined) {
    // Of two with one key the first counts.
    known = new Map(people.toReversed().map((person) => [roleKey(person.name), person]));
    byKey.set(people, known);
  }
  return known.get(roleKey(name));
}

/** The name in a rotation's column at an instant: the latest override made, else the table's. */
export function nameOnCall(
  roster: Roster,
  rotation: Rotation,
  column: string,
  at: number,
): string | undefined {
  let override: OnCallOverride | undefined;
  for (const candidate of roster.overrides) {
    if (candidate.rotationId !== rotation.id || candidate.column !== column) continue;
    if (at < candidate.startsAt || at >= candidate.endsAt) continue;
    if (override === undefined || candidate.createdAt > override.createdAt) override = candidate;
  }
  return override?.personName ?? shiftAt(rotation, roster, at)?.assignments[column];
}

export interface RoleResolution {
  /** Who fills the role and can be reached, each once. */
  readonly people: readonly Person[];
  /** Why the others named for it cannot be: "Carol has no contact method". */
  readonly missing: readonly string[];
}

/**
 * Who fills a role at an instant. In this order: what the overlay binds the role to; the rotation column
 * the policy maps it to; people whose title is the role ("CTO"); a person of that name.
 */
export function resolveRole(
  roster: Roster,
  wanted: { readonly role: string; readonly column: string | null },
  at: number,
): RoleResolution {
  const names = namesForRole(roster, wanted, at);
  const people = new Map<string, Person>();
  const missing: string[] = [];
  for (const name of names) {
    const person = findPerson(roster, name);
    if (person === undefined) missing.push(`${name} is not known`);
    else if (!isReachable(person)) missing.push(`${name} has no contact method`);
    else people.set(person.id, person);
  }
  if (names.length === 0) missing.push(`nobody fills the role "${wanted.role}"`);
  return { people: [...people.values()], missing };
}

function namesForRole(
  roster: Roster,
  wanted: { readonly role: string; readonly column: string | null },
  at: number,
): readonly string[] {
  const key = roleKey(wanted.role);
  const bound = roster.roles[key];
  if (bound?.person !== undefined) return [bound.person];
  const column = bound?.column ?? columnNow(roster, wanted.column, key);
  const names: string[] = [];
  if (column !== null) {
    for (const rotation of roster.rotations) {
      const name = nameOnCall(roster, rotation, column, at);
      if (name !== undefined && name !== "") names.push(name);
    }
  }
  if (names.length > 0) return names;
  return roster.people
    .filter((person) => roleKey(person.title ?? "") === key || roleKey(person.name) === key)
    .map((person) => person.name);
}

/** The column that a role was mapped to, where a rotation still has it; else the one it is mapped to now. */
function columnNow(roster: Roster, column: string | null, key: string): string | null {
  const isThere = roster.rotations.some(({ columns }) => columns.some((one) => one === column));
  return isThere ? column : (roster.columns?.[key] ?? null);
}

/**
 * Who is paged when nobody else answered: the catch-all of the overlay; without one that can be reached,
 * managers and admins; without those, everybody. Empty only when no person at all can be reached.
 */
export function catchAllPeople(roster: Roster): readonly Person[] {
  const named = roster.catchAll
    .map((name) => findPerson(roster, name))
    .filter((person) => person !== undefined)
    .filter(isReachable);
  if (named.length > 0) return named;
  const reachable = roster.people.filter(isReachable);
  const leading = reachable.filter(
    (person) => person.role === "manager" || person.role === "admin",
  );
  return leading.length > 0 ? leading : reachable;
}
