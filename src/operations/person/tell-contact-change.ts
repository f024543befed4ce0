import type { Notice } from "../../domain/message.ts";
import type { ContactMethod, Person } from "../../domain/person.ts";
import { insertNotices } from "../../store/notices.ts";
import type { Tx } from "../../store/schema.ts";
import type { OperationContext } from "../context.ts";

export interface ContactChange {
  /** As they were before. */
  readonly person: Person;
  /** `gone`: it was taken away because it will never work again. */
  readonly change: "added" | "removed" | "gone";
  readonly method: ContactMethod;
  /** Who did it, by name, or why it is gone. */
  readonly by: string;
}

/**
 * Tells the owner of a contact method over the ones they had that one came or went, so that nobody can turn
 * their pages elsewhere unnoticed. The notices are stored in the transaction of the change, one for each
 * way, and sent after it: neither a mail server that is down nor a process that dies keeps them back.
 */
export async function tellContactChange(
  context: OperationContext,
  tx: Tx,
  change: ContactChange,
): Promise<void> {
  const { person } = change;
  const notice = noticeOf(change);
  const notices = toldOver(change).map(({ kind, address }) => ({
    id: context.newId(),
    personId: person.id,
    notice,
    over: { kind, address },
  }));
  await insertNotices(tx, notices, context.clock.now());
}

/** An address that was only ever claimed to be the owner's is not told of the next one. */
function toldOver({ person, change, method }: ContactChange): readonly ContactMethod[] {
  const others = person.contactMethods.filter(({ id }) => id !== method.id);
  switch (change) {
    case "added":
      return others.filter(({ verifiedAt }) => verifiedAt !== undefined);
    case "removed":
      return [method, ...others];
    case "gone":
      return others;
  }
}

function noticeOf({ person: { name }, change, method: { kind }, by }: ContactChange): Notice {
  if (change === "gone") {
    return {
      kind: "contact-changed",
      headline: `Tocsin: a contact method is gone (${kind})`,
      text:
        `${name}, a contact method of kind ${kind} will never work again (${by}), so none of your pages go ` +
        "there any more. A browser subscribes again with a link: `tocsin person push-link`.",
    };
  }
  return {
    kind: "contact-changed",
    headline: `Tocsin: a contact method was ${change} (${kind})`,
    text:
      `${name}, ${by} has ${change} a contact method of kind ${kind}` +
      `${change === "added" ? " for your pages" : ", which gets no more of your pages"}. ` +
      "If you know of it, do nothing. If not, tell an administrator now: the audit log says who it was, " +
      "and `tocsin token revoke` stops their token.",
  };
}
