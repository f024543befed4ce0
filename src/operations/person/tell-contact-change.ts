import { type Notice, noticeMessage } from "../../domain/message.ts";
import type { ContactMethod, Person } from "../../domain/person.ts";
import type { OperationContext, Send } from "../context.ts";

export interface ContactChange {
  /** As they were before. */
  readonly person: Person;
  readonly change: "added" | "removed";
  readonly method: ContactMethod;
  /** Who did it, by name. */
  readonly by: string;
}

/**
 * Tells the owner of a contact method over the ones they had that one came or went, so that nobody can turn
 * their pages elsewhere unnoticed. To be called once the change is committed. Each is tried once and no
 * failure is anybody's to mend: it is logged, and the change stands.
 */
export async function tellContactChange(
  context: OperationContext,
  send: Send,
  change: ContactChange,
): Promise<void> {
  const { person } = change;
  const reader = { personName: person.name, timeZone: person.timeZone ?? "UTC" };
  const notice = noticeOf(change);
  const tell = async ({ id, kind, address }: ContactMethod): Promise<void> => {
    const stamp = { id: context.newId(), now: context.clock.now() };
    const outcome = await contained(send(kind, address, noticeMessage(notice, reader, stamp)));
    if (outcome !== "delivered")
      context.log.warn(
        { person: person.id, contactMethod: id, outcome },
        "a change of contact methods could not be told over one of them",
      );
  };
  await Promise.all(toldOver(change).map(tell));
}

/** An address that was only ever claimed to be the owner's is not told of the next one. */
function toldOver({ person, change, method }: ContactChange): readonly ContactMethod[] {
  const others = person.contactMethods.filter(({ id }) => id !== method.id);
  return change === "removed"
    ? [method, ...others]
    : others.filter(({ verifiedAt }) => verifiedAt !== undefined);
}

async function contained(sending: ReturnType<Send>): Promise<string> {
  try {
    const outcome = await sending;
    return outcome.kind === "delivered" ? outcome.kind : outcome.reason;
  } catch {
    return "provider-error";
  }
}

function noticeOf({ person, change, method, by }: ContactChange): Notice {
  return {
    kind: "contact-changed",
    headline: `Tocsin: a contact method was ${change} (${method.kind})`,
    text:
      `${person.name}, ${by} has ${change} a contact method of kind ${method.kind}` +
      `${change === "added" ? " for your pages" : ", which gets no more of your pages"}. ` +
      "If you know of it, do nothing. If not, tell an administrator now: the audit log says who it was, " +
      "and `tocsin token revoke` stops their token.",
  };
}
