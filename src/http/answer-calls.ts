/** What SMS and calls share behind each provider's own form: who is answered, and what with. */

import { answersTo } from "../domain/notification.ts";
import { type Answered, SEEN, smsAnswer, spokenAnswer } from "../integrations/answer-text.ts";
import { boundedText } from "../integrations/bounded-text.ts";
import { readKey, readTestKey, type SpokenIncident } from "../integrations/spoken-text.ts";
import type { OperationContext } from "../operations/context.ts";
import { answerByKey, lookAtCall } from "../operations/incident/answer-by-key.ts";
import { answerBySms, type InboundSms } from "../operations/incident/answer-by-sms.ts";
import { lookAtTestCall, seeTestPageByKey } from "../operations/person/see-test-page.ts";
import { FailedAttempts } from "./failed-attempts.ts";

/**
 * So many messages of a number that mean nothing to us are answered within an hour: two machines that
 * answer each other would otherwise never stop.
 */
const UNCLEAR_LIMIT = { windowMs: 3_600_000, failuresMax: 3 };

const WORD_LENGTH_MAX = 200;

/** Answers SMS; one for each application, because it remembers whom it has answered. */
export class SmsAnswers {
  readonly #unclear = new FailedAttempts(UNCLEAR_LIMIT);
  readonly #context: OperationContext;

  constructor(context: OperationContext) {
    this.#context = context;
  }

  /** Does what a message says; returns what is written back, or undefined for nothing. */
  async answer({ id, from, text }: InboundSms): Promise<string | undefined> {
    // A database refuses some characters, and nothing here needs to be long to be understood.
    const [cleanId, number] = [id, from].map((word) => boundedText(word, WORD_LENGTH_MAX));
    const sms = { id: cleanId ?? "", from: number ?? "", text };
    const answered = await answerBySms(this.#context, sms);
    if (answered.kind === "silent") return undefined;
    const isClear = ["done", "refused", "seen"].includes(answered.kind);
    const now = this.#context.clock.now();
    if (!isClear && this.#unclear.record(sms.from, now) > 0) return undefined;
    return smsAnswer(answered);
  }
}

/** What is said after a key: the message once more, or the last words. */
export type KeyAnswer =
  | { readonly kind: "menu"; readonly incident: SpokenIncident; readonly before: string }
  | { readonly kind: "goodbye"; readonly text: string };

/** Does what a key means. A call that is not known is ended with the same words as a mistake of ours. */
export async function answerKey(
  context: OperationContext,
  { attemptId, key }: { readonly attemptId: string; readonly key: string },
): Promise<KeyAnswer> {
  const about = await lookAtCall(context, attemptId);
  if (about === undefined) return answerTestKey(context, { attemptId, key });
  const incident = { ...about, answers: answersTo(about.purpose) };
  const action = readKey(key, incident.answers);
  if (action === "repeat") return { kind: "menu", incident, before: "" };
  if (action === undefined) return { kind: "menu", incident, before: "That key does nothing." };
  const answered: Answered | undefined = await answerByKey(context, { attemptId, action });
  const text = answered === undefined ? NOT_KNOWN : spokenAnswer(answered);
  return { kind: "goodbye", text };
}

/** The same of a call that is a test page: nothing can be done but to hear it. */
async function answerTestKey(
  context: OperationContext,
  { attemptId, key }: { readonly attemptId: string; readonly key: string },
): Promise<KeyAnswer> {
  const notice = await lookAtTestCall(context, attemptId);
  if (notice === undefined) return { kind: "goodbye", text: NOT_KNOWN };
  const meant = readTestKey(key);
  if (meant === "seen") {
    await seeTestPageByKey(context, attemptId);
    return { kind: "goodbye", text: SEEN };
  }
  const now = context.clock.now();
  const incident = { ...NO_INCIDENT, openedAt: now, now, notice };
  return { kind: "menu", incident, before: meant === "repeat" ? "" : "That key does nothing." };
}

const NO_INCIDENT = { severity: "", severityName: "", incidentTitle: "", reason: "", answers: [] };

const NOT_KNOWN = "Nothing changed. Open Tocsin to answer. Goodbye.";
