/** What is said to somebody who has answered by SMS or by a key: in one line, what came of it. */

import type { AnswerAction } from "../domain/notification.ts";
import { displayLine } from "./display-text.ts";
import { cutForSms, TWO_SEGMENTS, toGsm7 } from "./gsm7.ts";
import { replyChoices } from "./sms-text.ts";

/** An incident as an answer names it. */
interface Named {
  readonly number: string;
  readonly title: string;
}

/** What came of an answer. */
export type Answered =
  | ({ readonly kind: "done"; readonly action: AnswerAction } & Named)
  /** The rules say no; the reason is a sentence without its full stop, and begins with the number. */
  | ({ readonly kind: "refused"; readonly reason: string } & Named);

export type SmsAnswered =
  | Answered
  | {
      readonly kind: "which";
      readonly action: AnswerAction;
      readonly choices: readonly (Named & { readonly code: string })[];
    }
  | ({ readonly kind: "unclear"; readonly code: string } & Named)
  /** A test page has arrived. */
  | { readonly kind: "seen" }
  /** Nobody was written to at this number. */
  | { readonly kind: "stranger" };

const TITLE_LENGTH_MAX = 60;
const CHOICES_MAX = 4;
/** It says the same to everybody whom we have not written to. */
const TO_STRANGERS = "Thank you. Messages to this number are not read.";

/** The answer as an SMS of at most two parts. */
export function smsAnswer(answered: SmsAnswered): string {
  const line = displayLine(lineOf(answered), 400);
  const inGsm7 = toGsm7(line);
  return inGsm7 === undefined
    ? cutForSms(line, "ucs-2", TWO_SEGMENTS["ucs-2"])
    : cutForSms(inGsm7, "gsm-7", TWO_SEGMENTS["gsm-7"]);
}

/** To whoever has answered a test page. */
export const SEEN = "Thank you. Your test page has arrived.";

const DONE: Readonly<Record<AnswerAction, string>> = {
  acknowledge: "Acknowledged, it is yours",
  escalate: "Escalated, others are called on",
  resolve: "Resolved",
};

function lineOf(answered: SmsAnswered): string {
  switch (answered.kind) {
    case "done":
      return `${DONE[answered.action]}: ${nameOf(answered)}`;
    case "seen":
      return SEEN;
    case "refused":
      return `Nothing changed: ${answered.reason}.`;
    case "which": {
      const choices = answered.choices
        .slice(0, CHOICES_MAX)
        .map((choice) => `${replyChoices(choice.code, [answered.action])} ${nameOf(choice)}`);
      return `Nothing changed: there are several. Reply ${choices.join("; ")}`;
    }
    case "unclear": {
      const choices = replyChoices(answered.code, ["acknowledge", "escalate", "resolve"]);
      return `Not understood. Reply ${choices}: ${nameOf(answered)}`;
    }
    case "stranger":
      return TO_STRANGERS;
  }
}

function nameOf({ number, title }: Named): string {
  return `${number} ${displayLine(title, TITLE_LENGTH_MAX)}`;
}

/** The answer as it is said on the phone. */
export function spokenAnswer(answered: Answered): string {
  if (answered.kind === "refused") {
    const reason = answered.reason.replace(answered.number, "This incident");
    return `Nothing changed. ${displayLine(reason, 200)}. Goodbye.`;
  }
  return `${SPOKEN[answered.action]} Goodbye.`;
}

const SPOKEN: Readonly<Record<AnswerAction, string>> = {
  acknowledge: "Acknowledged. This incident is yours.",
  escalate: "Escalated. Others are called on now.",
  resolve: "Resolved.",
};
