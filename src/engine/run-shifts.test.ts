import { describe, expect, it } from "vitest";
import {
  engineOn,
  makeReachable,
  type Sent,
  type TestEngine,
  workOff,
} from "../../test/support/engine-fixture.ts";
import { START } from "../../test/support/incident-fixtures.ts";
import {
  activateTestPlaybook,
  contextWithPlaybook,
  principalOf,
  SETUP,
  type TestContext,
} from "../../test/support/operation-context.ts";
import { MS } from "../domain/duration.ts";
import type { DeliveryOutcome } from "../domain/notification.ts";
import type { Overlay } from "../domain/playbook.ts";
import { declareIncident } from "../operations/incident/declare.ts";
import { addOverride } from "../operations/override/add.ts";
import { removeOverride } from "../operations/override/remove.ts";
import { nextNoticeDueAt } from "../store/notices.ts";
import { runNotices } from "./run-notices.ts";
import { nextShiftsDueAt, runShifts } from "./run-shifts.ts";

const HAND_OFF = Date.UTC(2026, 0, 19, 9);

async function watching(
  overlay: Partial<Overlay> = {},
  answer?: (sent: Sent) => DeliveryOutcome,
): Promise<{ context: TestContext; engine: TestEngine }> {
  const context = await contextWithPlaybook(overlay);
  await makeReachable(context);
  const engine = engineOn(context, answer);
  await lookUntilDone(engine);
  return { context, engine };
}

async function lookUntilDone(engine: TestEngine): Promise<void> {
  do {
    await runShifts(engine);
  } while ((await runNotices(engine)) > 0);
}

/** Goes on from one due time to the next. */
async function passTo({ context, engine }: Awaited<ReturnType<typeof watching>>, until: number) {
  for (;;) {
    const tx = context.database.read;
    const due = [await nextShiftsDueAt(tx), await nextNoticeDueAt(tx)];
    const dueAt = Math.min(...due.filter((at) => at !== null));
    if (dueAt > until) break;
    const now = context.clock.now();
    if (dueAt > now) await context.clock.advance(dueAt - now);
    await lookUntilDone(engine);
  }
  await context.clock.advance(until - context.clock.now());
}

const told = ({ sent }: TestEngine) =>
  sent.map(({ address, message }) => [address.split("@")[0], message.notice?.headline]);

describe("people are told of their shifts", () => {
  it("both sides, at the hand-off, with what is open, and once", async () => {
    const fixture = await watching({ onCall: { upcomingShiftNotice: "never" } });
    const { context, engine } = fixture;
    expect(engine.sent).toEqual([]);
    await declareIncident(context, principalOf("responder"), { title: "Disk", severity: "P0" });
    await workOff(engine);
    engine.sent.length = 0;
    await passTo(fixture, HAND_OFF - 1);
    expect(engine.sent).toEqual([]);
    await passTo(fixture, HAND_OFF + MS.hour);
    expect(told(engine)).toEqual([
      ["ann", "On call now: Escalation; No longer on call: Primary"],
      ["ben", "On call now: Primary; No longer on call: Secondary"],
      ["cleo", "On call now: Secondary; No longer on call: Escalation"],
    ]);
    const [toAnn, toBen] = engine.sent.map(({ message }) => message);
    expect(toBen?.notice?.text).toBe(
      "You are on call in Primary until Mon 26 Jan, 09:00 UTC, after Ann. Cleo is on call in " +
        "Secondary now. Open: P0 20260114-001 Disk (open).",
    );
    expect(toAnn?.notice?.text).toContain("Ben is on call in Primary now. Open: P0 20260114-001");
    expect(toBen).toMatchObject({ urgency: "low", mayRepeat: false });
  });

  it("when an override or a new playbook changes who is on call, and not when the same person goes on", async () => {
    const fixture = await watching();
    const { context, engine } = fixture;
    const { id } = await addOverride(context, principalOf("manager"), {
      scheduleId: "on-call.primary",
      kind: "replace",
      person: "Cleo",
      startsAt: START,
      endsAt: START + 2 * MS.hour,
    });
    await passTo(fixture, START + MS.hour);
    expect(told(engine)).toEqual([
      ["ann", "No longer on call: Primary"],
      ["cleo", "On call now: Primary"],
      ["ann", "On call soon: Primary"],
    ]);
    engine.sent.length = 0;
    await removeOverride(context, principalOf("manager"), { id });
    await passTo(fixture, START + 3 * MS.hour);
    expect(told(engine)).toEqual([
      ["cleo", "No longer on call: Primary"],
      ["ann", "On call now: Primary"],
    ]);
    engine.sent.length = 0;
    // Another text, the same people.
    await activateTestPlaybook(context, SETUP, { catchAll: ["Ann"] });
    await passTo(fixture, START + 4 * MS.hour);
    expect(told(engine)).toEqual([]);
  });

  it("a day before, as long before as is stated, or never", async () => {
    const soon = async (onCall: Overlay["onCall"]) => {
      const fixture = await watching(onCall === undefined ? {} : { onCall });
      await passTo(fixture, HAND_OFF - 1);
      const { sent } = fixture.engine;
      return sent.map(({ message }) => [message.now, message.notice?.headline]);
    };
    const announced = (leadMs: number) => [
      [HAND_OFF - leadMs, "On call soon: Primary"],
      [HAND_OFF - leadMs, "On call soon: Secondary"],
      [HAND_OFF - leadMs, "On call soon: Escalation"],
    ];
    expect(await soon(undefined)).toEqual(announced(MS.day));
    expect(await soon({ upcomingShiftNotice: "PT2H" })).toEqual(announced(2 * MS.hour));
    expect(await soon({ upcomingShiftNotice: "never" })).toEqual([]);
  });

  it("of no hand-off where that is turned off", async () => {
    const onCall = { handOffNotices: false, upcomingShiftNotice: "never" } as const;
    const fixture = await watching({ onCall });
    await passTo(fixture, HAND_OFF + MS.hour);
    expect(fixture.engine.sent).toEqual([]);
  });

  it("by one of two processes that look at once", async () => {
    const fixture = await watching({ onCall: { upcomingShiftNotice: "never" } });
    const { context, engine } = fixture;
    await context.clock.advance(HAND_OFF - START);
    const other = engineOn(context);
    await Promise.all([lookUntilDone(engine), lookUntilDone(other)]);
    await lookUntilDone(engine);
    expect(engine.sent.length + other.sent.length).toBe(3);
  });

  it("after an outage, of what it came to, once", async () => {
    const fixture = await watching({ onCall: { upcomingShiftNotice: "never" } });
    const { context, engine } = fixture;
    // Two hand-offs were missed; Ann, Ben, Cleo have become Cleo, Ann, Ben.
    await context.clock.advance(HAND_OFF + 8 * MS.day - START);
    await lookUntilDone(engine);
    expect(
      told(engine)
        .map(([who]) => who)
        .sort(),
    ).toEqual(["ann", "ben", "cleo"]);
  });

  it("over the next channel where one fails, and not for ever", async () => {
    const fixture = await watching(
      { onCall: { upcomingShiftNotice: "never" } },
      ({ message }): DeliveryOutcome =>
        message.personName === "Ann"
          ? { kind: "retry", reason: "provider-error" }
          : { kind: "delivered" },
    );
    await passTo(fixture, HAND_OFF + MS.day);
    const toAnn = fixture.engine.sent.filter(({ message }) => message.personName === "Ann");
    expect(toAnn.map(({ message }) => message.now - HAND_OFF)).toEqual([
      0,
      5 * MS.minute,
      10 * MS.minute,
    ]);
  });

  it("once more, saying so, when nobody knows what became of the first try", async () => {
    const fixture = await watching({ onCall: { upcomingShiftNotice: "never" } });
    const { context, engine } = fixture;
    await context.clock.advance(HAND_OFF - START);
    const { promise: hasBegun, resolve: begin } = Promise.withResolvers<void>();
    const send = () => {
      begin();
      return new Promise<DeliveryOutcome>(() => {});
    };
    await runShifts(engine);
    void runNotices({ ...engine, send });
    await hasBegun;
    await context.clock.advance(MS.minute);
    await lookUntilDone(engine);
    expect(engine.sent.map(({ message }) => message.mayRepeat)).toEqual([true, true, true]);
  });
});
