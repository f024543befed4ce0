/** Codes that were sent to prove contact methods, the last one of each. */

import type { VerificationChallenge } from "../domain/verification.ts";
import type { ContactVerificationRow, Tx } from "./schema.ts";
import { defineStatement } from "./statement.ts";

export interface StoredChallenge {
  readonly personId: string;
  readonly challenge: VerificationChallenge;
  readonly codeHash: string;
}

const SELECT = `select contact_method_id, person_id, code_hash, sent_at, failed_tries, window_started_at,
  codes_in_window from contact_verification where contact_method_id = $1`;

const selectRow = defineStatement<ContactVerificationRow>(SELECT);
const selectLocked = defineStatement<ContactVerificationRow>({
  sqlite: SELECT,
  postgres: `${SELECT} for update`,
});

/**
 * The last code's challenge; undefined when none was sent.
 * @param options.lock keeps others from it until the transaction ends: two tries at once count as two
 */
export async function loadChallenge(
  tx: Tx,
  contactMethodId: string,
  { lock }: { readonly lock: boolean },
): Promise<StoredChallenge | undefined> {
  const [row] = await (lock ? selectLocked : selectRow)(tx, contactMethodId);
  if (row === undefined) return undefined;
  return {
    personId: row.person_id,
    codeHash: row.code_hash,
    challenge: {
      contactMethodId: row.contact_method_id,
      sentAt: row.sent_at,
      failedTries: row.failed_tries,
      windowStartedAt: row.window_started_at,
      codesInWindow: row.codes_in_window,
    },
  };
}

/** Stores a challenge in place of the one before. */
export async function saveChallenge(
  tx: Tx,
  { personId, challenge, codeHash }: StoredChallenge,
): Promise<void> {
  const values = {
    person_id: personId,
    code_hash: codeHash,
    sent_at: challenge.sentAt,
    failed_tries: challenge.failedTries,
    window_started_at: challenge.windowStartedAt,
    codes_in_window: challenge.codesInWindow,
  };
  await tx
    .insertInto("contact_verification")
    .values({ contact_method_id: challenge.contactMethodId, ...values })
    .onConflict((conflict) => conflict.column("contact_method_id").doUpdateSet(values))
    .execute();
}

export async function deleteChallenge(tx: Tx, contactMethodId: string): Promise<void> {
  await tx
    .deleteFrom("contact_verification")
    .where("contact_method_id", "=", contactMethodId)
    .execute();
}
