/** What people are told of their shifts: who takes over and hands over, what is open, what comes. */

import type { Incident } from "../incident.ts";
import type { Notice } from "../message.ts";
import { isReachable, type Person } from "../person.ts";
import { findPerson, type Roster, roleKey } from "../roster.ts";
import { instantText } from "./instant-text.ts";
import type { ComingShift, ShiftChange } from "./shift-watch.ts";

/** An incident that is not over, with those who were paged for it. */
export interface OpenIncident {
  readonly incident: Incident;
  readonly pagedIds: ReadonlySet<string>;
}

/** A notice to one person. */
export interface ShiftNotice {
  readonly person: Person;
  readonly notice: Notice;
}

const OPEN_SHOWN_MAX = 5;

/** One to each person on either side of a change; of several changes at once, one for all. */
export function handOffNotices(
  changes: readonly ShiftChange[],
  open: readonly OpenIncident[],
  roster: Roster,
): readonly ShiftNotice[] {
  const names = changes.flatMap(({ from, to }) => [from, to]);
  return reachable(roster, names).map((person) => {
    const isThem = (name: string | null): boolean =>
      name !== null && findPerson(roster, name)?.id === person.id;
    const taken = changes.filter(({ to }) => isThem(to));
    const left = changes.filter(({ from }) => isThem(from));
    const zone = person.timeZone ?? roster.timeZone;
    // Those who take over need what the others had; those who leave, what they still have.
    const whose = reachableOrNot(roster, [person.name, ...taken.map(({ from }) => from)]);
    const sentences = [
      ...taken.map(
        ({ schedule, from, until }) =>
          `You are on call in ${schedule.name}${untilText(until, zone)}` +
          `${from === null ? "" : `, after ${from}`}.`,
      ),
      ...left.map(({ schedule, to }) => `${to ?? "Nobody"} is on call in ${schedule.name} now.`),
      openText(open.filter((one) => whose.some((other) => concerns(one, other)))),
    ];
    const headline = [
      ...(taken.length === 0 ? [] : [`On call now: ${namesOf(taken)}`]),
      ...(left.length === 0 ? [] : [`No longer on call: ${namesOf(left)}`]),
    ].join("; ");
    return { person, notice: { kind: "hand-off", headline, text: sentences.join(" ") } };
  });
}

/** One to each person whose shifts begin soon. */
export function comingNotices(
  coming: readonly ComingShift[],
  roster: Roster,
): readonly ShiftNotice[] {
  return reachable(
    roster,
    coming.map(({ person }) => person),
  ).map((person) => {
    const theirs = coming.filter((shift) => findPerson(roster, shift.person)?.id === person.id);
    const zone = person.timeZone ?? roster.timeZone;
    const sentences = theirs.map(
      ({ schedule, startsAt, until }) =>
        `You will be on call in ${schedule.name} from ${instantText(startsAt, zone)}` +
        `${untilText(until, zone)}.`,
    );
    const headline = `On call soon: ${namesOf(theirs)}`;
    return { person, notice: { kind: "upcoming-shift", headline, text: sentences.join(" ") } };
  });
}

function concerns({ incident, pagedIds }: OpenIncident, { id, name }: Person): boolean {
  const inCharge = [incident.acknowledgedBy, ...Object.values(incident.roles)];
  return pagedIds.has(id) || inCharge.some((one) => one !== null && roleKey(one) === roleKey(name));
}

function openText(open: readonly OpenIncident[]): string {
  if (open.length === 0) return "Nothing is open.";
  const shown = open
    .slice(0, OPEN_SHOWN_MAX)
    .map(({ incident: { number, severity, title, status, acknowledgedBy } }) => {
      const by = acknowledgedBy === null ? status : `${status} by ${acknowledgedBy}`;
      return `${severity} ${number} ${title} (${by})`;
    });
  const more = open.length - shown.length;
  return `Open: ${shown.join("; ")}${more > 0 ? ` and ${more} more` : ""}.`;
}

function reachable(roster: Roster, names: readonly (string | null)[]): readonly Person[] {
  return reachableOrNot(roster, names).filter(isReachable);
}

/** Each person once; names that nobody has are left out. */
function reachableOrNot(roster: Roster, names: readonly (string | null)[]): readonly Person[] {
  const people = names.flatMap((name) => (name === null ? [] : (findPerson(roster, name) ?? [])));
  return [...new Map(people.map((person) => [person.id, person])).values()];
}

function namesOf(changes: readonly Pick<ShiftChange, "schedule">[]): string {
  return changes.map(({ schedule }) => schedule.name).join(", ");
}

function untilText(until: number | null, zone: string): string {
  return until === null ? "" : ` until ${instantText(until, zone)}`;
}
