import { AppError } from "../../domain/error.ts";
import type { Principal } from "../../domain/permission.ts";
import { takeSwap as decideTake, type Swap } from "../../domain/schedule/swap.ts";
import { insertOverride } from "../../store/overrides.ts";
import { endSwap, loadSwap } from "../../store/swaps.ts";
import { recordDeed } from "../audit/record.ts";
import { authorise } from "../authorise.ts";
import type { OperationContext } from "../context.ts";
import { loadPlans, personBehind, stretchText, tellOfShift } from "./plans.ts";

/**
 * Takes what somebody offered, and gives what is wanted for it: overrides of the schedules. Both are told.
 * @throws AppError `not-found`, `forbidden`, `conflict` when it is not to be had, with why.
 */
export async function takeSwap(
  context: OperationContext,
  principal: Principal,
  input: { readonly id: string },
): Promise<Swap> {
  authorise(principal, "oncall.take");
  return context.database.transaction(async (tx) => {
    const plans = await loadPlans(context, tx);
    const taker = personBehind(principal, plans);
    const swap = await loadSwap(tx, input.id);
    if (swap === undefined) throw new AppError("not-found", `There is no swap ${input.id}.`);
    const decided = decideTake(swap, taker, plans);
    if (decided.kind === "refused") {
      throw new AppError("conflict", `The swap cannot be taken: ${decided.because}.`);
    }
    // Of two who take at once the second finds it taken.
    if (!(await endSwap(tx, swap.id, { state: "taken", takenBy: taker.id }))) {
      throw new AppError("conflict", "The swap cannot be taken: somebody was quicker.");
    }
    for (const override of decided.overrides) {
      await insertOverride(tx, { ...override, id: context.newId(), createdAt: plans.now });
    }
    const { given, inReturn } = swap;
    for (const person of plans.roster.people.filter(({ id }) =>
      [swap.offeredBy, taker.id].includes(id),
    )) {
      const giver = plans.roster.people.find(({ id }) => id === swap.offeredBy)?.name ?? "";
      const back =
        inReturn === null ? "" : ` ${giver} takes ${stretchText(inReturn, person, plans)}.`;
      await tellOfShift(context, tx, person, {
        headline: `${taker.name} takes a shift of ${giver}`,
        text: `${taker.name} takes ${stretchText(given, person, plans)}.${back}`,
      });
    }
    await recordDeed(context, tx, {
      principal,
      action: "swap.take",
      subject: `swap ${swap.id}`,
      detail: { ...given, inReturn },
    });
    return { ...swap, state: "taken", takenBy: taker.id };
  });
}
