/** What a call says. Heard once, half asleep: how bad, what, since when; then the keys. */

import { describeDuration, MS } from "../domain/duration.ts";
import type { Message, Notice } from "../domain/message.ts";
import { type AnswerAction, answersTo } from "../domain/notification.ts";
import { displayLine } from "./display-text.ts";

export interface SpokenIncident {
  readonly severity: string;
  readonly severityName: string;
  readonly incidentTitle: string;
  /** One sentence on why this person is called now; may be empty. */
  readonly reason: string;
  readonly openedAt: number;
  readonly now: number;
  /** What keys are offered for. */
  readonly answers: readonly AnswerAction[];
  /** Set when it is about no incident: said in place of everything else. */
  readonly notice?: Notice;
}

const TITLE_LENGTH_MAX = 200;
const REASON_LENGTH_MAX = 200;
const WORD_LENGTH_MAX = 40;
const NOTICE_LENGTH_MAX = 300;

/** The message without the keys. At most about 600 characters. */
export function spokenMessage(incident: SpokenIncident): string {
  if (incident.notice !== undefined) return spokenNotice(incident.notice);
  const severity = spoken(incident.severity, WORD_LENGTH_MAX);
  const name = spoken(incident.severityName, WORD_LENGTH_MAX);
  const title = spoken(incident.incidentTitle, TITLE_LENGTH_MAX);
  const reason = spoken(incident.reason, REASON_LENGTH_MAX);
  const level =
    name === "" || name.toLowerCase() === severity.toLowerCase()
      ? severity
      : `${severity}, ${name}`;
  return [`This is Tocsin. Severity ${level}`, title, opened(incident), reason]
    .filter((sentence) => sentence !== "")
    .map((sentence) => (/[.!?]$/u.test(sentence) ? sentence : `${sentence}.`))
    .join(" ");
}

/** Twice, because no key repeats it; a code digit by digit, or it would be heard as one great number. */
function spokenNotice({ headline, text }: Notice): string {
  const said = spoken(headline, TITLE_LENGTH_MAX).replace(/\d{4,}/gu, (code) =>
    [...code].join(", "),
  );
  return `This is Tocsin. ${said}. ${spoken(text, NOTICE_LENGTH_MAX)} Once more: ${said}.`;
}

/** The keys, as GoAlert has them: 4 acknowledges, 5 escalates, 6 ends it. */
export function spokenKeys({
  answers,
  notice,
}: Pick<SpokenIncident, "answers" | "notice">): string {
  if (notice?.kind === "test") return `Press ${SEEN_KEY} when you have heard it, star to repeat.`;
  if (notice !== undefined) return "";
  const keys = answers.map((action) => `${KEYS[action]} to ${action}`);
  return `Press ${[...keys, "star to repeat"].join(", ")}.`;
}

const KEYS: Readonly<Record<AnswerAction, string>> = {
  acknowledge: "4",
  escalate: "5",
  resolve: "6",
};

/** What somebody presses who hears a test page: the key that acknowledges a page. */
const SEEN_KEY = KEYS.acknowledge;

/** What a key says about a test page; undefined for one that is not offered. */
export function readTestKey(key: string): "seen" | "repeat" | undefined {
  return key === "*" ? "repeat" : key === SEEN_KEY ? "seen" : undefined;
}

/** What a key asks for; undefined for one that is not offered. */
export function readKey(
  key: string,
  answers: readonly AnswerAction[],
): AnswerAction | "repeat" | undefined {
  if (key === "*") return "repeat";
  return answers.find((action) => KEYS[action] === key);
}

function opened({ openedAt, now }: SpokenIncident): string {
  const ageMs = now - openedAt;
  if (!(ageMs >= MS.minute)) return "It began just now";
  return `It began ${inWords(ageMs - (ageMs % MS.minute))} ago`;
}

/** "1 h 5 min" as it is said. */
function inWords(ms: number): string {
  return describeDuration(ms).replaceAll(
    /(\d+) (h|min)\b/gu,
    (_, count: string, unit: string) =>
      `${count} ${unit === "h" ? "hour" : "minute"}${count === "1" ? "" : "s"}`,
  );
}

/**
 * Letters, digits and the punctuation that a voice heeds. Everything else would be spelt out, or be taken
 * for markup.
 */
function spoken(text: string, lengthMax: number): string {
  const words = displayLine(text, lengthMax)
    .replace(/[^\p{L}\p{M}\p{N} .,:;!?%'-]/gu, " ")
    .replace(/ {2,}/gu, " ");
  return words.trim();
}

/** Of a message, what a call says. */
export function spokenOf(message: Message): SpokenIncident {
  return { ...message, answers: answersTo(message.purpose) };
}
