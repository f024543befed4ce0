import { AppError } from "../../domain/error.ts";
import type { Principal } from "../../domain/permission.ts";
import { removeContactMethod as removeStoredContactMethod } from "../../store/people.ts";
import { deleteChallenge } from "../../store/verifications.ts";
import { recordDeed } from "../audit/record.ts";
import { authorise } from "../authorise.ts";
import type { OperationContext } from "../context.ts";
import { loadPersonForChange } from "./load-for-change.ts";

/**
 * Takes away a way to reach a person, be it their last: then `oncall` says that nobody can reach them.
 * @throws AppError `not-found` without such a person or method, `forbidden`.
 */
export async function removeContactMethod(
  context: OperationContext,
  principal: Principal,
  input: { readonly personId: string; readonly methodId: string },
): Promise<void> {
  authorise(principal, "person.write");
  await context.database.transaction(async (tx) => {
    const person = await loadPersonForChange(tx, principal, input.personId);
    if (!(await removeStoredContactMethod(tx, person.id, input.methodId)))
      throw new AppError("not-found", `${person.name} has no contact method ${input.methodId}.`);
    await deleteChallenge(tx, input.methodId);
    await recordDeed(context, tx, {
      principal,
      action: "contact-method.remove",
      subject: `person ${person.id}`,
      detail: { contactMethodId: input.methodId },
    });
  });
}
