/**
 * Answers by SMS. Each page carries a code, a letter or a few, that names its incident among those this
 * number was paged for: "1a" acknowledges a, "5a" calls on the next step, "6a" resolves it. The digits of the phone's keys mean the
 * same, and so do the words.
 */

import { assert } from "./assert.ts";
import type { AnswerAction } from "./notification.ts";

/** Without letters that are taken for a digit or for each other: i, l, o, s, z. */
const LETTERS = "abcdefghjkmnpqrtuvwxy";
const ANSWER_LENGTH_MAX = 40;

/** The codes in their order: a, b … y, aa, ab …. @param index from 0 */
export function replyCodeAt(index: number): string {
  assert(Number.isSafeInteger(index) && index >= 0, "codes are counted from 0");
  const letter = LETTERS.charAt(index % LETTERS.length);
  const rest = Math.floor(index / LETTERS.length) - 1;
  return rest < 0 ? letter : replyCodeAt(rest) + letter;
}

/** The first code that is not in use. */
export function freeReplyCode(used: ReadonlySet<string>): string {
  let index = 0;
  while (used.has(replyCodeAt(index))) index += 1;
  return replyCodeAt(index);
}

export type Reply =
  | { readonly kind: AnswerAction; readonly code: string | undefined }
  /** To a test page: it was seen. */
  | { readonly kind: "seen" }
  /** One of the words by which a number opts out, in, or asks the carrier: the provider answers it. */
  | { readonly kind: "carrier" }
  | { readonly kind: "unclear" };

const WORDS: Readonly<Record<AnswerAction, readonly string[]>> = {
  acknowledge: ["1", "4", "acknowledged", "acknowledge", "ack", "okay", "ok"],
  escalate: ["5", "escalate", "esc"],
  resolve: ["6", "resolved", "resolve", "res"],
};

const PATTERNS = Object.entries(WORDS).map(([action, words]) => ({
  action: action as AnswerAction,
  pattern: new RegExp(`^(?:${words.join("|")})([${LETTERS}]{0,3})$`, "u"),
}));

/** https://help.twilio.com/articles/223134027: Twilio itself answers these. */
const CARRIER_WORDS: ReadonlySet<string> = new Set([
  "stop",
  "stopall",
  "unsubscribe",
  "optout",
  "revoke",
  "cancel",
  "end",
  "quit",
  "start",
  "yes",
  "unstop",
  "help",
  "info",
]);

/** What somebody replied, whatever its case, spaces and punctuation. */
export function readReply(text: string): Reply {
  const trimmed = text.trim();
  if (trimmed.length > ANSWER_LENGTH_MAX) return { kind: "unclear" };
  const answer = trimmed
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "");
  if (CARRIER_WORDS.has(answer)) return { kind: "carrier" };
  if (answer === "test") return { kind: "seen" };
  for (const { action, pattern } of PATTERNS) {
    const code = pattern.exec(answer)?.[1];
    if (code !== undefined) return { kind: action, code: code === "" ? undefined : code };
  }
  return { kind: "unclear" };
}
