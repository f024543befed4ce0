/** What must hold of notices after every step, and once everything works again. */

import { listAudit } from "../../src/store/audit.ts";
import { nextNoticeDueAt } from "../../src/store/notices.ts";
import { listPeople } from "../../src/store/people.ts";
import type { NoticeRow } from "../../src/store/schema.ts";
import { Violation } from "./violation.ts";
import type { World } from "./world.ts";

const ENTRIES_MAX = 500;
/** How far the world's clock goes back in a run, at most. */
const CLOCK_BACK_MS_MAX = 30_000;

export class NoticeInvariants {
  /** How many sends a notice had when it came to its end: there are no more. */
  private readonly settled = new Map<string, { readonly state: string; readonly calls: number }>();
  private readonly world: World;

  constructor(world: World) {
    this.world = world;
  }

  /** After every step. */
  async check(): Promise<void> {
    const notices = await this.notices();
    for (const notice of notices) {
      this.triesAreJustified(notice);
      this.endIsFinal(notice);
    }
    await this.changesAreTold(notices);
    await this.testsSayWhatBecameOfThem(notices);
  }

  /** Once everything works: nobody is still to be told anything. */
  async checkRecovered(): Promise<void> {
    const { database, now } = this.world;
    const dueAt = await nextNoticeDueAt(database.read);
    holds(dueAt === null || dueAt > now, "I6: no notice is overdue");
    for (const { id, kind, state } of await this.notices()) {
      holds(
        state === "delivered" || state === "failed",
        `notice ${id} (${kind}) is still ${state}`,
      );
    }
  }

  private notices(): Promise<NoticeRow[]> {
    return this.world.database.read.selectFrom("notice").selectAll().execute();
  }

  private callsOf({ id }: NoticeRow) {
    return this.world.provider.calls.filter(({ message }) => message.notificationId === id);
  }

  /** Each try has one send, and one that follows a try of which nothing is known says so. */
  private triesAreJustified(notice: NoticeRow): void {
    const calls = this.callsOf(notice);
    const tries = new Set(calls.map(({ message }) => message.attempt.id));
    holds(tries.size === calls.length, `notice ${notice.id} is sent once in a try`);
    holds(calls.length <= notice.attempts, `notice ${notice.id} is claimed before it is sent`);
    for (const [index, { message }] of calls.entries()) {
      const before = calls[index - 1];
      if (before === undefined) continue;
      this.world.seen.add("a notice was tried again");
      // Sent again only after a failure, or where nobody came to know what became of it.
      const isFailed = before.outcome === "retry" || before.outcome === "rejected";
      holds(isFailed || message.mayRepeat, `notice ${notice.id} is sent again without cause`);
    }
  }

  private endIsFinal(notice: NoticeRow): void {
    const { id, kind, state } = notice;
    const calls = this.callsOf(notice).length;
    const before = this.settled.get(id);
    // A provider may say afterwards that a test page did not arrive.
    const isLost = kind === "test" && before?.state === "delivered" && state === "failed";
    if (before !== undefined) {
      holds(before.state === state || isLost, `notice ${id} was ${before.state}, is ${state}`);
      holds(before.calls === calls, `notice ${id} is sent after its end`);
    }
    if (state !== "delivered" && state !== "failed") return;
    if (state === "delivered") holds(calls > 0, `notice ${id} is delivered by a send`);
    if (kind === "contact-changed") this.world.seen.add("a change of contact methods was told");
    if (kind === "hand-off") this.world.seen.add("a hand-off was told");
    this.settled.set(id, { state, calls });
  }

  /** A way to be reached that somebody took away is told over it, whatever died meanwhile. */
  private async changesAreTold(notices: readonly NoticeRow[]): Promise<void> {
    const { database, deletedAt } = this.world;
    const entries = await listAudit(database.read, { limit: ENTRIES_MAX });
    const told = notices.filter(({ kind }) => kind === "contact-changed");
    for (const { action, subject, at } of entries) {
      if (action !== "contact-method.remove") continue;
      const personId = subject.replace("person ", "");
      // The log's instants do not go back when the clock does.
      const goneAt = deletedAt.get(personId) ?? Number.NEGATIVE_INFINITY;
      // With a person go their notices.
      if (goneAt + CLOCK_BACK_MS_MAX >= at) continue;
      const isTold = told.some(
        ({ person_id, created_at }) =>
          person_id === personId && created_at <= at && at - created_at <= CLOCK_BACK_MS_MAX,
      );
      holds(isTold, `${personId} is told that a contact method went at ${at}`);
    }
  }

  private async testsSayWhatBecameOfThem(notices: readonly NoticeRow[]): Promise<void> {
    const states = new Map(notices.map(({ id, state }) => [id, state]));
    for (const { contactMethods } of await listPeople(this.world.database.read)) {
      for (const { lastTest } of contactMethods) {
        if (lastTest === undefined) continue;
        const { id, outcome, seenAt } = lastTest;
        const state = states.get(id);
        const expected = state === "pending" || state === "sending" ? "pending" : state;
        holds(expected === outcome, `test page ${id} is ${outcome}, its notice ${state}`);
        if (seenAt !== undefined) this.world.seen.add("a test page was seen");
        if (outcome === "failed") this.world.seen.add("a test page failed");
      }
    }
  }
}

function holds(condition: boolean, what: string): void {
  if (!condition) throw new Violation(what);
}
