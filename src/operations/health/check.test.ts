import { expect, test } from "vitest";
import { makeReachable } from "../../../test/support/engine-fixture.ts";
import { contextWithPlaybook } from "../../../test/support/operation-context.ts";
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
