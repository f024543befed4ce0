import { MS } from "../../domain/duration.ts";
import type { Principal } from "../../domain/permission.ts";
import type { Silence } from "../../domain/silence.ts";
import { listSilences as listStored, loadSilence } from "../../store/silences.ts";
import { authorise } from "../authorise.ts";
import type { OperationContext } from "../context.ts";
import { isVisible, type SilenceMaker } from "./maker.ts";
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

/** As long as Alertmanager keeps them by default. */
const KEPT_MS = 5 * MS.day;

/** Those that concern an integration's alerts, or a principal's, also some that have ended. */
export async function listSilencesFor(
  { database, clock }: OperationContext,
  { sees }: Pick<SilenceMaker, "sees">,
): Promise<readonly Silence[]> {
  const endingAfter = clock.now() - KEPT_MS;
  return (await listStored(database.read, { endingAfter, limit: LISTED_MAX })).filter(sees);
}

/** @throws AppError `not-found` without such a silence among those */
export async function showSilenceTo(
  { database }: OperationContext,
  { sees }: Pick<SilenceMaker, "sees">,
  { id }: { readonly id: string },
): Promise<Silence> {
  const silence = await loadSilence(database.read, id);
  if (silence === undefined || !sees(silence)) throw noSilence(id);
  return silence;
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
