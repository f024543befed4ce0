/**
 * Somebody says that they have seen a test page: by the link in it, by a button or a key of its channel, or
 * by a reply. Pages are answered in the same ways, and so it shows that they would be.
 */

import type { Notice } from "../../domain/message.ts";
import type { ContactMethod, Person } from "../../domain/person.ts";
import { SEEN_WITHIN_MS, testNotice } from "../../domain/test-page.ts";
import { appendAudit } from "../../store/audit.ts";
import type { Tx } from "../../store/database.ts";
import { noticeOfAttempt } from "../../store/notices.ts";
import { loadPerson } from "../../store/people.ts";
import { findTestPageOwner, latestTestPageTo, markTestPageSeen } from "../../store/test-pages.ts";
import type { OperationContext } from "../context.ts";

/**
 * Where a test page stands. `not-valid`: there is none, or a newer one. `ready`: nobody has said yet that
 * they have seen it. `done`: this call has. `seen`: somebody has before.
 */
export type TestPageState =
  | { readonly kind: "not-valid" }
  | {
      readonly kind: "ready" | "done" | "seen";
      readonly person: Person;
      readonly method: ContactMethod;
    };

/** Where it stands; changes nothing. */
export async function lookAtTestPage(
  context: OperationContext,
  id: string,
): Promise<TestPageState> {
  return stateOf(context.database.read, id);
}

/** Notes that it was seen, once. @param via how it was said, for the audit log */
export async function seeTestPage(
  context: OperationContext,
  id: string,
  via: string,
): Promise<TestPageState> {
  return context.database.transaction((tx) => see(context, tx, id, via));
}

/** What a call is about that is a test page; undefined for any other. Changes nothing. */
export async function lookAtTestCall(
  context: OperationContext,
  attemptId: string,
): Promise<Notice | undefined> {
  const state = await stateOf(context.database.readForPaging, noticeOfAttempt(attemptId));
  if (state.kind === "not-valid" || state.method.kind !== "voice") return undefined;
  return testNotice(state.person, state.method);
}

/** Notes that a call was heard. */
export async function seeTestPageByKey(
  context: OperationContext,
  attemptId: string,
): Promise<TestPageState> {
  return seeTestPageOver(context, noticeOfAttempt(attemptId), { kind: "voice" });
}

/** The same over the very way that it went: whoever answers there is its reader. */
export async function seeTestPageOver(
  context: OperationContext,
  id: string,
  over: Pick<ContactMethod, "kind"> & Partial<Pick<ContactMethod, "address">>,
): Promise<TestPageState> {
  // Asked first without a transaction: most answers over these ways are answers to pages.
  const state = await stateOf(context.database.readForPaging, id);
  if (state.kind === "not-valid" || state.method.kind !== over.kind) return { kind: "not-valid" };
  if (over.address !== undefined && state.method.address !== over.address) {
    return { kind: "not-valid" };
  }
  return seeTestPage(context, id, over.kind);
}

/** The same for somebody who writes back from the number that it went to: the last one of three days. */
export async function seeTestPageByReply(
  context: OperationContext,
  tx: Tx,
  address: string,
): Promise<TestPageState> {
  const since = context.clock.now() - SEEN_WITHIN_MS;
  const id = await latestTestPageTo(tx, { kind: "sms", address, since });
  return id === undefined ? { kind: "not-valid" } : see(context, tx, id, "sms");
}

async function see(
  context: OperationContext,
  tx: Tx,
  id: string,
  via: string,
): Promise<TestPageState> {
  const state = await stateOf(tx, id);
  if (state.kind !== "ready") return state;
  const now = context.clock.now();
  if (!(await markTestPageSeen(tx, id, now))) return { ...state, kind: "seen" };
  const { person, method } = state;
  await appendAudit(tx, {
    id: context.newId(),
    at: now,
    actor: { kind: "person", id: person.id, name: person.name },
    action: "person.see-test-page",
    subject: `person ${person.id}`,
    detail: { contactMethodId: method.id, via },
  });
  return { ...state, kind: "done" };
}

async function stateOf(tx: Tx, id: string): Promise<TestPageState> {
  const personId = await findTestPageOwner(tx, id);
  const person = personId === undefined ? undefined : await loadPerson(tx, personId);
  const method = person?.contactMethods.find(({ lastTest }) => lastTest?.id === id);
  if (person === undefined || method === undefined) return { kind: "not-valid" };
  const isSeen = method.lastTest?.seenAt !== undefined;
  return { kind: isSeen ? "seen" : "ready", person, method };
}
