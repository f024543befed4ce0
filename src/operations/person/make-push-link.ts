import type { Principal } from "../../domain/permission.ts";
import type { Person } from "../../domain/person.ts";
import { insertPersonLink } from "../../store/person-links.ts";
import { recordDeed } from "../audit/record.ts";
import { authorise } from "../authorise.ts";
import type { OperationContext } from "../context.ts";
import { loadPersonForChange } from "./load-for-change.ts";
import { PUSH_LINK } from "./subscribe-by-link.ts";

/** Long enough for somebody who is asleep now; a link that leaks is not good for longer. */
const VALID_MS = 24 * 60 * 60 * 1000;

export interface PushLink {
  readonly id: string;
  readonly person: Person;
  readonly expiresAt: number;
}

/**
 * Makes a link with which a person lets pages come to one browser of theirs, once, without login.
 * @throws AppError `not-found` without such a person, `forbidden`.
 */
export async function makePushLink(
  context: OperationContext,
  principal: Principal,
  input: { readonly personId: string },
): Promise<PushLink> {
  authorise(principal, "person.write");
  const id = context.newId();
  return context.database.transaction(async (tx) => {
    const person = await loadPersonForChange(tx, principal, input.personId);
    const createdAt = context.clock.now();
    const expiresAt = createdAt + VALID_MS;
    await insertPersonLink(tx, {
      id,
      purpose: PUSH_LINK,
      personId: person.id,
      createdAt,
      expiresAt,
    });
    await recordDeed(context, tx, {
      principal,
      action: "person.push-link",
      subject: `person ${person.id}`,
      detail: { linkId: id },
    });
    return { id, person, expiresAt };
  });
}
