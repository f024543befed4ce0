import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { playbook } from "../../test/support/playbook-fixture.ts";
import { MS } from "./duration.ts";
import {
  compileMaintenance,
  describeScope,
  findMaintenanceProblem,
  type MaintainedAlert,
  type Maintenance,
  maintainedAlert,
  nextOpening,
  openMaintenance,
  recurringMaintenance,
} from "./maintenance.ts";
import type { OverlayMaintenance } from "./playbook.ts";

const NOW = Date.UTC(2026, 0, 14, 2, 30);

const window = (overrides: Partial<Maintenance> = {}): Maintenance => ({
  id: "m1",
  matchers: [],
  service: null,
  team: null,
  includeWorst: false,
  startsAt: NOW,
  endsAt: NOW + MS.hour,
  author: "Ann",
  comment: "new database",
  createdAt: NOW,
  updatedAt: NOW,
  ...overrides,
});

const alert = (overrides: Partial<MaintainedAlert> = {}): MaintainedAlert => ({
  labels: { host: "db-1" },
  service: "checkout",
  team: "shop",
  isWorst: false,
  ...overrides,
});

function covers(given: Partial<Maintenance>, asked: Partial<MaintainedAlert> = {}): boolean {
  const [open] = openMaintenance(compileMaintenance([window(given)]), NOW);
  return open?.covers(alert(asked)) ?? false;
}

describe("a maintenance window", () => {
  it("is open from its beginning, up to its end", () => {
    const windows = compileMaintenance([window()]);
    const endsOf = (at: number) => openMaintenance(windows, at).map(({ endsAt }) => endsAt);
    expect(endsOf(NOW - 1)).toEqual([]);
    expect(endsOf(NOW)).toEqual([NOW + MS.hour]);
    expect(endsOf(NOW + MS.hour - 1)).toEqual([NOW + MS.hour]);
    expect(endsOf(NOW + MS.hour)).toEqual([]);
  });

  it("covers what all that it gives holds of", () => {
    const host = { name: "host", operator: "=~", value: "db-.*" } as const;
    expect(covers({ service: "checkout" })).toBe(true);
    expect(covers({ service: "checkout" }, { service: "search" })).toBe(false);
    expect(covers({ service: "checkout" }, { service: undefined })).toBe(false);
    expect(covers({ team: "shop" })).toBe(true);
    expect(covers({ team: "shop" }, { team: null })).toBe(false);
    expect(covers({ matchers: [host] })).toBe(true);
    expect(covers({ matchers: [host] }, { labels: { host: "web-1" } })).toBe(false);
    expect(covers({ matchers: [host], service: "checkout", team: "shop" })).toBe(true);
    expect(covers({ matchers: [host], service: "checkout", team: "web" })).toBe(false);
  });

  it("lets the worst severity page, unless it says otherwise", () => {
    expect(covers({ team: "shop" }, { isWorst: true })).toBe(false);
    expect(covers({ team: "shop", includeWorst: true }, { isWorst: true })).toBe(true);
  });

  it("is described by what it is of", () => {
    const matchers = [{ name: "host", operator: "=", value: "db" }] as const;
    const described = describeScope(window({ service: "checkout", matchers, team: "shop" }));
    expect(described).toBe('service checkout, {host="db"}, team shop');
  });

  it.each([
    [{}, "Say what is worked on"],
    [{ matchers: [{ name: "a", operator: "=", value: "" }] }, "must ask for a value"],
    [{ matchers: [{ name: "a", operator: "=~", value: "(" }], service: "x" }, ""],
    [{ service: "x", endsAt: NOW }, "has ended already"],
    [{ service: "x", startsAt: NOW + MS.day }, "ends before it begins"],
    [{ service: "x", endsAt: NOW + 31 * MS.day }, "at most"],
    [{ service: "x", startsAt: NOW + 400 * MS.day, endsAt: NOW + 401 * MS.day }, "within a year"],
  ] satisfies readonly (readonly [Partial<Maintenance>, string])[])(
    "cannot be %j",
    (given, why) => {
      expect(findMaintenanceProblem(window(given), NOW)).toContain(why);
    },
  );

  it("can be for a team, for matchers that ask for a value, and far ahead", () => {
    const wanted = [
      { team: "shop" },
      { matchers: [{ name: "a", operator: "!=", value: "" }] },
      { service: "x", startsAt: NOW + 90 * MS.day, endsAt: NOW + 91 * MS.day },
    ] satisfies readonly Partial<Maintenance>[];
    for (const one of wanted) expect(findMaintenanceProblem(window(one), NOW)).toBeUndefined();
  });
});

describe("what an alert is to it", () => {
  const unsaid = { severity: { severity: "P1", reason: { kind: "unsaid" } } } as const;

  it("has the service and team that a rule gives, else its label and its sender's team", () => {
    const labels = { service: "by label" };
    expect(maintainedAlert(playbook, unsaid, { labels, team: "sender" })).toEqual({
      labels,
      service: "by label",
      team: "sender",
      isWorst: false,
    });
    const ruled = { ...unsaid, service: { value: "ruled" }, team: { value: "shop" } };
    const found = maintainedAlert(playbook, ruled, { labels, team: "sender" });
    expect(found).toMatchObject({ service: "ruled", team: "shop" });
  });

  it("is of the worst severity when the playbook has none that is worse", () => {
    const severity = { severity: "P0", reason: { kind: "unsaid" } } as const;
    expect(maintainedAlert(playbook, { severity }, { labels: {}, team: null }).isWorst).toBe(true);
  });
});

describe("maintenance that comes every week", () => {
  const stated: OverlayMaintenance = {
    name: "Backups",
    matchers: ['host=~"db-.*"'],
    // 14 January 2026 is a Wednesday.
    when: [{ days: [3], from: "03:00", to: "05:00" }],
    timeZone: "Europe/Berlin",
    source: { file: "tocsin.yaml", line: 7 },
  };
  const windowsOf = (...maintenance: OverlayMaintenance[]) =>
    recurringMaintenance({ ...playbook, overlay: { ...playbook.overlay, maintenance } });

  it("is open in its hours, in its zone", () => {
    const windows = windowsOf(stated);
    const at = (hour: number, minute = 0) => Date.UTC(2026, 0, 14, hour, minute);
    expect(openMaintenance(windows, at(1, 59))).toEqual([]);
    expect(openMaintenance(windows, at(2))).toMatchObject([{ endsAt: at(4) }]);
    expect(openMaintenance(windows, at(4))).toEqual([]);
    // What is known of a day is not taken for what is known of another.
    expect(openMaintenance(windows, at(2) - 7 * MS.day)).toMatchObject([
      { endsAt: at(4) - 7 * MS.day },
    ]);
    expect(openMaintenance(windows, at(3))[0]?.covers(alert())).toBe(true);
  });

  it("is told of when it is open next, or now", () => {
    const [first] = windowsOf(stated);
    if (first === undefined || "id" in first.window) throw new Error("one comes every week");
    const opens = Date.UTC(2026, 0, 14, 2);
    expect(nextOpening(first.window, opens - MS.hour)?.startsAt).toBe(opens);
    expect(nextOpening(first.window, opens + 1)?.startsAt).toBe(opens);
    expect(nextOpening(first.window, opens + 2 * MS.hour)?.startsAt).toBe(opens + 7 * MS.day);
  });

  it("holds nothing where its matchers cannot be read", () => {
    expect(windowsOf({ ...stated, matchers: ["("] })).toEqual([]);
  });

  it("is open at an instant exactly when the clock on the wall says so", () => {
    const [first] = windowsOf({ ...stated, when: [{ days: [1, 5], from: "22:00", to: "06:00" }] });
    const minutes = fc.integer({ min: 0, max: 366 * 24 * 60 });
    fc.assert(
      fc.property(minutes, (minute) => {
        const at = Date.UTC(2026, 0, 1) + minute * MS.minute;
        const wall = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO("Europe/Berlin");
        const { dayOfWeek, hour } = wall;
        const isOpen =
          hour >= 22 ? [1, 5].includes(dayOfWeek) : hour < 6 && [2, 6].includes(dayOfWeek);
        expect(first?.openAt(at) !== undefined).toBe(isOpen);
      }),
    );
  });
});
