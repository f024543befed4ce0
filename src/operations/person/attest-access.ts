import { AppError } from "../../domain/error.ts";
import type { Principal } from "../../domain/permission.ts";
import { attestAccess as attestStoredAccess, withdrawAccess } from "../../store/access.ts";
import type { Tx } from "../../store/schema.ts";
import { recordDeed } from "../audit/record.ts";
import { authorise } from "../authorise.ts";
import type { OperationContext } from "../context.ts";
import { loadActivePlaybook } from "../playbook/load.ts";
import { loadPersonConcerned } from "./load-concerned.ts";

/**
 * Notes whether a person has an access that the playbook requires. Everybody says so for themselves, an
 * administrator for anybody.
 * @throws AppError `not-found` without such a person, `forbidden` for somebody else, `invalid-input` when
 * the playbook in force does not require the item.
 */
export async function attestAccess(
  context: OperationContext,
  principal: Principal,
  input: { readonly personId: string; readonly item: string; readonly attested: boolean },
): Promise<void> {
  authorise(principal, "access.attest");
  const { item, attested } = input;
  await context.database.transaction(async (tx) => {
    const person = await loadPersonConcerned(tx, principal, input.personId);
    if (attested) {
      await refuseUnknown(tx, item);
      await attestStoredAccess(tx, { personId: person.id, item, at: context.clock.now() });
    } else if (!(await withdrawAccess(tx, person.id, item))) {
      return;
    }
    await recordDeed(context, tx, {
      principal,
      action: attested ? "access.attest" : "access.withdraw",
      subject: `person ${person.id}`,
      detail: { item },
    });
  });
}

async function refuseUnknown(tx: Tx, item: string): Promise<void> {
  const required = (await loadActivePlaybook(tx)).access.map(({ text }) => text);
  if (required.includes(item)) return;
  throw new AppError(
    "invalid-input",
    required.length === 0
      ? "The playbook requires no access."
      : `The playbook does not require "${item}"; it requires ${required.join("; ")}.`,
  );
}
