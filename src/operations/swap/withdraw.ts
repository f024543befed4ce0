import { AppError } from "../../domain/error.ts";
import { isAllowed, type Principal } from "../../domain/permission.ts";
import { endSwap, loadSwap } from "../../store/swaps.ts";
import { recordDeed } from "../audit/record.ts";
import { authorise } from "../authorise.ts";
import type { OperationContext } from "../context.ts";
import { loadPlans, stretchText, tellOfShift } from "./plans.ts";

/**
 * Takes an offer back: one's own, or as a manager anybody's. Whoever it was offered to is told.
 * @throws AppError `not-found`, `forbidden`, `conflict` when it is not offered any more.
 */
export async function withdrawSwap(
  context: OperationContext,
  principal: Principal,
  input: { readonly id: string },
): Promise<void> {
  authorise(principal, "oncall.take");
  await context.database.transaction(async (tx) => {
    const swap = await loadSwap(tx, input.id);
    if (swap === undefined) throw new AppError("not-found", `There is no swap ${input.id}.`);
    if (swap.offeredBy !== principal.personId && !isAllowed(principal, "oncall.override")) {
      throw new AppError("forbidden", "Only whoever offered it, or a manager, takes it back.");
    }
    if (!(await endSwap(tx, swap.id, { state: "withdrawn" }))) {
      throw new AppError("conflict", `The swap ${swap.id} is ${swap.state}.`);
    }
    const plans = await loadPlans(context, tx);
    const to = plans.roster.people.find(({ id }) => id === swap.offeredTo);
    if (to !== undefined) {
      await tellOfShift(context, tx, to, {
        headline: "A shift is offered no longer",
        text: `You are offered no longer: ${stretchText(swap.given, to, plans)}.`,
      });
    }
    await recordDeed(context, tx, {
      principal,
      action: "swap.withdraw",
      subject: `swap ${swap.id}`,
    });
  });
}
