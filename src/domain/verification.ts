/**
 * Proving that a contact method reaches its owner: a code goes out over it, and the owner gives it back.
 *
 * A challenge is the code that was sent last, as far as the rules need to know. It ends when its code was
 * given, after 15 minutes, after 5 wrong tries, or when a new one takes its place. However long somebody
 * guesses, 25 tries an hour at a million codes find one in years.
 */

import { MS } from "./duration.ts";

export const CODE_VALID_MS = 15 * MS.minute;
const TRIES_MAX = 5;
/** Between two codes for one method: an older one may still be on its way. */
const PAUSE_MS = MS.minute;
const WINDOW_MS = MS.hour;
const CODES_PER_WINDOW_MAX = 5;

export interface VerificationChallenge {
  readonly contactMethodId: string;
  readonly sentAt: number;
  readonly failedTries: number;
  /** Codes are counted by the hour that begins here. */
  readonly windowStartedAt: number;
  readonly codesInWindow: number;
}

/** The challenge of a new code, in place of the one before; or how long to wait until there may be one. */
export function nextChallenge(
  contactMethodId: string,
  previous: VerificationChallenge | undefined,
  now: number,
): VerificationChallenge | { readonly waitMs: number } {
  const fresh = { contactMethodId, sentAt: now, failedTries: 0 };
  // A clock that was set back must not keep anybody waiting for it to catch up.
  if (previous === undefined || now < previous.sentAt)
    return { ...fresh, windowStartedAt: now, codesInWindow: 1 };
  const pauseEndsAt = previous.sentAt + PAUSE_MS;
  const windowEndsAt = previous.windowStartedAt + WINDOW_MS;
  const isFull = now < windowEndsAt && previous.codesInWindow >= CODES_PER_WINDOW_MAX;
  const waitMs = Math.max(pauseEndsAt, isFull ? windowEndsAt : 0) - now;
  if (waitMs > 0) return { waitMs };
  return now < windowEndsAt
    ? {
        ...fresh,
        windowStartedAt: previous.windowStartedAt,
        codesInWindow: previous.codesInWindow + 1,
      }
    : { ...fresh, windowStartedAt: now, codesInWindow: 1 };
}

export type CodeJudgement =
  | { readonly kind: "accepted" }
  /** `left` more may be tried. */
  | { readonly kind: "wrong"; readonly challenge: VerificationChallenge; readonly left: number }
  /** There is no code that could be given: none was sent, or it is expired or used up. */
  | { readonly kind: "void" };

/** What becomes of a code that somebody gives. @param matches whether it is the one that was sent */
export function judgeCode(
  challenge: VerificationChallenge | undefined,
  { matches, now }: { readonly matches: boolean; readonly now: number },
): CodeJudgement {
  if (challenge === undefined || now >= challenge.sentAt + CODE_VALID_MS) return { kind: "void" };
  if (challenge.failedTries >= TRIES_MAX) return { kind: "void" };
  if (matches) return { kind: "accepted" };
  const failedTries = challenge.failedTries + 1;
  return {
    kind: "wrong",
    challenge: { ...challenge, failedTries },
    left: TRIES_MAX - failedTries,
  };
}
