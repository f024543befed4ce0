import { AppError } from "../../domain/error.ts";
import type { Principal } from "../../domain/permission.ts";
import type { Person } from "../../domain/person.ts";
import { loadPerson } from "../../store/people.ts";
import type { Tx } from "../../store/schema.ts";
import { authoriseForTeams } from "../authorise.ts";
import { maySee } from "./list.ts";

/**
 * A person whom the principal may change.
 * @throws AppError `not-found` for somebody it may not see, `forbidden` for somebody it only may see.
 */
export async function loadPersonForChange(
  tx: Tx,
  principal: Principal,
  id: string,
): Promise<Person> {
  const person = await loadPerson(tx, id);
  if (person === undefined || !maySee(principal, person))
    throw new AppError("not-found", `There is no person ${id}.`);
  authoriseForTeams(principal, "person.write", person.teams);
  return person;
}
