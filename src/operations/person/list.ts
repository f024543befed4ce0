import type { Principal } from "../../domain/permission.ts";
import type { Person } from "../../domain/person.ts";
import { listPeople } from "../../store/people.ts";
import { authorise } from "../authorise.ts";
import type { OperationContext } from "../context.ts";
import { type PersonWithWarning, withWarnings } from "./with-warning.ts";

/** The people a principal may see, in the order of names: of their teams, and those of no team. */
export async function listVisiblePeople(
  context: OperationContext,
  principal: Principal,
): Promise<readonly PersonWithWarning[]> {
  authorise(principal, "person.read");
  const tx = context.database.read;
  const people = await listPeople(tx);
  return withWarnings(
    tx,
    people.filter((person) => maySee(principal, person)),
  );
}

/** Somebody without a team works for everybody. */
export function maySee(principal: Principal, { teams }: Person): boolean {
  if (principal.teams.length === 0 || teams.length === 0) return true;
  return teams.some((team) => principal.teams.includes(team));
}
