import { describe, expect, it } from "vitest";
import { readOverlay } from "./overlay.ts";
import { maintenance } from "./overlay-maintenance.ts";

const WHEN = [{ days: "weekends", from: "02:00", to: "05:00" }];

describe("maintenance", () => {
  it("is of a service, a team or matchers, in stretches of the week", () => {
    const one = { name: "Backups", matchers: 'host=~"db.*"', team: "Shop", when: WHEN };
    expect(maintenance.parse([one])).toEqual([
      {
        ...one,
        matchers: ['host=~"db.*"'],
        when: [{ days: [6, 7], from: "02:00", to: "05:00" }],
      },
    ]);
  });

  it("knows where in the file it stands", () => {
    const text =
      "maintenance:\n  - name: Backups\n    service: db\n    when: [{ days: weekends, from: '02:00', to: '05:00' }]\n";
    const { overlay, diagnostics } = readOverlay("tocsin.yaml", text);
    expect(diagnostics).toEqual([]);
    expect(overlay.maintenance).toMatchObject([{ source: { file: "tocsin.yaml", line: 2 } }]);
  });

  it.each([
    [{ name: "x", when: WHEN }, "at least one of"],
    [{ name: "x", matchers: "", when: WHEN }, "there is none"],
    [{ service: "x", when: WHEN }, "name"],
    [{ name: "x", service: "x", when: [] }, "when"],
    [{ name: "x", service: "x", when: WHEN, timeZone: "Nowhere" }, "timeZone"],
  ])("refuses %j", (stated, reason) => {
    const { success, error } = maintenance.safeParse([stated]);
    expect(success).toBe(false);
    expect(JSON.stringify(error?.issues)).toContain(reason);
  });
});
