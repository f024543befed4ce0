/** Shifts that a calendar has brought, and whose they are. A shift of nobody we know is a gap, and is said. */

import type { Person } from "../person.ts";
import type { OverlayLayer, Playbook } from "../playbook.ts";
import { roleKey } from "../roster.ts";
import type { Interval } from "./span.ts";

export interface ImportedShift extends Interval {
  /** What the event is called. */
  readonly summary: string;
  /** Names of who takes part. */
  readonly names: readonly string[];
  /** Their addresses, in small letters. */
  readonly emails: readonly string[];
}

/** By the id of the layer that a calendar fills: `calendarId`. */
export type ImportedCalendars = ReadonlyMap<string, readonly ImportedShift[]>;

/** Of a layer of a schedule, by its place. */
export function calendarId(scheduleId: string, layer: number): string {
  return `${scheduleId}/${layer}`;
}

/**
 * The name of whose shift it is: by an address, else by the name of who takes part, else by the name that
 * the event's own begins or ends with, or has in it. Undefined where that is nobody, or more than one.
 */
export function personOfShift(
  { summary, names, emails }: ImportedShift,
  people: readonly Person[],
): string | undefined {
  const byAddress = people.filter(({ contactMethods }) =>
    contactMethods.some(
      ({ kind, address }) => kind === "email" && emails.includes(address.toLowerCase()),
    ),
  );
  if (byAddress.length > 0) return theOnly(byAddress);
  const keys = new Set(names.map(roleKey));
  const byName = people.filter(({ name }) => keys.has(roleKey(name)));
  if (byName.length > 0) return theOnly(byName);
  const said = ` ${roleKey(summary)} `;
  const inSummary = people.filter(({ name }) => said.includes(` ${roleKey(name)} `));
  // "Ann Lee" is meant where both an Ann and an Ann Lee are known.
  const longest = inSummary.filter(
    (one) => !inSummary.some((other) => other !== one && isPartOf(one.name, other.name)),
  );
  return theOnly(longest);
}

function theOnly(people: readonly Person[]): string | undefined {
  return people.length === 1 ? people[0]?.name : undefined;
}

function isPartOf(name: string, other: string): boolean {
  return ` ${roleKey(other)} `.includes(` ${roleKey(name)} `);
}

/** What events are called whose shift is nobody's that we know, each once. */
export function unknownIn(
  shifts: readonly ImportedShift[],
  people: readonly Person[],
): readonly string[] {
  const unknown = shifts.filter((shift) => personOfShift(shift, people) === undefined);
  return [...new Set(unknown.map(({ summary }) => summary))];
}

/**
 * The playbook with the shifts of its calendars in place of their addresses: from here on nothing knows
 * whence a shift came, so that every question has the same answer.
 */
export function withImportedShifts<P extends Pick<Playbook, "overlay">>(
  playbook: P,
  calendars: ImportedCalendars,
  people: readonly Person[],
): P {
  const { schedules } = playbook.overlay;
  if (schedules === undefined || calendars.size === 0) return playbook;
  const filled = Object.entries(schedules).map(([id, schedule]) => {
    const layers = schedule.layers.map((layer, index) =>
      "calendar" in layer
        ? filledLayer(layer, calendars.get(calendarId(id, index)) ?? [], people)
        : layer,
    );
    return [id, { ...schedule, layers }] as const;
  });
  return { ...playbook, overlay: { ...playbook.overlay, schedules: Object.fromEntries(filled) } };
}

/** A layer whose windows are in its own zone keeps them; the shifts are in UTC, as instants are. */
function filledLayer(
  layer: OverlayLayer,
  imported: readonly ImportedShift[],
  people: readonly Person[],
): OverlayLayer {
  const shifts = imported.flatMap((shift) => {
    const person = personOfShift(shift, people);
    if (person === undefined) return [];
    return [{ person, start: inUtc(shift.startsAt), end: inUtc(shift.endsAt) }];
  });
  const { name } = layer;
  return { ...(name === undefined ? {} : { name }), timeZone: "UTC", shifts };
}

function inUtc(at: number): string {
  const time = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO("UTC");
  return time.toPlainDateTime().toString({ smallestUnit: "second" });
}
