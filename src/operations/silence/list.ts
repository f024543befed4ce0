import type { Principal } from "../../domain/permission.ts";
import type { Silence } from "../../domain/silence.ts";
import { listSilences as listStored, loadSilence } from "../../store/silences.ts";
import { authorise } from "../authorise.ts";
import type { OperationContext } from "../context.ts";
import { isVisible } from "./maker.ts";
import { noSilence } from "./put.ts";

const LISTED_MAX = 10_000;

export interface ListSilences {
  /** Those that ended within so long are among them. */
  readonly endedWithinMs?: number;
}

/** The silences that concern a principal, as they were made. */
export async function listSilences(
  context: OperationContext,
  principal: Principal,
  { endedWithinMs = 0 }: ListSilences = {},
): Promise<readonly Silence[]> {
  authorise(principal, "silence.read");
  const endingAfter = context.clock.now() - endedWithinMs;
  const silences = await listStored(context.database.read, { endingAfter, limit: LISTED_MAX });
  return silences.filter((silence) => isVisible(principal, silence));
}

/** @throws AppError `not-found` without such a silence among those that concern the principal */
export async function showSilence(
  context: OperationContext,
  principal: Principal,
  { id }: { readonly id: string },
): Promise<Silence> {
  authorise(principal, "silence.read");
  const silence = await loadSilence(context.database.read, id);
  if (silence === undefined || !isVisible(principal, silence)) throw noSilence(id);
  return silence;
}
