/** Who is on call: rotations, overrides and the people behind the names, as of one moment of loading. */

import { isReachable, type Person } from "./person.ts";
import type { OverlayRole, Rotation } from "./playbook.ts";
import { spanAt } from "./schedule/final-schedule.ts";
import { columnSchedule } from "./schedule/playbook-schedules.ts";
import type { Schedule, ScheduleOverride } from "./schedule/schedule.ts";

export interface OnCallOverride extends ScheduleOverride {
  /** Of a table's column: `columnScheduleId`. */
  readonly scheduleId: string;
}

export interface Roster {
  readonly people: readonly Person[];
  readonly rotations: readonly Rotation[];
  /** Those that are no column of a rotation. */
  readonly schedules: readonly Schedule[];
  readonly overrides: readonly OnCallOverride[];
  readonly timeZone: string;
  /** `HH:MM` */
  readonly handoffTime: string;
  /** What the overlay binds roles to; keys are normalised by `roleKey`. */
  readonly roles: Readonly<Record<string, OverlayRole>>;
  /** Names paged when everybody else failed to answer. */
  readonly catchAll: readonly string[];
  /**
   * Programs that steps may call on, in the form of people with one contact method: what calls on somebody
   * need not know the difference. They are nobody's name, and can answer nothing.
   */
  readonly webhooks?: readonly Person[];
  /** Audiences, one for each of their channels, in the same form: each is told over all of them. */
  readonly audiences?: readonly Person[];
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

/** Whether an id of somebody called on is a program's. */
export function isWebhook({ webhooks = [] }: Roster, id: string): boolean {
  return webhooks.some((webhook) => webhook.id === id);
}

/** The overrides of a schedule, in the order in which the roster has them. */
export function overridesOf(roster: Roster, schedule: Schedule): readonly OnCallOverride[] {
  return roster.overrides.filter(({ scheduleId }) => scheduleId === schedule.id);
}

/** Who is on call in a schedule at an instant; undefined where it has a gap. */
export function personOnCall(roster: Roster, schedule: Schedule, at: number): string | undefined {
  return spanAt(schedule, overridesOf(roster, schedule), at).person ?? undefined;
}

export interface RoleResolution {
  /** Who fills the role and can be reached, each once. */
  readonly people: readonly Person[];
  /** Why the others named for it cannot be: "Carol has no contact method". */
  readonly missing: readonly string[];
  /** Those among them who are known and have no contact method. */
  readonly unreachable: readonly Person[];
}

/**
 * Who fills a role at an instant. In this order: what the overlay binds the role to; the schedule of that
 * name; the rotation column the policy maps it to; people whose title is the role ("CTO"); a person of that
 * name.
 */
export function resolveRole(
  roster: Roster,
  wanted: { readonly role: string; readonly column: string | null },
  at: number,
): RoleResolution {
  const names = namesForRole(roster, wanted, at);
  return resolveNames(roster, names, `nobody fills the role "${wanted.role}"`);
}

/** The people behind names, each once, and why the others cannot be reached. */
export function resolveNames(
  roster: Roster,
  names: readonly string[],
  whyNone: string,
): RoleResolution {
  const people = new Map<string, Person>();
  const missing: string[] = [];
  const unreachable: Person[] = [];
  for (const name of names) {
    const person = findPerson(roster, name);
    if (person === undefined) missing.push(`${name} is not known`);
    else if (!isReachable(person)) {
      missing.push(`${name} has no contact method`);
      unreachable.push(person);
    } else people.set(person.id, person);
  }
  if (names.length === 0) missing.push(whyNone);
  return { people: [...people.values()], missing, unreachable };
}

/** The schedules whose people fill a role: by the overlay, by its name, by its column. */
export function schedulesForRole(
  roster: Roster,
  { role, column }: { readonly role: string; readonly column: string | null },
): readonly Schedule[] {
  const key = roleKey(role);
  const bound = roster.roles[key];
  if (bound?.person !== undefined) return [];
  const stated = roster.schedules.filter(({ id, name }) =>
    bound === undefined ? roleKey(name) === key : id === bound.schedule,
  );
  if (stated.length > 0) return stated;
  const mapped = bound?.column ?? columnNow(roster, column, key);
  return roster.rotations.flatMap((rotation) =>
    rotation.columns
      .filter((one) => one === mapped)
      .map((one) => columnSchedule(roster, rotation, one)),
  );
}

function namesForRole(
  roster: Roster,
  wanted: { readonly role: string; readonly column: string | null },
  at: number,
): readonly string[] {
  const key = roleKey(wanted.role);
  const bound = roster.roles[key];
  if (bound?.person !== undefined) return [bound.person];
  const names = schedulesForRole(roster, wanted).flatMap(
    (schedule) => personOnCall(roster, schedule, at) ?? [],
  );
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
