import { expect, test } from "vitest";
import { json } from "../../../test/support/api-server.ts";
import { tocsin } from "../../../test/support/run-tocsin.ts";
import { onCallHoursSchema } from "../../contract/schedule.ts";

const shares = {
  people: [
    { person: "Ann", total: 400.04, night: 150, weekend: 96, holiday: 24 },
    { person: "Ben", total: 200, night: 0, weekend: 0, holiday: 0 },
    { person: "Cleo", total: 0, night: 0, weekend: 0, holiday: 0 },
  ],
  gapHours: 72,
};
const hours = onCallHoursSchema.parse({
  from: "2026-10-26T13:30:00.000Z",
  to: "2026-11-23T13:30:00.000Z",
  schedules: [
    { id: "on-call.primary", name: "Primary", ...shares },
    { id: "on-call.secondary", name: "Secondary", people: [], gapHours: 0 },
  ],
  all: { people: [], gapHours: 0 },
});
const PATH =
  "GET /api/v1/oncall/hours?from=2026-10-26T13%3A30%3A00.000Z&to=2026-11-23T13%3A30%3A00.000Z";

test("tocsin oncall hours tells shares, and how far each is from an even one", async () => {
  const { code, out } = await tocsin(["oncall", "hours", "primary"], { [PATH]: json(hours) });
  expect(code).toBe(0);
  const rows = out.split("\n").map((line) => line.trim().split(/\s{2,}/));
  expect(rows).toContainEqual(["Ann", "400", "+200", "150", "96", "24"]);
  expect(rows).toContainEqual(["Ben", "200", "0", "0", "0", "0"]);
  expect(rows).toContainEqual(["Cleo", "0", "-200", "0", "0", "0"]);
  expect(out).toContain("Nobody: 72 hours.");
  expect(out).not.toContain("Secondary");
});

test("tocsin oncall hours takes a period, and adds all schedules up", async () => {
  const asked =
    "GET /api/v1/oncall/hours?from=2026-10-01T00%3A00%3A00Z&to=2026-11-01T00%3A00%3A00Z";
  const argv = ["oncall", "hours", "--from", "2026-10-01T00:00Z", "--to", "2026-11-01T00:00Z"];
  const { out } = await tocsin(argv, { [asked]: json(hours) });
  expect(out).toContain("Secondary");
  expect(out).toContain("All schedules");
});
