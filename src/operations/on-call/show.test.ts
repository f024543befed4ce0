import { describe, expect, it } from "vitest";
import { START } from "../../../test/support/incident-fixtures.ts";
import { contextWithPlaybook, principalOf } from "../../../test/support/operation-context.ts";
import { insertOverride } from "../../store/overrides.ts";
import { listPeople } from "../../store/people.ts";
import { showOnCall } from "./show.ts";

const HOUR_MS = 3_600_000;

describe("showOnCall", () => {
  it("says who stands in, for as long as they do", async () => {
    const context = await contextWithPlaybook();
    await context.database.transaction((tx) =>
      insertOverride(tx, {
        id: "override-1",
        scheduleId: "on-call.primary",
        kind: "replace",
        person: "Cleo",
        startsAt: START,
        endsAt: START + HOUR_MS,
        createdAt: START,
      }),
    );
    const primaryAt = async (at: number) => {
      const onCall = await showOnCall(context, principalOf("viewer"), { at });
      return onCall.rotations[0]?.onCall[0];
    };
    expect(await primaryAt(START - 1)).toMatchObject({ person: "Ann", override: false });
    expect(await primaryAt(START)).toMatchObject({ person: "Cleo", override: true });
    expect(await primaryAt(START + HOUR_MS)).toMatchObject({ person: "Ann", override: false });
  });

  it("says who stands in by tocsin.yaml, also somebody whom no table names", async () => {
    const context = await contextWithPlaybook({
      overrides: [
        { column: "Primary", person: "Dora", start: "2026-01-14T02:00", end: "2026-01-14T03:00" },
      ],
    });
    const show = (at: number) => showOnCall(context, principalOf("viewer"), { at });
    const during = (await show(START)).rotations[0]?.onCall[0];
    expect(during).toMatchObject({ person: "Dora", override: true });
    const after = (await show(START + HOUR_MS)).rotations[0]?.onCall[0];
    expect(after).toMatchObject({ person: "Ann", override: false });
    expect((await listPeople(context.database.read)).map(({ name }) => name)).toContain("Dora");
  });

  it("says who is on call in the schedules of tocsin.yaml, until when, and who then", async () => {
    const context = await contextWithPlaybook({
      schedules: {
        backend: {
          name: "Backend",
          layers: [
            {
              people: ["Ben", "Dora"],
              start: "2026-01-07T09:00",
              every: { count: 1, unit: "weeks" },
            },
          ],
        },
      },
    });
    const { schedules, warnings } = await showOnCall(context, principalOf("viewer"), {});
    expect(warnings.map(({ person }) => person)).toEqual(["Ann", "Ben", "Cleo", "Dora"]);
    expect(schedules).toEqual([
      {
        id: "backend",
        name: "Backend",
        timeZone: "UTC",
        person: "Ben",
        reachable: false,
        until: Date.UTC(2026, 0, 14, 9),
        next: { person: "Dora", reachable: false },
      },
    ]);
  });

  it("says that a table has begun again, unless tocsin.yaml has it so", async () => {
    const later = START + 60 * 24 * HOUR_MS;
    const repeats = { rotations: { "on-call": { repeats: true } } } as const;
    for (const [overlay, repeated] of [
      [{}, true],
      [repeats, false],
    ] as const) {
      const context = await contextWithPlaybook(overlay);
      const { rotations } = await showOnCall(context, principalOf("viewer"), { at: later });
      expect(rotations[0]?.repeated).toBe(repeated);
    }
  });

  it("names the shift and who takes over at its end", async () => {
    const context = await contextWithPlaybook();
    const { at, rotations } = await showOnCall(context, principalOf("viewer"), {});
    expect(at).toBe(START);
    const [rotation] = rotations;
    expect(rotation?.startsAt).toBe(Date.UTC(2026, 0, 12, 9));
    expect(rotation?.endsAt).toBe(Date.UTC(2026, 0, 19, 9));
    expect(rotation?.next.map(({ person }) => person)).toEqual(["Ben", "Cleo", "Ann"]);
  });
});
