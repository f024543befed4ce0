/**
 * What keeps an alert that fires from paging. It is stored like any other; when nothing holds it any more
 * and it still fires, it opens its incident then. Alerts that have an incident are never held: to quiet
 * those is to acknowledge or to snooze.
 */

import { formatMatchers, type Labels } from "./matcher.ts";
import { activeSilences, type CompiledSilence, type Silence } from "./silence.ts";

export type HoldReason =
  /** A silence that matches its labels. */
  | { readonly kind: "silenced"; readonly silenceId: string }
  /** Another alert that fires, by a rule of `tocsin.yaml`. */
  | { readonly kind: "inhibited"; readonly alertId: string };

export interface AlertHold {
  /** At least one. */
  readonly reasons: readonly HoldReason[];
  /** When it may be over: the engine looks at the alert again then. */
  readonly reviewAt: number;
}

/** Whoever ends what holds an alert has it looked at: until then there is nothing to do. */
const WHEN_TOLD = Number.MAX_SAFE_INTEGER;

export interface Holding {
  /** Those of the alert's integration. */
  readonly silences: readonly CompiledSilence[];
  /** The alert that inhibits it, if any does. */
  readonly inhibitorId?: string | undefined;
  readonly now: number;
}

/** What holds an alert with these labels now, if anything does. */
export function holdFor(
  labels: Labels,
  { silences, inhibitorId, now }: Holding,
): AlertHold | undefined {
  const silenced = activeSilences(silences, labels, now);
  const reasons: HoldReason[] = silenced.map(({ id }) => ({ kind: "silenced", silenceId: id }));
  // While one lasts, the end of another changes nothing.
  if (inhibitorId !== undefined) {
    reasons.push({ kind: "inhibited", alertId: inhibitorId });
    return { reasons, reviewAt: WHEN_TOLD };
  }
  if (reasons.length === 0) return undefined;
  return { reasons, reviewAt: Math.max(...silenced.map(({ endsAt }) => endsAt)) };
}

/** What holds it, for people. @param silences those that it names, as far as they are known */
export function describeHold(
  reason: HoldReason,
  silences: readonly Pick<Silence, "id" | "author" | "comment" | "matchers">[],
): string {
  if (reason.kind === "inhibited") return `alert ${reason.alertId}, which fires and inhibits it`;
  const silence = silences.find(({ id }) => id === reason.silenceId);
  if (silence === undefined) return `silence ${reason.silenceId}`;
  const { id, author, comment, matchers } = silence;
  return `silence ${id} of ${author}, ${formatMatchers(matchers)}: ${comment}`;
}
