import { describe, expect, it, test } from "vitest";
import { makeReachable } from "../../../test/support/engine-fixture.ts";
import { contextWithPlaybook, type TestContext } from "../../../test/support/operation-context.ts";
import type { Overlay } from "../../domain/playbook.ts";
import { findPersonByName, savePerson } from "../../store/people.ts";
import { checkHealth } from "./check.ts";

async function comingShifts(context: Awaited<ReturnType<typeof contextWithPlaybook>>) {
  const checks = await checkHealth(context, {
    mailConfigured: true,
    missingSettings: new Map(),
  });
  return checks.find(({ name }) => name === "coming shifts");
}

test("the next two weeks are looked at while there is time", async () => {
  const context = await contextWithPlaybook();
  const bare = await comingShifts(context);
  expect(bare?.status).toBe("warning");
  expect(bare?.detail).toContain(
    "on call without a contact method: Ann in Primary, Ben in Primary",
  );
  expect(bare?.detail).toContain("and 4 more");
  await makeReachable(context);
  expect(await comingShifts(context)).toMatchObject({ status: "ok" });
});

test("gaps to come, and who will be in two places, are told by name", async () => {
  const shift = { start: "2026-01-01T00:00", end: "2026-01-20T00:00" };
  const context = await contextWithPlaybook({
    schedules: { office: { name: "Office", layers: [{ shifts: [{ person: "Ann", ...shift }] }] } },
    overrides: [
      { column: "Secondary", person: "Ann", start: "2026-01-15T00:00", end: "2026-01-15T01:00" },
    ],
  });
  await makeReachable(context);
  const found = await comingShifts(context);
  expect(found?.status).toBe("warning");
  expect(found?.detail).toBe(
    "In the next 14 days: nobody is on call in Office; in two places at once: Ann in Primary and " +
      "Secondary. `tocsin oncall gaps` shows when.",
  );
});

async function onCall(context: TestContext) {
  const settings = { mailConfigured: true, missingSettings: new Map() };
  return (await checkHealth(context, settings)).find(({ name }) => name === "on-call");
}

async function reach(context: TestContext, name: string, verifiedAt?: number): Promise<void> {
  await context.database.transaction(async (tx) => {
    const person = await findPersonByName(tx, name);
    if (person === undefined) throw new Error(`${name} is not known`);
    const proof = verifiedAt === undefined ? {} : { verifiedAt };
    const contactMethods = (["email", "ntfy"] as const).map((kind) => ({
      id: context.newId(),
      kind,
      address: `${name} ${kind}`,
      ...proof,
    }));
    await savePerson(tx, { ...person, contactMethods }, 1);
  });
}

describe("the check of who is on call", () => {
  it("fails when nobody who is on call can be reached", async () => {
    expect(await onCall(await contextWithPlaybook())).toEqual({
      name: "on-call",
      status: "failing",
      detail:
        "On call now: Ann, Ben, Cleo. Ann has no contact method and cannot be paged. " +
        "Ben has no contact method and cannot be paged. Cleo has no contact method and cannot be paged. " +
        "`tocsin person contact add` adds a contact method, `tocsin person verify` proves one.",
    });
  });

  it("warns of whom it may not reach, and of schedules with nobody in them", async () => {
    const schedules: NonNullable<Overlay["schedules"]> = {
      backend: {
        name: "Backend",
        layers: [{ people: ["Ann"], start: "2027-01-01", every: { count: 1, unit: "weeks" } }],
      },
      web: {
        name: "Web",
        layers: [{ people: ["Ann"], start: "2027-01-01", every: { count: 1, unit: "weeks" } }],
      },
    };
    const context = await contextWithPlaybook({ schedules });
    for (const name of ["Ann", "Cleo"]) await reach(context, name, 1);
    await reach(context, "Ben");
    expect(await onCall(context)).toEqual({
      name: "on-call",
      status: "warning",
      detail:
        "On call now: Ann, Ben, Cleo. Nobody is on call in Backend, Web. " +
        "Ben has no verified contact method; 2 of different kinds are expected of whoever is on call. " +
        "`tocsin person contact add` adds a contact method, `tocsin person verify` proves one.",
    });
  });

  it("is well when each has two verified methods", async () => {
    const context = await contextWithPlaybook();
    for (const name of ["Ann", "Ben", "Cleo"]) await reach(context, name, 1);
    expect(await onCall(context)).toEqual({
      name: "on-call",
      status: "ok",
      detail: "On call now: Ann, Ben, Cleo.",
    });
  });
});
