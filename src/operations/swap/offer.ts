import { AppError } from "../../domain/error.ts";
import type { Principal } from "../../domain/permission.ts";
import type { Person } from "../../domain/person.ts";
import { findPerson } from "../../domain/roster.ts";
import {
  cannotGive,
  nextShiftOf,
  type Plans,
  type Stretch,
  type Swap,
} from "../../domain/schedule/swap.ts";
import { insertSwap } from "../../store/swaps.ts";
import { recordDeed } from "../audit/record.ts";
import { authorise } from "../authorise.ts";
import type { OperationContext } from "../context.ts";
import { loadPlans, personBehind, scheduleNamed, stretchText, tellOfShift } from "./plans.ts";

export interface SwapOffer {
  readonly scheduleId: string;
  /** Both or neither: the shift that one has, or has next, when left out. */
  readonly startsAt?: number;
  readonly endsAt?: number;
  /** By name; anybody when left out. */
  readonly to?: string;
  readonly inReturn?: Stretch;
}

/**
 * Offers one's own shift, or a part of it, to somebody or to anybody.
 * @throws AppError `not-found` without such a schedule or person, `conflict` when it is not one's own from
 * beginning to end, `forbidden`.
 */
export async function offerSwap(
  context: OperationContext,
  principal: Principal,
  offer: SwapOffer,
): Promise<Swap> {
  authorise(principal, "oncall.take");
  return context.database.transaction(async (tx) => {
    const plans = await loadPlans(context, tx);
    const person = personBehind(principal, plans);
    const to = offer.to === undefined ? undefined : personTo(offer.to, plans);
    const given = givenBy(person, offer, plans);
    const reason = cannotGive(given, person, plans);
    if (reason !== undefined) throw new AppError("conflict", `This cannot be offered: ${reason}.`);
    if (offer.inReturn !== undefined) scheduleNamed(offer.inReturn.scheduleId, plans);
    const swap: Swap = {
      id: context.newId(),
      offeredBy: person.id,
      offeredTo: to?.id ?? null,
      given,
      inReturn: offer.inReturn ?? null,
      state: "offered",
      takenBy: null,
      createdAt: plans.now,
    };
    await insertSwap(tx, swap);
    if (to !== undefined) {
      await tellOfShift(context, tx, to, {
        headline: `${person.name} offers you a shift`,
        text:
          `${person.name} offers you ${stretchText(given, to, plans)}` +
          `${swap.inReturn === null ? "" : `, for ${stretchText(swap.inReturn, to, plans)}`}. ` +
          `Take it: tocsin oncall swap take ${swap.id}`,
      });
    }
    await recordDeed(context, tx, {
      principal,
      action: "swap.offer",
      subject: `swap ${swap.id}`,
      detail: { ...given, to: to?.name ?? null, inReturn: swap.inReturn },
    });
    return swap;
  });
}

function personTo(name: string, { roster }: Plans): Person {
  const person = findPerson(roster, name);
  if (person === undefined) throw new AppError("not-found", `There is no person ${name}.`);
  return person;
}

function givenBy(person: Person, offer: SwapOffer, plans: Plans): Stretch {
  const { scheduleId, startsAt, endsAt } = offer;
  scheduleNamed(scheduleId, plans);
  if (startsAt !== undefined && endsAt !== undefined) return { scheduleId, startsAt, endsAt };
  if (startsAt !== undefined || endsAt !== undefined) {
    throw new AppError("invalid-input", "Give both, when it begins and when it ends, or neither.");
  }
  const next = nextShiftOf(scheduleId, person, plans);
  if (next !== undefined) return next;
  throw new AppError(
    "conflict",
    `${person.name} has no shift in ${scheduleId} within the next two months.`,
  );
}
