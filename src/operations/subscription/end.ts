import { AppError } from "../../domain/error.ts";
import type { Principal } from "../../domain/permission.ts";
import { endSubscription as endStored, listSubscriptions } from "../../store/subscriptions.ts";
import { recordDeed } from "../audit/record.ts";
import { authorise, reaches } from "../authorise.ts";
import type { OperationContext } from "../context.ts";
import { teamsOf } from "./list.ts";

/**
 * Tells an endpoint nothing more, what waits for it included.
 * @throws AppError `not-found` without such a subscription among those the principal may see
 */
export async function endSubscription(
  context: OperationContext,
  principal: Principal,
  input: { readonly id: string },
): Promise<void> {
  authorise(principal, "subscription.write");
  await context.database.transaction(async (tx) => {
    const found = (await listSubscriptions(tx)).find(({ id }) => id === input.id);
    if (found === undefined || !reaches(principal, teamsOf(found)))
      throw new AppError("not-found", `There is no subscription ${input.id}.`);
    if (!(await endStored(tx, found.id, context.clock.now()))) return;
    await recordDeed(context, tx, {
      principal,
      action: "subscription.end",
      subject: `subscription ${found.id}`,
      detail: { name: found.name },
    });
  });
}
