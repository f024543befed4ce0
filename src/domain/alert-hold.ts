/**
 * What keeps an alert that fires from paging. It is stored like any other; when nothing holds it any more
 * and it still fires, it opens its incident then. Alerts that have an incident are never held: to quiet
 * those is to acknowledge or to snooze.
 */

import { formatMatchers, type Labels } from "./matcher.ts";
import { activeSilences, type CompiledSilence, type Silence } from "./silence.ts";

export type HoldReason =
  /** A silence that matches its labels. */
  { readonly kind: "silenced"; readonly silenceId: string };

export interface AlertHold {
  /** At least one. */
  readonly reasons: readonly HoldReason[];
  /** When it may be over: the engine looks at the alert again then. */
  readonly reviewAt: number;
}

/** What holds an alert with these labels now, if anything does. @param silences those of its integration */
export function holdFor(
  labels: Labels,
  { silences, now }: { readonly silences: readonly CompiledSilence[]; readonly now: number },
): AlertHold | undefined {
  const holding = activeSilences(silences, labels, now);
  if (holding.length === 0) return undefined;
  return {
    reasons: holding.map(({ id }) => ({ kind: "silenced", silenceId: id })),
    // While one lasts, the end of another changes nothing.
    reviewAt: Math.max(...holding.map(({ endsAt }) => endsAt)),
  };
}

/** What holds it, for people. @param silences those that it names, as far as they are known */
export function describeHold(
  reason: HoldReason,
  silences: readonly Pick<Silence, "id" | "author" | "comment" | "matchers">[],
): string {
  const silence = silences.find(({ id }) => id === reason.silenceId);
  if (silence === undefined) return `silence ${reason.silenceId}`;
  const { id, author, comment, matchers } = silence;
  return `silence ${id} of ${author}, ${formatMatchers(matchers)}: ${comment}`;
}
