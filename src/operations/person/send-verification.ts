import { randomBytes } from "node:crypto";
import { describeDuration } from "../../domain/duration.ts";
import { AppError } from "../../domain/error.ts";
import { type Notice, noticeMessage } from "../../domain/message.ts";
import type { DeliveryOutcome } from "../../domain/notification.ts";
import type { Principal } from "../../domain/permission.ts";
import type { ContactMethod, Person } from "../../domain/person.ts";
import { CODE_VALID_MS, nextChallenge } from "../../domain/verification.ts";
import { hashVerificationCode, mintVerificationCode } from "../../platform/verification-code.ts";
import { loadChallenge, saveChallenge } from "../../store/verifications.ts";
import { recordDeed } from "../audit/record.ts";
import { authorise } from "../authorise.ts";
import type { OperationContext, Send } from "../context.ts";
import { contactMethodOf, loadPersonConcerned } from "./load-concerned.ts";

export interface VerificationSent {
  /** Until when the code can be given. */
  readonly expiresAt: number;
  /** What the provider made of it: without its words, which might repeat the code. */
  readonly outcome: Pick<DeliveryOutcome, "kind"> & { readonly reason?: string };
}

/**
 * Sends a code over a contact method, in place of one sent before. Sent after the commit and once: whoever
 * asked is told how it went, and asks again (docs/decisions/verification.md).
 * @throws AppError `not-found`, `forbidden` for somebody else's, `conflict` when the method is verified,
 * `too-many-requests` with when to ask again.
 */
export async function sendVerification(
  context: OperationContext,
  principal: Principal,
  input: { readonly personId: string; readonly methodId: string; readonly send: Send },
): Promise<VerificationSent> {
  authorise(principal, "person.self");
  const code = mintVerificationCode(randomBytes);
  const now = context.clock.now();
  // The hash is slow by intention, and pages wait for transactions.
  const concerned = await loadPersonConcerned(context.database.read, principal, input.personId);
  const bound = boundTo(contactMethodOf(concerned, input.methodId));
  const codeHash = await hashVerificationCode(code, bound, randomBytes);
  const { person, method } = await context.database.transaction(async (tx) => {
    const person = await loadPersonConcerned(tx, principal, input.personId);
    const method = contactMethodOf(person, input.methodId);
    if (method.verifiedAt !== undefined)
      throw new AppError("conflict", `This ${method.kind} contact method is verified already.`);
    const previous = await loadChallenge(tx, method.id, { lock: true });
    const challenge = nextChallenge(method.id, previous?.challenge, now);
    if ("waitMs" in challenge) throw askedTooOften(challenge.waitMs);
    await saveChallenge(tx, { personId: person.id, challenge, codeHash });
    await recordDeed(context, tx, {
      principal,
      action: "contact-method.send-code",
      subject: `person ${person.id}`,
      detail: { contactMethodId: method.id, kind: method.kind },
    });
    return { person, method };
  });
  const message = noticeMessage(
    noticeOf(person, code),
    { personName: person.name, timeZone: person.timeZone ?? "UTC" },
    { id: context.newId(), now },
  );
  const outcome = await input.send(method.kind, method.address, message);
  return {
    expiresAt: now + CODE_VALID_MS,
    outcome:
      outcome.kind === "delivered"
        ? { kind: outcome.kind }
        : { kind: outcome.kind, reason: outcome.reason },
  };
}

/** A code is good for this method at this address, and for no other. */
export function boundTo({ id, kind, address }: ContactMethod): string {
  return `${id}\n${kind}\n${address}`;
}

function noticeOf({ name }: Person, code: string): Notice {
  return {
    kind: "verification",
    headline: `Tocsin code: ${code}`,
    text:
      `${name}, this code proves that Tocsin reaches you here. Enter it within ` +
      `${describeDuration(CODE_VALID_MS)}; give it to nobody who asks you for it. ` +
      "If you did not expect it, do nothing: without the code nothing changes.",
  };
}

function askedTooOften(waitMs: number): AppError {
  const retryAfterSeconds = Math.ceil(waitMs / 1000);
  return new AppError(
    "too-many-requests",
    `A code was sent over this method a short while ago. Look for it, or ask again in ${describeDuration(retryAfterSeconds * 1000)}.`,
    { details: { retryAfterSeconds } },
  );
}
