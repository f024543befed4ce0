import { AppError } from "../../domain/error.ts";
import { type Principal, type Role, roleAllows } from "../../domain/permission.ts";
import type { Person } from "../../domain/person.ts";
import { updatePerson } from "../../store/people.ts";
import { recordDeed } from "../audit/record.ts";
import { authoriseForTeams } from "../authorise.ts";
import type { OperationContext } from "../context.ts";
import { loadPersonForChange } from "./load-for-change.ts";

/** What is left out stays; null takes away. */
export interface PersonChanges {
  readonly name?: string | undefined;
  readonly title?: string | null | undefined;
  readonly timeZone?: string | null | undefined;
  readonly role?: Role | undefined;
  readonly teams?: readonly string[] | undefined;
}

/**
 * Changes who somebody is and what they may do. Their tokens do no more than they may from then on.
 * @throws AppError `not-found`, `forbidden` beyond the principal's teams or for a role of one's own that
 * could not be taken back, `conflict` when the name is taken.
 */
export async function editPerson(
  context: OperationContext,
  principal: Principal,
  { personId, changes }: { readonly personId: string; readonly changes: PersonChanges },
): Promise<void> {
  await context.database.transaction(async (tx) => {
    const before = await loadPersonForChange(tx, principal, personId);
    const person = edited(before, changes);
    authoriseForTeams(principal, "person.write", person.teams);
    refuseLockingOut(principal, person);
    await updatePerson(tx, person);
    await recordDeed(context, tx, {
      principal,
      action: "person.edit",
      subject: `person ${person.id}`,
      detail: { ...changes, nameBefore: before.name, roleBefore: before.role },
    });
  });
}

function edited(
  { title: oldTitle, timeZone: oldZone, ...before }: Person,
  to: PersonChanges,
): Person {
  const title = to.title === undefined ? oldTitle : to.title;
  const timeZone = to.timeZone === undefined ? oldZone : to.timeZone;
  return {
    ...before,
    name: to.name ?? before.name,
    role: to.role ?? before.role,
    teams: to.teams ?? before.teams,
    ...(typeof title === "string" ? { title } : {}),
    ...(typeof timeZone === "string" ? { timeZone } : {}),
  };
}

/** Whoever gives this up themselves may be the last who had it. */
function refuseLockingOut({ personId }: Principal, person: Person): void {
  if (personId !== person.id || roleAllows(person.role, "person.write")) return;
  throw new AppError(
    "forbidden",
    "You cannot take this role from yourself: another administrator must, so that one remains.",
  );
}
