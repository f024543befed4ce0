/**
 * A notification as a short message of at most two parts: what is broken and how badly, what to reply,
 * and the link. What does not fit is left out from the end, the title is cut at last; the reply codes
 * always stay, because they work where the link does not open.
 */

import type { Message } from "../domain/message.ts";
import { type AnswerAction, answersTo } from "../domain/notification.ts";
import { cutForSms, type SmsEncoding, smsLength, TWO_SEGMENTS, toGsm7 } from "./gsm7.ts";
import { messageText } from "./message-text.ts";

/** So much of the headline comes before the link: severity, number and the beginning of the title. */
const HEADLINE_LENGTH_MIN = 60;

/** The text of an SMS; `encoding` says what its length was measured in. */
export function smsText(message: Message): {
  readonly text: string;
  readonly encoding: SmsEncoding;
} {
  const { headline, why, incidentUrl, answer } = messageText(message);
  // Of a notice there is nothing else to be told.
  const first = message.notice === undefined ? headline : `${headline}\n${why}`;
  const inGsm7 = toGsm7(first);
  const encoding = inGsm7 === undefined ? "ucs-2" : "gsm-7";
  const title = inGsm7 ?? first;
  const codes = replyLine(message);
  const ends = [
    ...[answer?.url ?? "", incidentUrl].filter(isUsable).map((url) => lines(codes, url)),
    lines(codes),
  ];
  const room = (end: string): number => TWO_SEGMENTS[encoding] - smsLength(end, encoding);
  const needed = Math.min(smsLength(title, encoding), HEADLINE_LENGTH_MIN);
  const end = ends.find((one) => room(one) >= needed) ?? lines(codes);
  return { text: cutForSms(title, encoding, room(end)) + end, encoding };
}

function isUsable(url: string): boolean {
  return url !== "" && toGsm7(url) === url;
}

/** Each line with the break before it; empty ones are none. */
function lines(...texts: readonly string[]): string {
  return texts
    .filter((text) => text !== "")
    .map((text) => `\n${text}`)
    .join("");
}

/** What somebody replies to a test page. */
const SEEN_REPLY = "TEST";

/** "Reply 1a to acknowledge, 5a to escalate, 6a to resolve"; empty where there is nothing to reply to. */
function replyLine({ notice, replyCode, purpose }: Message): string {
  if (notice?.kind === "test") return `Reply ${SEEN_REPLY} when you have seen it`;
  const actions = answersTo(purpose);
  if (replyCode === undefined || actions.length === 0) return "";
  return `Reply ${replyChoices(replyCode, actions)}`;
}

/** "1a to acknowledge, 6a to resolve" */
export function replyChoices(code: string, actions: readonly AnswerAction[]): string {
  return actions.map((action) => `${REPLY_DIGITS[action]}${code} to ${action}`).join(", ");
}

const REPLY_DIGITS: Readonly<Record<AnswerAction, string>> = {
  acknowledge: "1",
  escalate: "5",
  resolve: "6",
};
