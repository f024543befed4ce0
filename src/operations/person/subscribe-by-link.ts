/** A person lets pages come to the browser in front of them, by a link that somebody gave them. */

import type { Person } from "../../domain/person.ts";
import type { Actor } from "../../domain/timeline.ts";
import type { Tx } from "../../store/database.ts";
import { loadPerson } from "../../store/people.ts";
import { loadPersonLink, markPersonLinkUsed, type PersonLink } from "../../store/person-links.ts";
import type { OperationContext } from "../context.ts";
import { giveContactMethod } from "./add-contact-method.ts";

/** The purpose of these links in the store. */
export const PUSH_LINK = "push";

/** Where a link stands. `used`: a browser was subscribed with it; `ready`: one may be. */
export type PushLinkState =
  | { readonly kind: "not-valid" | "expired" }
  | { readonly kind: "ready" | "used"; readonly person: Person };

export type Subscribed =
  | { readonly kind: "not-valid" | "expired" | "used" }
  | { readonly kind: "done"; readonly person: Person; readonly contactMethodId: string };

/** Where a link stands; changes nothing. */
export async function lookAtPushLink(
  context: OperationContext,
  linkId: string,
): Promise<PushLinkState> {
  const tx = context.database.read;
  return stateOf(tx, await loadPersonLink(tx, linkId, PUSH_LINK), context.clock.now());
}

/**
 * Adds the browser to its owner's contact methods, once for each link. Asked again for the same browser,
 * because the answer was lost on its way, it is done already. The address arrives checked by its channel.
 * @throws AppError `conflict` when the person has too many contact methods
 */
export async function subscribeByLink(
  context: OperationContext,
  linkId: string,
  address: string,
): Promise<Subscribed> {
  return context.database.transaction(async (tx) => {
    const now = context.clock.now();
    const state = await stateOf(tx, await loadPersonLink(tx, linkId, PUSH_LINK), now);
    if (!("person" in state)) return state;
    const { person } = state;
    const known = person.contactMethods.find(
      (method) => method.kind === "web-push" && method.address === address,
    );
    if (known !== undefined) return { kind: "done", person, contactMethodId: known.id };
    if (state.kind === "used" || !(await markPersonLinkUsed(tx, linkId, now)))
      return { kind: "used" };
    const actor: Actor = { kind: "person", id: person.id, name: person.name };
    const method = { kind: "web-push", address } as const;
    const by = "somebody who has a push link that was made for you";
    const given = await giveContactMethod(context, tx, { person, method, actor, by, via: "link" });
    return { kind: "done", person, contactMethodId: given.id };
  });
}

async function stateOf(tx: Tx, link: PersonLink | undefined, now: number): Promise<PushLinkState> {
  const person = link === undefined ? undefined : await loadPerson(tx, link.personId);
  if (link === undefined || person === undefined) return { kind: "not-valid" };
  if (link.usedAt !== null) return { kind: "used", person };
  return link.expiresAt <= now ? { kind: "expired" } : { kind: "ready", person };
}
