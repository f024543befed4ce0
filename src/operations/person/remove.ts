import { AppError } from "../../domain/error.ts";
import type { Principal } from "../../domain/permission.ts";
import { deletePerson } from "../../store/people.ts";
import { revokeTokensOf } from "../../store/tokens.ts";
import { recordDeed } from "../audit/record.ts";
import type { OperationContext } from "../context.ts";
import { loadPersonForChange } from "./load-for-change.ts";

/**
 * Removes somebody who has left: their ways to be reached, their tokens, feeds and swaps go with them. What
 * incidents tell of them stays, and pages that are on their way to them are given up, with an entry. A
 * playbook that still names them has nobody there, as schedules and `doctor` say.
 * @throws AppError `not-found`, `forbidden` for oneself and beyond the principal's teams.
 */
export async function removePerson(
  context: OperationContext,
  principal: Principal,
  input: { readonly personId: string },
): Promise<void> {
  await context.database.transaction(async (tx) => {
    const person = await loadPersonForChange(tx, principal, input.personId);
    if (person.id === principal.personId) {
      throw new AppError(
        "forbidden",
        "You cannot remove yourself: another administrator must, so that one remains.",
      );
    }
    const tokens = await revokeTokensOf(tx, person.id, context.clock.now());
    await deletePerson(tx, person.id);
    const { name, role, teams } = person;
    await recordDeed(context, tx, {
      principal,
      action: "person.remove",
      subject: `person ${person.id}`,
      detail: { name, role, teams, tokens },
    });
  });
}
