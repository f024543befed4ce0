import { AppError } from "../../domain/error.ts";
import type { Principal } from "../../domain/permission.ts";
import type { ContactMethod, Person } from "../../domain/person.ts";
import type { ContactMethodKind } from "../../domain/playbook.ts";
import type { Actor } from "../../domain/timeline.ts";
import { appendAudit } from "../../store/audit.ts";
import { addContactMethod as addStoredContactMethod } from "../../store/people.ts";
import type { Tx } from "../../store/schema.ts";
import { authorise } from "../authorise.ts";
import type { OperationContext } from "../context.ts";
import { actorOf } from "../incident/change.ts";
import { loadPersonForChange } from "./load-for-change.ts";
import { tellContactChange } from "./tell-contact-change.ts";

/** More would only delay the step after a person who does not answer. */
const CONTACT_METHODS_MAX = 20;

/**
 * Adds a way to reach a person, tried after those they have. They are told over those that are verified.
 * The address arrives checked by its channel.
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
  return context.database.transaction(async (tx) => {
    const person = await loadPersonForChange(tx, principal, input.personId);
    const given = { person, method: { kind, address }, actor: actorOf(principal) };
    return giveContactMethod(context, tx, { ...given, by: principal.name });
  });
}

/**
 * The same within a transaction, for whoever has seen to it that the actor may.
 * @throws AppError `conflict`
 */
export async function giveContactMethod(
  context: OperationContext,
  tx: Tx,
  given: {
    readonly person: Person;
    readonly method: Pick<ContactMethod, "kind" | "address">;
    readonly actor: Actor;
    /** Who did it, as its owner is told. */
    readonly by: string;
    /** By what they did it, where it was not the API. */
    readonly via?: string;
  },
): Promise<ContactMethod> {
  const { person, actor, by, via } = given;
  const method: ContactMethod = { id: context.newId(), ...given.method };
  const { kind, address } = method;
  const known = person.contactMethods;
  if (known.some((other) => other.kind === kind && other.address === address))
    throw new AppError("conflict", `${person.name} has this contact method already.`);
  if (known.length >= CONTACT_METHODS_MAX)
    throw new AppError("conflict", `${person.name} has ${known.length} contact methods already.`);
  const now = context.clock.now();
  await addStoredContactMethod(tx, person.id, method, now);
  await tellContactChange(context, tx, { person, change: "added", method, by });
  await appendAudit(tx, {
    id: context.newId(),
    at: now,
    actor,
    action: "contact-method.add",
    subject: `person ${person.id}`,
    detail: { contactMethodId: method.id, kind, ...(via === undefined ? {} : { via }) },
  });
  return method;
}
