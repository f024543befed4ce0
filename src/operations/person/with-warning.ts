import { assert } from "../../domain/assert.ts";
import { channelWarning, peopleOnCall } from "../../domain/channel-warning.ts";
import type { Person } from "../../domain/person.ts";
import type { Tx } from "../../store/schema.ts";
import { loadRosterInForce } from "../roster/load.ts";

export interface PersonWithWarning {
  readonly person: Person;
  /** What they lack to be reached for certain when they are on call; undefined also where they never are. */
  readonly warning: string | undefined;
  /** IANA: their own, else the playbook's. */
  readonly timeZone: string;
}

/** People with what whoever of them is on call at some time lacks. */
export async function withWarnings(
  tx: Tx,
  people: readonly Person[],
): Promise<readonly PersonWithWarning[]> {
  const roster = await loadRosterInForce(tx);
  const onCall = new Set(roster === undefined ? [] : peopleOnCall(roster).map(({ id }) => id));
  return people.map((person) => ({
    person,
    warning: onCall.has(person.id) ? channelWarning(person) : undefined,
    timeZone: person.timeZone ?? roster?.timeZone ?? "UTC",
  }));
}

/** The same of one. */
export async function withWarning(tx: Tx, person: Person): Promise<PersonWithWarning> {
  const [shown] = await withWarnings(tx, [person]);
  assert(shown !== undefined, "everybody given is shown");
  return shown;
}
