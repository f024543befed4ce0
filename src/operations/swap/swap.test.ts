import { describe, expect, it } from "vitest";
import { makeReachable } from "../../../test/support/engine-fixture.ts";
import { START } from "../../../test/support/incident-fixtures.ts";
import {
  contextWithPlaybook,
  principalOf,
  type TestContext,
} from "../../../test/support/operation-context.ts";
import { MS } from "../../domain/duration.ts";
import type { Principal, Role } from "../../domain/permission.ts";
import { listLatestAudit } from "../../store/audit.ts";
import { claimNotices } from "../../store/notices.ts";
import { findPersonByName } from "../../store/people.ts";
import { showOnCall } from "../on-call/show.ts";
import { addOverride } from "../override/add.ts";
import { takeShift } from "../override/take.ts";
import { listCurrentSwaps } from "./list.ts";
import { offerSwap } from "./offer.ts";
import { takeSwap } from "./take.ts";
import { withdrawSwap } from "./withdraw.ts";

const PRIMARY = "on-call.primary";
const SECONDARY = "on-call.secondary";
const HAND_OFF = Date.UTC(2026, 0, 19, 9);

async function reachableTeam(): Promise<TestContext> {
  const context = await contextWithPlaybook();
  await makeReachable(context);
  return context;
}

async function as(context: TestContext, name: string, role: Role = "responder") {
  const person = await findPersonByName(context.database.read, name);
  const principal: Principal = { ...principalOf(role), name, personId: person?.id ?? "" };
  return principal;
}

async function onCallAt(context: TestContext, at: number, column: number) {
  const { rotations } = await showOnCall(context, principalOf("viewer"), { at });
  return rotations[0]?.onCall[column]?.person;
}

/** What waits to be sent, each once. */
async function told(context: TestContext) {
  const claim = { now: context.clock.now(), limit: 50, owner: "test", leaseMs: 1000 };
  const notices = await context.database.transaction((tx) => claimNotices(tx, claim));
  const people = new Map<string, string>();
  for (const name of ["Ann", "Ben", "Cleo"]) {
    const person = await findPersonByName(context.database.read, name);
    people.set(person?.id ?? "", name);
  }
  return notices.map(({ personId, notice }) => `${people.get(personId)}: ${notice.headline}`);
}

describe("a swap", () => {
  it("gives a part of a shift to whoever takes it, tells both, and is on record", async () => {
    const context = await reachableTeam();
    const part = { startsAt: START + MS.hour, endsAt: START + 3 * MS.hour };
    const swap = await offerSwap(context, await as(context, "Ann"), {
      scheduleId: PRIMARY,
      ...part,
    });
    expect(await told(context)).toEqual([]);
    await takeSwap(context, await as(context, "Cleo"), swap);
    expect(await onCallAt(context, part.startsAt - 1, 0)).toBe("Ann");
    expect(await onCallAt(context, part.startsAt, 0)).toBe("Cleo");
    expect(await onCallAt(context, part.endsAt, 0)).toBe("Ann");
    expect((await told(context)).sort()).toEqual([
      "Ann: Cleo takes a shift of Ann",
      "Cleo: Cleo takes a shift of Ann",
    ]);
    const deeds = await listLatestAudit(context.database.read, { limit: 2 });
    expect(deeds.map(({ action }) => action)).toEqual(["swap.take", "swap.offer"]);
    expect(await listCurrentSwaps(context, principalOf("viewer"))).toMatchObject([
      { state: "taken", offeredBy: "Ann", takenBy: "Cleo" },
    ]);
  });

  it("is the shift that one has, or has next, when no time is given", async () => {
    const context = await reachableTeam();
    const ann = await as(context, "Ann");
    const now = await offerSwap(context, ann, { scheduleId: PRIMARY });
    expect(now.given).toMatchObject({ startsAt: START, endsAt: HAND_OFF });
    const next = await offerSwap(context, await as(context, "Ben"), { scheduleId: PRIMARY });
    expect(next.given).toMatchObject({ startsAt: HAND_OFF, endsAt: HAND_OFF + MS.week });
    const half = { scheduleId: PRIMARY, startsAt: START };
    await expect(offerSwap(context, ann, half)).rejects.toThrow(/both/);
  });

  it("exchanges two shifts, and only with whoever has the other", async () => {
    const context = await reachableTeam();
    const inReturn = { scheduleId: PRIMARY, startsAt: HAND_OFF, endsAt: HAND_OFF + MS.day };
    const offer = { scheduleId: PRIMARY, inReturn };
    const swap = await offerSwap(context, await as(context, "Ann"), offer);
    const cleo = await as(context, "Cleo");
    await expect(takeSwap(context, cleo, swap)).rejects.toThrow(/in return cannot be had: Ben/);
    await takeSwap(context, await as(context, "Ben"), swap);
    expect(await onCallAt(context, START, 0)).toBe("Ben");
    expect(await onCallAt(context, HAND_OFF, 0)).toBe("Ann");
    expect(await onCallAt(context, HAND_OFF + MS.day, 0)).toBe("Ben");
  });

  it("is told to whom it is offered, who alone may take it", async () => {
    const context = await reachableTeam();
    const ann = await as(context, "Ann");
    const swap = await offerSwap(context, ann, { scheduleId: PRIMARY, to: "ben" });
    expect(await told(context)).toEqual(["Ben: Ann offers you a shift"]);
    const cleo = await as(context, "Cleo");
    await expect(takeSwap(context, cleo, swap)).rejects.toThrow(/somebody else/);
    await expect(takeSwap(context, ann, swap)).rejects.toThrow(/withdrawn/);
    await withdrawSwap(context, ann, swap);
    expect(await told(context)).toEqual(["Ben: A shift is offered no longer"]);
    const ben = await as(context, "Ben");
    await expect(takeSwap(context, ben, swap)).rejects.toThrow(/this swap is withdrawn/);
    await expect(withdrawSwap(context, ann, swap)).rejects.toThrow(/is withdrawn/);
  });

  it("is decided by who is on call when it is taken, and not after its end", async () => {
    const context = await reachableTeam();
    const ann = await as(context, "Ann");
    const part = { scheduleId: PRIMARY, startsAt: START, endsAt: START + 2 * MS.hour };
    const [first, second] = [
      await offerSwap(context, ann, part),
      await offerSwap(context, ann, part),
    ];
    await addOverride(context, principalOf("manager"), {
      ...part,
      kind: "replace",
      person: "Cleo",
      endsAt: START + MS.hour,
    });
    const ben = await as(context, "Ben");
    await expect(takeSwap(context, ben, first)).rejects.toThrow(/has changed since: Cleo, not Ann/);
    await context.clock.advance(90 * MS.minute);
    await takeSwap(context, ben, first);
    // What has passed is not rewritten.
    expect(await onCallAt(context, START + 80 * MS.minute, 0)).toBe("Ann");
    await expect(takeSwap(context, ben, first)).rejects.toThrow(/this swap is taken/);
    await context.clock.advance(MS.hour);
    await expect(takeSwap(context, ben, second)).rejects.toThrow(/this swap is expired/);
    expect(await listCurrentSwaps(context, ben)).toEqual([]);
  });

  it("is of one's own shift, made by a person, and withdrawn by them or a manager", async () => {
    const context = await reachableTeam();
    const ann = await as(context, "Ann");
    const offer = (change: object, who = ann) =>
      offerSwap(context, who, { scheduleId: PRIMARY, ...change });
    await expect(offer({ startsAt: START, endsAt: HAND_OFF + 1 })).rejects.toThrow(/Ben, not Ann/);
    await expect(offer({ startsAt: START - 2, endsAt: START - 1 })).rejects.toThrow(/has ended/);
    await expect(offer({ startsAt: HAND_OFF, endsAt: HAND_OFF - 1 })).rejects.toThrow(/before it/);
    const years = { startsAt: START, endsAt: START + 400 * MS.day };
    await expect(offer(years)).rejects.toThrow(/two months/);
    await expect(offer({ scheduleId: "nights" })).rejects.toThrow(/no schedule nights/);
    await expect(offer({ to: "Nobody" })).rejects.toThrow(/no person Nobody/);
    await expect(offer({}, principalOf("responder"))).rejects.toThrow(/nobody's token/);
    await expect(offer({}, await as(context, "Ann", "viewer"))).rejects.toThrow(/oncall.take/);
    const swap = await offer({});
    const ben = await as(context, "Ben");
    await expect(withdrawSwap(context, ben, swap)).rejects.toThrow(/Only whoever offered it/);
    await withdrawSwap(context, principalOf("manager"), swap);
  });
});

describe("taking a shift", () => {
  it("goes from now until it changes hands, and tells whoever had it", async () => {
    const context = await reachableTeam();
    const taken = await takeShift(context, await as(context, "Cleo"), { scheduleId: PRIMARY });
    expect(taken).toMatchObject({ person: "Cleo", startsAt: START, endsAt: HAND_OFF });
    expect(await onCallAt(context, START, 0)).toBe("Cleo");
    expect(await told(context)).toEqual(["Ann: Cleo takes a shift of yours"]);
    const [deed] = await listLatestAudit(context.database.read, { limit: 1 });
    expect(deed).toMatchObject({ action: "override.take" });
  });

  it("goes from one time to another, over several people's shifts", async () => {
    const context = await reachableTeam();
    const times = { startsAt: HAND_OFF - MS.hour, endsAt: HAND_OFF + MS.hour };
    const cleo = await as(context, "Cleo");
    await takeShift(context, cleo, { scheduleId: PRIMARY, ...times });
    expect(await onCallAt(context, times.startsAt - 1, 0)).toBe("Ann");
    expect(await onCallAt(context, HAND_OFF, 0)).toBe("Cleo");
    expect(await onCallAt(context, times.endsAt, 0)).toBe("Ben");
    expect((await told(context)).sort()).toEqual([
      "Ann: Cleo takes a shift of yours",
      "Ben: Cleo takes a shift of yours",
    ]);
  });

  it("is refused where there is nothing to take", async () => {
    const context = await reachableTeam();
    const ann = await as(context, "Ann");
    const take = (change: object, who = ann) =>
      takeShift(context, who, { scheduleId: SECONDARY, ...change });
    await expect(take({ scheduleId: PRIMARY })).rejects.toThrow(/already/);
    await expect(take({ scheduleId: "nights" })).rejects.toThrow(/no schedule nights/);
    await expect(take({ endsAt: START - 1 })).rejects.toThrow(/within 31 days/);
    await expect(take({ endsAt: START + 32 * MS.day })).rejects.toThrow(/within 31 days/);
    await expect(take({}, principalOf("manager"))).rejects.toThrow(/nobody's token/);
  });
});
