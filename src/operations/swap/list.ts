import type { Principal } from "../../domain/permission.ts";
import { type Swap, type SwapState, swapState } from "../../domain/schedule/swap.ts";
import { listSwaps } from "../../store/swaps.ts";
import { authorise } from "../authorise.ts";
import type { OperationContext } from "../context.ts";
import { loadInForce } from "../roster/load.ts";

/** A swap as people read it: names for ids. */
export interface ShownSwap extends Omit<Swap, "offeredBy" | "offeredTo" | "takenBy" | "state"> {
  readonly state: SwapState;
  readonly offeredBy: string;
  readonly offeredTo: string | null;
  readonly takenBy: string | null;
}

/** Swaps of shifts that have not ended, as they were made. */
export async function listCurrentSwaps(
  context: OperationContext,
  principal: Principal,
): Promise<readonly ShownSwap[]> {
  authorise(principal, "oncall.read");
  const swaps = await listSwaps(context.database.read, context.clock.now());
  return Promise.all(swaps.map((swap) => shownSwap(context, swap)));
}

/** With the names of its people, as it stands now. */
export async function shownSwap(context: OperationContext, swap: Swap): Promise<ShownSwap> {
  const { roster } = await loadInForce(context.database.read);
  const nameOf = (id: string): string => roster.people.find((one) => one.id === id)?.name ?? id;
  return {
    ...swap,
    state: swapState(swap, context.clock.now()),
    offeredBy: nameOf(swap.offeredBy),
    offeredTo: swap.offeredTo === null ? null : nameOf(swap.offeredTo),
    takenBy: swap.takenBy === null ? null : nameOf(swap.takenBy),
  };
}
