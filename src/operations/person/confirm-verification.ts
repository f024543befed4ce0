import { AppError } from "../../domain/error.ts";
import type { Principal } from "../../domain/permission.ts";
import type { ContactMethod } from "../../domain/person.ts";
import { type CodeJudgement, judgeCode } from "../../domain/verification.ts";
import { verificationCodeMatches } from "../../platform/verification-code.ts";
import { markContactMethodVerified } from "../../store/people.ts";
import type { Tx } from "../../store/schema.ts";
import { deleteChallenge, loadChallenge, saveChallenge } from "../../store/verifications.ts";
import { recordDeed } from "../audit/record.ts";
import { authorise } from "../authorise.ts";
import type { OperationContext } from "../context.ts";
import { contactMethodOf, loadPersonConcerned } from "./load-concerned.ts";
import { boundTo } from "./send-verification.ts";

/**
 * Verifies a contact method by the code that was sent over it. A method that is verified stays so.
 * @throws AppError `not-found`, `forbidden` for somebody else's, `invalid-input` for a code that is not
 * accepted, with what to do next.
 */
export async function confirmVerification(
  context: OperationContext,
  principal: Principal,
  input: { readonly personId: string; readonly methodId: string; readonly code: string },
): Promise<ContactMethod> {
  authorise(principal, "person.self");
  const now = context.clock.now();
  const match = await matchOutside(context, principal, { ...input, now });
  // A wrong try has to be counted, so the refusal is thrown once that is committed.
  const { method, judgement } = await context.database.transaction(async (tx) => {
    const person = await loadPersonConcerned(tx, principal, input.personId);
    const method = contactMethodOf(person, input.methodId);
    if (method.verifiedAt !== undefined)
      return { method, judgement: { kind: "accepted" } satisfies CodeJudgement };
    const judgement = await judge(tx, method, { match, now });
    if (judgement.kind === "accepted") {
      await markContactMethodVerified(tx, method.id, now);
      await deleteChallenge(tx, method.id);
    }
    await recordDeed(context, tx, {
      principal,
      action:
        judgement.kind === "accepted" ? "contact-method.verify" : "contact-method.refuse-code",
      subject: `person ${person.id}`,
      detail: { contactMethodId: method.id, kind: method.kind },
    });
    return { method: { ...method, verifiedAt: now }, judgement };
  });
  if (judgement.kind !== "accepted") throw notAccepted(judgement);
  return method;
}

/**
 * The hash that the code matches, if it does. Found out before the transaction: the hash is slow by
 * intention, and pages wait for transactions. Not made where no code would be accepted.
 */
async function matchOutside(
  { database }: OperationContext,
  principal: Principal,
  input: {
    readonly personId: string;
    readonly methodId: string;
    readonly code: string;
    readonly now: number;
  },
): Promise<string | undefined> {
  const person = await loadPersonConcerned(database.read, principal, input.personId);
  const method = contactMethodOf(person, input.methodId);
  const stored = await loadChallenge(database.read, method.id, { lock: false });
  const unmatched = judgeCode(stored?.challenge, { matches: false, now: input.now });
  if (stored === undefined || unmatched.kind === "void") return undefined;
  const { codeHash } = stored;
  const matches = await verificationCodeMatches(input.code, boundTo(method), codeHash);
  return matches ? codeHash : undefined;
}

/** Judges by the code that was sent last, and counts a wrong try. */
async function judge(
  tx: Tx,
  method: ContactMethod,
  { match, now }: { readonly match: string | undefined; readonly now: number },
): Promise<CodeJudgement> {
  const stored = await loadChallenge(tx, method.id, { lock: true });
  const matches = stored !== undefined && stored.codeHash === match;
  const judgement = judgeCode(stored?.challenge, { matches, now });
  if (stored !== undefined && judgement.kind === "wrong")
    await saveChallenge(tx, { ...stored, challenge: judgement.challenge });
  return judgement;
}

/** One answer, whatever is wrong with the code; what follows is what has to be done about it. */
function notAccepted(judgement: Exclude<CodeJudgement, { kind: "accepted" }>): AppError {
  const left = judgement.kind === "wrong" ? judgement.left : 0;
  const next =
    left > 0
      ? `Look at the newest one and enter it again; it can be tried ${left === 1 ? "once" : `${left} times`} more.`
      : "Have a new one sent.";
  return new AppError("invalid-input", `This code is not accepted. ${next}`);
}
