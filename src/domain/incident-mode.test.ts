import { describe, expect, it } from "vitest";
import { must, refusal } from "../../test/support/decided.ts";
import { actor, criticalRules, opened, START } from "../../test/support/incident-fixtures.ts";
import { describeEntry } from "./describe-entry.ts";
import type { Incident } from "./incident.ts";
import { shownTitle } from "./incident-mode.ts";
import { lifecycleEvents } from "./lifecycle.ts";
import { renderPostmortem } from "./postmortem/render-postmortem.ts";

const BEN = actor("Ben");
const drill = opened({ id: "drill", number: "20260114-002", mode: "drill", by: BEN });
const real: Incident = opened({ id: "real" }).incident;

describe("a drill", () => {
  it("pages like a real incident", () => {
    const purposes = drill.notifications.map(({ purpose }) => purpose);
    expect(purposes).toContain("page");
    expect(drill.incident.rules).toEqual(criticalRules());
  });

  it("says that it is one: title, timeline, events, postmortem", () => {
    expect(shownTitle(drill.incident)).toBe("[DRILL] API is down");
    expect(shownTitle(real)).toBe("API is down");
    const [first] = drill.entries.map(describeEntry);
    expect(first).toMatch(/^Ben opened the drill as P0/);
    const [event] = lifecycleEvents(drill.incident, drill.entries, 0);
    expect(event?.incident).toMatchObject({ title: "[DRILL] API is down", mode: "drill" });
    const entries = drill.entries.map((entry, index) => ({
      ...entry,
      incidentId: "drill",
      seq: index + 1,
    }));
    const postmortem = renderPostmortem(drill.incident, entries, { header: [], sections: [] });
    expect(postmortem).toContain("mode: drill");
    expect(postmortem).toMatch(/^# .*DRILL.* API is down$/m);
  });

  it("hides nothing real: it is merged with drills only, and takes no alerts of others", () => {
    const words = { by: BEN, reason: "", isDuplicate: false };
    const take = { kind: "take-in", rules: criticalRules(), ...words } as const;
    expect(refusal(drill.incident, { ...take, from: real }, START)).toBe(
      "20260114-001 is real and 20260114-002 a drill: they cannot be merged",
    );
    expect(refusal(real, { ...take, from: drill.incident }, START)).toMatch("cannot be merged");
    const other = { ...drill.incident, id: "other", number: "20260114-003" };
    expect(must(drill.incident, { ...take, from: other }, START).incident.status).toBe("open");
    const join = { kind: "alerts-join", by: BEN, titles: ["a"], firing: 1, reason: "" } as const;
    const moved = { ...join, from: [real], rules: criticalRules() };
    expect(refusal(drill.incident, moved, START)).toMatch("cannot be moved there");
  });
});
