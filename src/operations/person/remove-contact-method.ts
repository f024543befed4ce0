import type { Principal } from "../../domain/permission.ts";
import { removeContactMethod as removeStoredContactMethod } from "../../store/people.ts";
import { deleteChallenge } from "../../store/verifications.ts";
import { recordDeed } from "../audit/record.ts";
import { authorise } from "../authorise.ts";
import type { OperationContext } from "../context.ts";
import { contactMethodOf } from "./load-concerned.ts";
import { loadPersonForChange } from "./load-for-change.ts";
import { tellContactChange } from "./tell-contact-change.ts";

/**
 * Takes away a way to reach a person, be it their last: then `oncall` says that nobody can reach them. They
 * are told over it and over those that are left.
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
    const method = contactMethodOf(person, input.methodId);
    await removeStoredContactMethod(tx, person.id, method.id);
    await deleteChallenge(tx, method.id);
    const by = principal.name;
    await tellContactChange(context, tx, { person, change: "removed", method, by });
    await recordDeed(context, tx, {
      principal,
      action: "contact-method.remove",
      subject: `person ${person.id}`,
      detail: { contactMethodId: method.id, kind: method.kind },
    });
  });
}
