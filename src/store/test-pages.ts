/** The last test page over each contact method; its sending is a notice of the same id. */

import type { TestPage } from "../domain/test-page.ts";
import type { Tx } from "./schema.ts";
import { defineStatement } from "./statement.ts";

const start = defineStatement<never>(
  `update contact_method set test_id = $2, test_sent_at = $3, test_outcome = 'pending',
     test_reason = null, test_seen_at = null
   where id = $1`,
);

/** A test page goes out, in place of the one before. */
export async function startTestPage(
  tx: Tx,
  methodId: string,
  { id, sentAt }: Pick<TestPage, "id" | "sentAt">,
): Promise<void> {
  await start(tx, methodId, id, sentAt);
}

const end = defineStatement<never>(
  "update contact_method set test_outcome = $2, test_reason = $3 where test_id = $1",
);

/** What became of a test page. Nothing happens when there is a newer one. */
export async function endTestPage(
  tx: Tx,
  id: string,
  ended: { readonly state: "delivered" } | { readonly state: "failed"; readonly reason: string },
): Promise<void> {
  await end(tx, id, ended.state, ended.state === "failed" ? ended.reason : null);
}

const markUnseen = defineStatement<never>(
  `update contact_method set test_outcome = 'unseen'
   where test_id = $1 and test_outcome = 'delivered' and test_seen_at is null`,
);

/** Nobody has seen it in time. */
export async function markTestPageUnseen(tx: Tx, id: string): Promise<void> {
  await markUnseen(tx, id);
}

const markSeen = defineStatement<{ id: string }>(
  "update contact_method set test_seen_at = $2 where test_id = $1 and test_seen_at is null returning id",
);

/** True exactly once: false when it was seen before, or there is a newer one. */
export async function markTestPageSeen(tx: Tx, id: string, at: number): Promise<boolean> {
  return (await markSeen(tx, id, at)).length === 1;
}

const selectOwner = defineStatement<{ person_id: string }>(
  "select person_id from contact_method where test_id = $1",
);

/** Whose it is; undefined when there is a newer one over its contact method. */
export async function findTestPageOwner(tx: Tx, id: string): Promise<string | undefined> {
  const [row] = await selectOwner(tx, id);
  return row?.person_id;
}

const selectLatest = defineStatement<{ test_id: string }>(
  `select test_id from contact_method
   where kind = $1 and address = $2 and test_sent_at > $3 and test_id is not null
   order by test_sent_at desc limit 1`,
);

/** The last test page that went to an address since an instant. */
export async function latestTestPageTo(
  tx: Tx,
  to: { readonly kind: string; readonly address: string; readonly since: number },
): Promise<string | undefined> {
  const [row] = await selectLatest(tx, to.kind, to.address, to.since);
  return row?.test_id;
}
