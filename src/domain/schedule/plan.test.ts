import { describe, expect, it } from "vitest";
import { person, roster, START } from "../../../test/support/incident-fixtures.ts";
import { playbook } from "../../../test/support/playbook-fixture.ts";
import { MS } from "../duration.ts";
import type { Overlay } from "../playbook.ts";
import type { Roster } from "../roster.ts";
import { planOf } from "./plan.ts";
import { statedSchedules } from "./playbook-schedules.ts";

const alone = (name: string) => ({
  layers: [
    { people: [name], start: "2026-01-01T00:00", every: { count: 1, unit: "months" as const } },
  ],
});
const day = { startsAt: START, endsAt: START + MS.day };

function plan(overlay: Partial<Overlay>, who: Partial<Roster> = {}) {
  const book = { ...playbook, overlay: { ...playbook.overlay, ...overlay } };
  const { roles } = book.overlay;
  return planOf(book, roster({ schedules: statedSchedules(book), roles, ...who }), day);
}

describe("a plan", () => {
  const step = playbook.escalation[0]?.steps[0]?.role ?? "";

  it("knows who stands in two schedules that one severity's escalation calls on, and where it does not matter", () => {
    const [first, second] = [step, playbook.escalation[0]?.steps[1]?.role ?? ""].map((role) =>
      role.toLowerCase().replace(/[^a-z]+/g, " "),
    );
    const schedules = { one: alone("Dora"), other: alone("Dora"), third: alone("Dora") };
    const roles = { [first ?? ""]: { schedule: "one" }, [second ?? ""]: { schedule: "other" } };
    const { conflicts } = plan({ schedules, roles });
    expect(conflicts.filter(({ person: who }) => who === "Dora")).toEqual([
      expect.objectContaining({ person: "Dora", schedules: ["one", "other"], ...day }),
    ]);
    const apart = plan({ schedules }).conflicts;
    expect(apart.filter(({ person: who }) => who === "Dora")).toEqual([]);
  });

  it("names a pair once, be it in a rotation and in every severity", () => {
    const override = { id: "o", scheduleId: "on-call.secondary", kind: "replace" as const };
    const times = { ...day, createdAt: 1 };
    const { conflicts } = plan({}, { overrides: [{ ...override, ...times, person: "Ann" }] });
    expect(conflicts).toEqual([
      expect.objectContaining({ schedules: ["on-call.primary", "on-call.secondary"] }),
    ]);
  });

  it("knows whose shifts no page can reach", () => {
    const people = [person("Ann"), person("Ben", [])];
    const { unreachable } = plan({}, { people });
    expect(unreachable).toEqual([
      expect.objectContaining({ person: "Ben", scheduleId: "on-call.secondary", ...day }),
      expect.objectContaining({ person: "Cleo", scheduleId: "on-call.escalation", ...day }),
    ]);
  });

  it("counts the holidays that are stated", () => {
    const { schedules } = plan({ onCall: { holidays: ["2026-01-14"] } });
    const [ann] = schedules[0]?.shares.people ?? [];
    expect(ann).toMatchObject({ person: "Ann", total: 24, holiday: 21.5 });
  });
});
