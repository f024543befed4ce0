/**
 * Channels that several providers carry: each try is one request to one provider, and the next try is the
 * next one's turn. A failure that says nothing of the address goes to the next provider at once, and is
 * never the last word while there is another: the record has each try with its own outcome.
 */

import { assert } from "./assert.ts";
import type { DeliveryOutcome } from "./notification.ts";

/** Whose turn a try is: the place of a provider. @param attempt from 1 */
export function providerTurn(attempt: number, providers: number): number {
  assert(attempt >= 1 && providers >= 1, "a try is made, and somebody has to make it");
  return (attempt - 1) % providers;
}

/** What an outcome means where others can be asked; with a single provider, what it meant. */
export function amongProviders(
  outcome: DeliveryOutcome,
  turn: { readonly attempt: number; readonly providers: number; readonly provider: string },
): DeliveryOutcome {
  const { attempt, providers, provider } = turn;
  if (outcome.kind === "delivered") return { ...outcome, provider };
  const detail = outcome.detail === undefined ? provider : `${provider}, ${outcome.detail}`;
  const said = { ...outcome, detail, provider };
  if (providers === 1 || outcome.reason === "address-refused") return said;
  const isLast = providerTurn(attempt, providers) === providers - 1;
  // After the last one the usual wait: all of them have failed.
  return isLast
    ? { ...said, kind: "retry" }
    : { kind: "retry", reason: outcome.reason, detail, provider, elsewhere: true };
}
