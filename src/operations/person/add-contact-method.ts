import { AppError } from "../../domain/error.ts";
import type { Principal } from "../../domain/permission.ts";
import type { ContactMethod } from "../../domain/person.ts";
import type { ContactMethodKind } from "../../domain/playbook.ts";
import { addContactMethod as addStoredContactMethod } from "../../store/people.ts";
import { recordDeed } from "../audit/record.ts";
import { authorise } from "../authorise.ts";
import type { OperationContext } from "../context.ts";
import { loadPersonForChange } from "./load-for-change.ts";

/** More would only delay the step after a person who does not answer. */
const CONTACT_METHODS_MAX = 20;

/**
 * Adds a way to reach a person, tried after those they have. The address arrives checked by its channel.
 * @throws AppError `not-found`, `forbidden`, or `conflict` when they have it already or have too many.
 */
export async function addContactMethod(
  context: OperationContext,
  principal: Principal,
  input: {
    readonly personId: string;
    readonly kind: ContactMethodKind;
    readonly address: string;
  },
): Promise<ContactMethod> {
  authorise(principal, "person.write");
  const { kind, address } = input;
  const method: ContactMethod = { id: context.newId(), kind, address };
  await context.database.transaction(async (tx) => {
    const person = await loadPersonForChange(tx, principal, input.personId);
    const known = person.contactMethods;
    if (known.some((other) => other.kind === kind && other.address === address))
      throw new AppError("conflict", `${person.name} has this contact method already.`);
    if (known.length >= CONTACT_METHODS_MAX)
      throw new AppError("conflict", `${person.name} has ${known.length} contact methods already.`);
    await addStoredContactMethod(tx, person.id, method, context.clock.now());
    await recordDeed(context, tx, {
      principal,
      action: "contact-method.add",
      subject: `person ${person.id}`,
      detail: { contactMethodId: method.id, kind },
    });
  });
  return method;
}
