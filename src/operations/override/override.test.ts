import { describe, expect, it } from "vitest";
import { START } from "../../../test/support/incident-fixtures.ts";
import {
  contextWithPlaybook,
  principalOf,
  type TestContext,
} from "../../../test/support/operation-context.ts";
import { MS } from "../../domain/duration.ts";
import { listLatestAudit } from "../../store/audit.ts";
import { showOnCall } from "../on-call/show.ts";
import { addOverride, type NewOverride } from "./add.ts";
import { listOwnOverrides } from "./list.ts";
import { removeOverride } from "./remove.ts";

const manager = principalOf("manager");
const cover: NewOverride = {
  scheduleId: "on-call.primary",
  kind: "replace",
  person: "cleo",
  startsAt: START + MS.hour,
  endsAt: START + 3 * MS.hour,
};

async function primaryAt(context: TestContext, at: number): Promise<string | null | undefined> {
  const { rotations } = await showOnCall(context, manager, { at });
  return rotations[0]?.onCall[0]?.person;
}

describe("an override", () => {
  it("puts somebody else on call, under the name the playbook knows, and is on record", async () => {
    const context = await contextWithPlaybook();
    const { id, person } = await addOverride(context, manager, cover);
    expect(person).toBe("Cleo");
    expect(await primaryAt(context, START + MS.hour)).toBe("Cleo");
    expect(await primaryAt(context, START + 3 * MS.hour)).toBe("Ann");
    expect(await listOwnOverrides(context, manager)).toMatchObject([{ id, person: "Cleo" }]);
    const [deed] = await listLatestAudit(context.database.read, { limit: 1 });
    expect(deed).toMatchObject({ action: "override.add", subject: `override ${id}` });
  });

  it("does not reach into the past: it begins now, and one that has begun only ends", async () => {
    const context = await contextWithPlaybook();
    const early = { ...cover, startsAt: START - MS.day };
    const { id, startsAt } = await addOverride(context, manager, early);
    expect(startsAt).toBe(START);
    await context.clock.advance(MS.hour);
    await removeOverride(context, manager, { id });
    expect(await primaryAt(context, START + MS.minute)).toBe("Cleo");
    expect(await primaryAt(context, START + MS.hour)).toBe("Ann");
    await expect(removeOverride(context, manager, { id })).rejects.toThrow(/no override/);
  });

  it("that has not begun is gone when it is taken back", async () => {
    const context = await contextWithPlaybook();
    const { id } = await addOverride(context, manager, cover);
    await removeOverride(context, manager, { id });
    expect(await primaryAt(context, START + 2 * MS.hour)).toBe("Ann");
    expect(await listOwnOverrides(context, manager)).toEqual([]);
  });

  it.each([
    ["a schedule that is not there", { scheduleId: "nights" }, /on-call\.primary/],
    ["a person who is not known", { person: "Nobody" }, /no person Nobody/],
    ["one who is to be replaced and is not known", { instead: "Nobody" }, /no person Nobody/],
    ["an end before its start", { endsAt: cover.startsAt }, /ends before it begins/],
    ["an end in the past", { startsAt: START - 2, endsAt: START - 1 }, /has ended/],
  ])("is refused for %s", async (_, change, message) => {
    const context = await contextWithPlaybook();
    await expect(addOverride(context, manager, { ...cover, ...change })).rejects.toThrow(message);
  });

  it("is for managers", async () => {
    const context = await contextWithPlaybook();
    await expect(addOverride(context, principalOf("responder"), cover)).rejects.toThrow();
  });
});
