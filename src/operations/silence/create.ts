import type { Matcher } from "../../domain/matcher.ts";
import type { Principal } from "../../domain/permission.ts";
import { SILENCE_DEFAULT_MS, type Silence } from "../../domain/silence.ts";
import type { OperationContext } from "../context.ts";
import { makerFor } from "./maker.ts";
import { putSilence } from "./put.ts";

export interface CreateSilence {
  readonly matchers: readonly Matcher[];
  readonly comment: string;
  /** Now when left out. */
  readonly startsAt?: number;
  /** Two hours after it begins when left out. */
  readonly endsAt?: number;
  /** Whose alerts; of a principal who is confined, one of their teams. */
  readonly team?: string;
}

/**
 * Silences alerts for a while.
 * @throws AppError `invalid-input`, `forbidden`, `conflict` as `putSilence` and `makerFor` do
 */
export function createSilence(
  context: OperationContext,
  principal: Principal,
  input: CreateSilence,
): Promise<Silence> {
  const { matchers, comment, startsAt = context.clock.now(), team } = input;
  return putSilence(context, makerFor(principal, team), {
    matchers,
    comment,
    startsAt,
    endsAt: input.endsAt ?? startsAt + SILENCE_DEFAULT_MS,
    author: principal.name,
  });
}
