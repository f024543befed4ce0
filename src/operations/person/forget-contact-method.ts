import { SYSTEM } from "../../domain/timeline.ts";
import { appendAudit } from "../../store/audit.ts";
import { loadPerson, removeContactMethod } from "../../store/people.ts";
import type { Tx } from "../../store/schema.ts";
import type { OperationContext } from "../context.ts";
import { tellContactChange } from "./tell-contact-change.ts";

/**
 * Takes away a way to reach a person that will never work again, as its provider says: each page over it
 * would be lost time. Its owner is told over the others. Nothing happens when it is gone already.
 * @returns whether it was there
 */
export async function forgetContactMethod(
  context: OperationContext,
  tx: Tx,
  gone: {
    readonly personId: string;
    readonly contactMethodId: string;
    /** What the provider said. */
    readonly because: string;
  },
): Promise<boolean> {
  const { personId, contactMethodId, because } = gone;
  const person = await loadPerson(tx, personId);
  const method = person?.contactMethods.find(({ id }) => id === contactMethodId);
  if (person === undefined || method === undefined) return false;
  if (!(await removeContactMethod(tx, personId, contactMethodId))) return false;
  await tellContactChange(context, tx, { person, change: "gone", method, by: because });
  await appendAudit(tx, {
    id: context.newId(),
    at: context.clock.now(),
    actor: SYSTEM,
    action: "contact-method.remove",
    subject: `person ${personId}`,
    detail: { contactMethodId, because },
  });
  return true;
}
