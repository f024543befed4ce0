import { AppError } from "../../domain/error.ts";
import type { Principal } from "../../domain/permission.ts";
import type { ContactMethod, Person } from "../../domain/person.ts";
import { loadPerson } from "../../store/people.ts";
import type { Tx } from "../../store/schema.ts";
import { loadPersonForChange } from "./load-for-change.ts";

/**
 * The principal's own person, or one that it may change.
 * @throws AppError `not-found` without such a person, `forbidden` for somebody else.
 */
export async function loadPersonConcerned(
  tx: Tx,
  principal: Principal,
  id: string,
): Promise<Person> {
  if (principal.personId !== id) return loadPersonForChange(tx, principal, id);
  const person = await loadPerson(tx, id);
  if (person === undefined) throw new AppError("not-found", `There is no person ${id}.`);
  return person;
}

/** @throws AppError `not-found`. */
export function contactMethodOf(person: Person, methodId: string): ContactMethod {
  const method = person.contactMethods.find(({ id }) => id === methodId);
  if (method === undefined)
    throw new AppError("not-found", `${person.name} has no contact method ${methodId}.`);
  return method;
}
