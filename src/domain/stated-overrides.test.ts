import { describe, expect, it } from "vitest";
import { playbookOf, rotationOf } from "../../test/support/playbook-of.ts";
import type { OverlayOverride, Playbook } from "./playbook.ts";
import { statedOverrides } from "./stated-overrides.ts";

const table = rotationOf(["Primary", "Secondary"], [["2026-01-12", "Ann", "Ben"]]);

function playbookWith(overrides: readonly OverlayOverride[], timeZone = "UTC"): Playbook {
  return playbookOf({ timeZone, rotations: [table], overlay: { overrides } });
}

const cover: OverlayOverride = {
  column: "Primary",
  person: "Cleo",
  start: "2026-01-14T22:00",
  end: "2026-01-15T06:00",
};

describe("statedOverrides", () => {
  it("gives local times as instants of the playbook's zone", () => {
    const [override] = statedOverrides(playbookWith([cover], "America/New_York"));
    expect(override).toMatchObject({
      scheduleId: "on-call.primary",
      kind: "replace",
      person: "Cleo",
    });
    expect(override?.startsAt).toBe(Date.UTC(2026, 0, 15, 3));
    expect(override?.endsAt).toBe(Date.UTC(2026, 0, 15, 11));
  });

  it("covers the whole of an hour that occurs twice, and leaves no gap at one that is skipped", () => {
    const night = { ...cover, start: "2026-10-25T02:30", end: "2026-10-25T02:30" };
    const [twice] = statedOverrides(playbookWith([night], "Europe/Berlin"));
    expect(twice?.startsAt).toBe(Date.UTC(2026, 9, 25, 0, 30));
    expect(twice?.endsAt).toBe(Date.UTC(2026, 9, 25, 1, 30));
    const skipped = { ...cover, start: "2026-03-29T02:30", end: "2026-03-29T02:30" };
    const [gap] = statedOverrides(playbookWith([skipped], "Europe/Berlin"));
    expect(gap?.startsAt).toBeLessThanOrEqual(Date.UTC(2026, 2, 29, 1));
    expect(gap?.endsAt).toBeGreaterThanOrEqual(Date.UTC(2026, 2, 29, 1));
  });

  it("knows a column however it is written, and belongs to no other", () => {
    const found = statedOverrides(playbookWith([{ ...cover, column: "primary" }]));
    expect(found.map(({ scheduleId }) => scheduleId)).toEqual(["on-call.primary"]);
    expect(statedOverrides(playbookWith([{ ...cover, column: "Manager" }]))).toEqual([]);
  });

  it("belongs to a schedule of tocsin.yaml, in its zone, with its kind", () => {
    const { column: _, ...others } = cover;
    const playbook = playbookOf({
      overlay: {
        schedules: {
          backend: {
            timeZone: "Asia/Tokyo",
            layers: [
              { people: ["Ann"], start: "2026-01-01T00:00", every: { count: 1, unit: "weeks" } },
            ],
          },
        },
        overrides: [{ ...others, schedule: "backend", kind: "replace", instead: "Ann" }],
      },
    });
    expect(statedOverrides(playbook)).toMatchObject([
      { scheduleId: "backend", instead: "Ann", startsAt: Date.UTC(2026, 0, 14, 13) },
    ]);
  });

  it("belongs to the rotation it names, else to each that has the column", () => {
    const other = { ...table, id: "weekend" };
    const both = { ...playbookWith([cover]), rotations: [table, other] };
    expect(statedOverrides(both).map(({ scheduleId }) => scheduleId)).toEqual([
      "on-call.primary",
      "weekend.primary",
    ]);
    const named = {
      ...playbookWith([{ ...cover, rotation: "weekend" }]),
      rotations: [table, other],
    };
    expect(statedOverrides(named).map(({ scheduleId }) => scheduleId)).toEqual(["weekend.primary"]);
  });

  it("counts the later line as the later made, and all of them as made before any in the data", () => {
    const [first, second] = statedOverrides(playbookWith([cover, { ...cover, person: "Ben" }]));
    expect(first?.createdAt).toBeLessThan(second?.createdAt ?? 0);
    expect(second?.createdAt).toBeLessThan(0);
  });
});
