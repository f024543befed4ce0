/**
 * Whether whoever is on call can be relied on to be reached: two verified contact methods of different
 * kinds are expected, so that one provider's failure is not everybody's silence. A method that is not
 * verified is tried all the same. A test page that did not arrive is told besides. Everything that shows
 * people shows these words.
 */

import { type ContactMethod, isReachable, type Person } from "./person.ts";
import { findPerson, type Roster } from "./roster.ts";
import { peopleOf } from "./schedule/schedule.ts";

const KINDS_EXPECTED = 2;

export interface ChannelWarning {
  /** As the schedule names them. */
  readonly person: string;
  /** A sentence that begins with the name. */
  readonly text: string;
}

/** What is missing before this person can be relied on when on call; undefined for nothing. */
export function channelWarning(person: Person): string | undefined {
  if (!isReachable(person)) return `${person.name} has no contact method and cannot be paged.`;
  const sentences = [
    ...kindsWarning(person),
    ...person.contactMethods.flatMap(testWarning(person)),
  ];
  return sentences.length === 0 ? undefined : sentences.join(" ");
}

/** A test page that failed, or that nobody has seen: a page may go the same way. */
function testWarning({ name }: Person): (method: ContactMethod) => readonly string[] {
  return ({ kind, lastTest }) => {
    if (lastTest === undefined || lastTest.seenAt !== undefined) return [];
    switch (lastTest.outcome) {
      case "failed":
        return [`${name}'s last test page failed (${kind}: ${lastTest.reason ?? "unknown"}).`];
      case "unseen":
        return [`${name}'s last test page was never seen (${kind}).`];
      default:
        return [];
    }
  };
}

function kindsWarning({ name, contactMethods }: Person): readonly string[] {
  const verified = contactMethods
    .filter(({ verifiedAt }) => verifiedAt !== undefined)
    .map(({ kind }) => kind)
    // It reaches whoever looks at the server's terminal.
    .filter((kind) => kind !== "console");
  const kinds = [...new Set(verified)];
  if (kinds.length >= KINDS_EXPECTED) return [];
  const expected = `${KINDS_EXPECTED} of different kinds are expected of whoever is on call`;
  return kinds.length === 0
    ? [`${name} has no verified contact method; ${expected}.`]
    : [`${name} has verified contact methods of one kind only, ${kinds.join("")}; ${expected}.`];
}

/** Of those who are named, each once, in their order. */
export function channelWarnings(
  roster: Roster,
  names: Iterable<string>,
): readonly ChannelWarning[] {
  return [...new Set(names)].flatMap((name) => {
    const person = findPerson(roster, name);
    if (person === undefined) return [{ person: name, text: `${name} is nobody that is known.` }];
    const text = channelWarning(person);
    return text === undefined ? [] : [{ person: name, text }];
  });
}

/** Everybody whom some schedule or override puts on call at some time. */
export function peopleOnCall(roster: Roster): readonly Person[] {
  const names = [
    ...roster.rotations.flatMap(({ shifts }) =>
      shifts.flatMap(({ assignments }) => Object.values(assignments)),
    ),
    ...roster.schedules.flatMap(({ layers }) =>
      layers.flatMap(({ rotation }) => peopleOf(rotation)),
    ),
    ...roster.overrides.filter(({ kind }) => kind !== "remove").map(({ person }) => person),
  ];
  return [...new Set(names.flatMap((name) => findPerson(roster, name) ?? []))];
}
