import { channelWarning, peopleOnCall } from "../../domain/channel-warning.ts";
import { AppError } from "../../domain/error.ts";
import type { Person } from "../../domain/person.ts";
import type { Tx } from "../../store/schema.ts";
import { loadInForce } from "../roster/load.ts";

export interface PersonWithWarning {
  readonly person: Person;
  /** What they lack to be reached for certain when they are on call; undefined also where they never are. */
  readonly warning: string | undefined;
}

/** People with what whoever of them is on call at some time lacks. */
export async function withWarnings(
  tx: Tx,
  people: readonly Person[],
): Promise<readonly PersonWithWarning[]> {
  const onCall = await idsOnCall(tx);
  return people.map((person) => ({
    person,
    warning: onCall.has(person.id) ? channelWarning(person) : undefined,
  }));
}

async function idsOnCall(tx: Tx): Promise<ReadonlySet<string>> {
  try {
    const { roster } = await loadInForce(tx);
    return new Set(peopleOnCall(roster).map(({ id }) => id));
  } catch (error) {
    // Without a playbook nobody is on call, and people can be added all the same.
    if (error instanceof AppError && error.code === "unavailable") return new Set();
    throw error;
  }
}
