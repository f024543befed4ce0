import { describe, expect, it } from "vitest";
import { playbook } from "../../test/support/playbook-fixture.ts";
import { MS } from "./duration.ts";
import type { Overlay } from "./playbook.ts";
import { severityRules } from "./severity-rules.ts";

describe("a severity's rules", () => {
  it("map the matrix to the rotation's columns", () => {
    const rules = severityRules(playbook, "p0");
    expect(rules?.steps).toEqual([
      { role: "On-Call Engineer", afterMs: 0, column: "Primary" },
      { role: "Incident Commander", afterMs: 5 * MS.minute, column: "Secondary" },
      { role: "Engineering Lead", afterMs: 10 * MS.minute, column: "Escalation" },
    ]);
    expect(rules).toMatchObject({ pages: true, repeat: 1, roundMs: 15 * MS.minute, rank: 0 });
  });

  it("engage who must take part, and only tell who is to be told", () => {
    expect(severityRules(playbook, "P0")?.engages).toEqual(["incident commander"]);
    const high = severityRules(playbook, "P1");
    expect(high?.engages).toEqual([]);
    expect(high?.informs).toEqual([
      { role: "incident commander", text: "Notify the incident commander", column: "Secondary" },
    ]);
  });

  it("page the whole rotation, spread over the response time, where no diagram says whom", () => {
    const rules = severityRules(playbook, "P1");
    expect(rules?.steps.map((step) => [step.column, step.afterMs / MS.minute])).toEqual([
      ["Primary", 0],
      ["Secondary", 10],
      ["Escalation", 20],
    ]);
  });

  it("count in working hours what the text promises in working time, a day being a working day", () => {
    const inDays: typeof playbook = {
      ...playbook,
      severities: playbook.severities.map((severity) => ({
        ...severity,
        sla: { response: "PT4H", resolution: "P1D", inWorkingTime: ["resolution"] },
      })),
      overlay: { ...playbook.overlay, onCall: { holidays: ["2026-12-25"] } },
    };
    expect(severityRules(inDays, "P3")).toMatchObject({
      responseMs: 4 * MS.hour,
      resolutionMs: 8 * MS.hour,
      inWorkingTime: {
        clocks: ["resolution"],
        hours: { windows: [{ from: "09:00", to: "17:00" }], holidays: ["2026-12-25"] },
      },
    });
    expect(severityRules(playbook, "P3")?.inWorkingTime).toBeUndefined();
  });

  it("notify quietly where no action pages", () => {
    expect(severityRules(playbook, "P2")).toMatchObject({ pages: false, repeat: 0 });
    expect(severityRules(playbook, "P3")).toMatchObject({ pages: false, steps: [] });
  });

  it("page for the two worst where no severity of the playbook says that it pages", () => {
    const quiet = {
      ...playbook,
      severities: playbook.severities.map((severity) => ({
        ...severity,
        responseActions: severity.responseActions.filter(({ kind }) => kind !== "page"),
      })),
    };
    const pages = ["P0", "P1", "P2", "P3"].map((id) => severityRules(quiet, id)?.pages);
    expect(pages).toEqual([true, true, false, false]);
  });

  it("page the people of schedules in turn where there is neither a path nor a rotation", () => {
    const weekly = { start: "2026-01-05T09:00", every: { count: 1, unit: "weeks" } } as const;
    const scheduled = {
      ...playbook,
      rotations: [],
      escalation: [],
      overlay: {
        ...playbook.overlay,
        schedules: {
          first: { name: "Backend", layers: [{ people: ["Ann"], ...weekly }] },
          second: { layers: [{ people: ["Ben"], ...weekly }] },
        },
      },
    };
    const steps = severityRules(scheduled, "P0")?.steps;
    expect(steps?.map(({ role, afterMs }) => [role, afterMs / MS.minute])).toEqual([
      ["Backend", 0],
      ["second", 7.5],
    ]);
  });

  it("take the overlay's offsets and repeats", () => {
    const stated = {
      ...playbook,
      overlay: {
        ...playbook.overlay,
        escalation: { P0: { after: ["PT0S", "PT2M", "PT4M"], repeat: 3 } },
      },
    };
    const rules = severityRules(stated, "P0");
    expect(rules?.steps.map((step) => step.afterMs / MS.minute)).toEqual([0, 2, 4]);
    expect(rules?.repeat).toBe(3);
  });

  it("let an acknowledgement lapse when the overlay says, else after 30 minutes where it pages", () => {
    const lapses = (stated?: string) =>
      ["P0", "P2"].map((id) => {
        const said = stated === undefined ? {} : { acknowledgementLapses: stated };
        const overlay = { ...playbook.overlay, escalation: { P0: said, P2: said } };
        return severityRules({ ...playbook, overlay }, id)?.acknowledgementLapsesMs;
      });
    expect(lapses()).toEqual([30 * MS.minute, null]);
    expect(lapses("PT20M")).toEqual([20 * MS.minute, 20 * MS.minute]);
    expect(lapses("never")).toEqual([null, null]);
  });

  it("take the overlay's steps in place of the matrix's, with its working hours and zone", () => {
    const escalation = {
      P0: {
        acknowledgements: 2,
        acknowledgers: [{ kind: "team", name: "web" }],
        steps: [
          { role: "On-Call Engineer", after: "PT0S", only: "within working hours" },
          {
            role: "Everybody",
            after: "PT3M",
            targets: [{ kind: "team", name: "web" }],
            moreThan: { alerts: 5, within: "PT10M" },
          },
        ],
      },
    } as const;
    const rulesWith = (more: Partial<Overlay>) =>
      severityRules({ ...playbook, overlay: { ...playbook.overlay, escalation, ...more } }, "P0");
    const rules = rulesWith({});
    expect(rules?.acknowledgements).toBe(2);
    expect(rules?.acknowledgers).toEqual([{ kind: "team", name: "web" }]);
    expect(rules?.steps).toEqual([
      {
        role: "On-Call Engineer",
        afterMs: 0,
        column: "Primary",
        hours: {
          when: "within",
          windows: [{ days: [1, 2, 3, 4, 5], from: "09:00", to: "17:00" }],
          timeZone: playbook.timeZone,
        },
      },
      {
        role: "Everybody",
        afterMs: 3 * MS.minute,
        column: null,
        targets: [{ kind: "team", name: "web" }],
        moreThan: { alerts: 5, withinMs: 10 * MS.minute },
      },
    ]);
    const when = [{ days: [6], from: "10:00", to: "12:00" }];
    const stated = rulesWith({ workingHours: { timeZone: "Asia/Tokyo", when } });
    expect(stated?.steps[0]?.hours).toEqual({
      when: "within",
      windows: when,
      timeZone: "Asia/Tokyo",
    });
  });

  it("are undefined for a severity the playbook does not have", () => {
    expect(severityRules(playbook, "P9")).toBeUndefined();
  });
});
