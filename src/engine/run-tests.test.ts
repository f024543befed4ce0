import { describe, expect, it } from "vitest";
import {
  engineOn,
  type Sent,
  type TestEngine,
  workOff,
} from "../../test/support/engine-fixture.ts";
import { START } from "../../test/support/incident-fixtures.ts";
import {
  contextWithPlaybook,
  SETUP,
  type TestContext,
} from "../../test/support/operation-context.ts";
import { MS } from "../domain/duration.ts";
import type { DeliveryOutcome } from "../domain/notification.ts";
import type { ContactMethodKind, Overlay } from "../domain/playbook.ts";
import { reportDeliveryStatus } from "../operations/notification/report-status.ts";
import { listVisiblePeople } from "../operations/person/list.ts";
import { lookAtTestPage, seeTestPage } from "../operations/person/see-test-page.ts";
import { sendTestPages } from "../operations/person/send-test-pages.ts";
import { listAudit } from "../store/audit.ts";
import { nextNoticeDueAt } from "../store/notices.ts";
import { addContactMethod, findPersonByName } from "../store/people.ts";
import { nextTestsDueAt, runTests } from "./run-tests.ts";

async function lab(
  kinds: readonly ContactMethodKind[],
  answer: (sent: Sent) => DeliveryOutcome = () => ({ kind: "delivered" }),
  onCall: Overlay["onCall"] = {},
) {
  const context = await contextWithPlaybook({ onCall });
  const ann = await findPersonByName(context.database.read, "Ann");
  const personId = ann?.id ?? "";
  await context.database.transaction(async (tx) => {
    for (const kind of kinds) {
      const method = { id: `${kind}-of-ann`, kind, address: `${kind}:ann`, verifiedAt: START };
      await addContactMethod(tx, personId, method, START);
    }
  });
  const engine = engineOn(context, answer);
  const methods = async () =>
    (await findPersonByName(context.database.read, "Ann"))?.contactMethods ?? [];
  return {
    context,
    engine,
    personId,
    methods,
    ask: (methodId?: string) =>
      sendTestPages(context, SETUP, { personId, ...(methodId === undefined ? {} : { methodId }) }),
    outcomes: async () =>
      (await methods()).map(({ lastTest }) => [lastTest?.outcome, lastTest?.reason]),
    warning: async () =>
      (await listVisiblePeople(context, SETUP)).find(({ person: { name } }) => name === "Ann")
        ?.warning,
  };
}

/** Goes on from one due time to the next. */
async function passTo(context: TestContext, engine: TestEngine, until: number): Promise<void> {
  for (;;) {
    await runTests(engine);
    await workOff(engine);
    const tx = context.database.read;
    const due = [await nextTestsDueAt(tx), await nextNoticeDueAt(tx)];
    const next = Math.min(until, ...due.filter((at) => at !== null));
    if (next >= until) break;
    if (next > context.clock.now()) await context.clock.advance(next - context.clock.now());
  }
  await context.clock.advance(Math.max(0, until - context.clock.now()));
  await runTests(engine);
  await workOff(engine);
}

describe("a test page that was asked for", () => {
  it("goes over each way, says that it is a test, and is seen by its link, once", async () => {
    const { context, engine, ask, methods } = await lab(["email", "voice"]);
    const started = await ask();
    expect(engine.sent).toEqual([]);
    await workOff(engine);
    expect(engine.sent.map(({ channel, address }) => [channel, address])).toEqual([
      ["email", "email:ann"],
      ["voice", "voice:ann"],
    ]);
    const message = engine.sent[0]?.message;
    expect(message?.notice?.headline).toBe("Tocsin test page: nothing is wrong");
    expect(message?.notice?.text).toContain("Ann, this is a test");
    const id = started[0]?.id ?? "";
    expect(message?.acknowledgeUrl).toBe(`https://tocsin.test/t/${id}`);
    expect(await lookAtTestPage(context, id)).toMatchObject({ kind: "ready" });
    expect(await seeTestPage(context, id, "link")).toMatchObject({ kind: "done" });
    expect(await seeTestPage(context, id, "link")).toMatchObject({ kind: "seen" });
    const [email, voice] = await methods();
    expect(email?.lastTest).toMatchObject({ outcome: "delivered", seenAt: START });
    expect(voice?.lastTest?.seenAt).toBeUndefined();
    const audit = await listAudit(context.database.read, { limit: 5 });
    expect(audit.map(({ action }) => action)).toEqual(
      expect.arrayContaining(["person.see-test-page", "person.test-page"]),
    );
  });

  it("goes over one way where one is named, and is not valid once there is a newer one", async () => {
    const { context, engine, ask } = await lab(["email", "ntfy"]);
    const [first] = await ask("ntfy-of-ann");
    await workOff(engine);
    expect(engine.sent.map(({ channel }) => channel)).toEqual(["ntfy"]);
    await context.clock.advance(2 * MS.minute);
    await ask("ntfy-of-ann");
    expect(await seeTestPage(context, first?.id ?? "", "link")).toEqual({ kind: "not-valid" });
  });

  it("is refused within two minutes, and where there is nothing to test", async () => {
    const { context, ask } = await lab(["email"]);
    await ask();
    await context.clock.advance(MS.minute);
    await expect(ask()).rejects.toMatchObject({
      code: "too-many-requests",
      details: { retryAfterSeconds: 60 },
    });
    const nothing = await lab([]);
    await expect(nothing.ask()).rejects.toMatchObject({ code: "conflict" });
  });

  it("fails with the reason of its provider: at once when refused, else after three tries", async () => {
    const refused = await lab(["email"], () => ({ kind: "rejected", reason: "address-refused" }));
    await refused.ask();
    await workOff(refused.engine);
    expect(await refused.outcomes()).toEqual([["failed", "address-refused"]]);
    const away = await lab(["email"], () => ({ kind: "retry", reason: "timeout" }));
    await away.ask();
    await passTo(away.context, away.engine, START + MS.minute);
    expect(away.engine.sent.map(({ message }) => message.now - START)).toEqual([0, 15_000, 30_000]);
    expect(await away.outcomes()).toEqual([["failed", "timeout"]]);
    expect(await away.warning()).toContain("Ann's last test page failed (email: timeout).");
  });

  it("has failed when its provider reports that it did not arrive, and no other try's report counts", async () => {
    const { context, engine, ask, outcomes } = await lab(["sms"]);
    await ask();
    await workOff(engine);
    const attemptId = engine.sent[0]?.message.attempt.id ?? "";
    const report = { status: "undelivered", sequence: null, detail: "" } as const;
    await reportDeliveryStatus(context, { ...report, attemptId: `${attemptId}0` });
    await reportDeliveryStatus(context, { ...report, attemptId, status: "delivered" });
    expect(await outcomes()).toEqual([["delivered", undefined]]);
    await reportDeliveryStatus(context, { ...report, attemptId });
    expect(await outcomes()).toEqual([["failed", "undelivered"]]);
  });
});

describe("test pages that nobody asks for", () => {
  const FIRST = Date.UTC(2026, 1, 13, 10);

  it("go out monthly by day, one way after the other, and are warned of when nobody sees them", async () => {
    const { context, engine, warning } = await lab(["email", "ntfy"]);
    const sentAt = () =>
      engine.sent
        .filter(({ message }) => message.notice?.kind === "test")
        .map(({ channel, message }) => [channel, message.now]);
    await passTo(context, engine, FIRST - 1);
    expect(sentAt()).toEqual([]);
    // A Friday; the next day that disturbs nobody is Monday.
    await passTo(context, engine, FIRST + 3 * MS.day - 1);
    expect(sentAt()).toEqual([["email", FIRST]]);
    expect(await warning()).toBeUndefined();
    await passTo(context, engine, FIRST + 3 * MS.day);
    expect(sentAt()).toEqual([
      ["email", FIRST],
      ["ntfy", FIRST + 3 * MS.day],
    ]);
    expect(await warning()).toBe("Ann's last test page was never seen (email).");
  });

  it("are sent by one of two processes that look at once", async () => {
    const { context, engine } = await lab(["email"]);
    await context.clock.advance(FIRST - START);
    await Promise.all([runTests(engine), runTests(engineOn(context))]);
    await workOff(engine);
    expect(engine.sent.map(({ channel }) => channel)).toEqual(["email"]);
  });

  it("are not sent where that is turned off", async () => {
    const { context, engine } = await lab(["email"], undefined, { testPages: "never" });
    await passTo(context, engine, FIRST + 30 * MS.day);
    expect(engine.sent.filter(({ message }) => message.notice?.kind === "test")).toEqual([]);
  });
});
