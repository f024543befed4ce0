import { isAllowed, type Principal } from "../../domain/permission.ts";
import type { Person } from "../../domain/person.ts";
import { loadPerson } from "../../store/people.ts";
import type { Tx } from "../../store/schema.ts";
import { authorise } from "../authorise.ts";
import type { OperationContext } from "../context.ts";
import { maySee } from "./list.ts";
import { loadPersonConcerned } from "./load-concerned.ts";
import { type PersonWithWarning, withWarning } from "./with-warning.ts";

/**
 * One person: oneself, or somebody among those that the principal may see.
 * @throws AppError `not-found`, `forbidden`.
 */
export async function showPerson(
  context: OperationContext,
  principal: Principal,
  id: string,
): Promise<PersonWithWarning> {
  authorise(principal, "person.self");
  const tx = context.database.read;
  return withWarning(tx, await personToShow(tx, principal, id));
}

async function personToShow(tx: Tx, principal: Principal, id: string): Promise<Person> {
  const person = isAllowed(principal, "person.read") ? await loadPerson(tx, id) : undefined;
  if (person !== undefined && maySee(principal, person)) return person;
  return loadPersonConcerned(tx, principal, id);
}
