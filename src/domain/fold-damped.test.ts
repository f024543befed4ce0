import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { playbook } from "../../test/support/playbook-fixture.ts";
import { type Alert, type AlertEvent, isKnownReport, isOnlyHeardAgain, reviewAt } from "./alert.ts";
import { MS } from "./duration.ts";
import {
  afterChange,
  FLAPPING_DEFAULT,
  type Flapping,
  flappingRule,
  isFlapping,
} from "./flapping.ts";
import { asEnded, foldDamped } from "./fold-damped.ts";
import type { IncidentStatus } from "./incident.ts";

const T = Date.UTC(2026, 0, 14);

const event = (action: AlertEvent["action"], overrides: Partial<AlertEvent> = {}): AlertEvent => ({
  action,
  dedupKey: "key",
  groupKey: "group",
  title: "Slow",
  labels: {},
  annotations: {},
  ...overrides,
});

/** What becomes of an alert, an event a minute; what fires has an incident at once. */
function play(
  actions: readonly AlertEvent["action"][],
  options: { readonly status?: IncidentStatus; readonly rule?: typeof FLAPPING_DEFAULT } = {},
) {
  const { status = "open", rule = FLAPPING_DEFAULT } = options;
  let alert: Alert | undefined;
  const changes: string[] = [];
  const notes: string[] = [];
  for (const [index, action] of actions.entries()) {
    const scope = { integrationId: "i", newId: "a", receivedAt: T + index * MS.minute };
    const folded = foldDamped(alert, event(action), { ...scope, flapping: rule });
    changes.push(folded.change);
    if (folded.note !== undefined) notes.push(folded.note);
    alert =
      folded.alert.incidentId === null && folded.change === "fired"
        ? { ...folded.alert, incidentId: "incident", incidentStatus: status }
        : folded.alert;
  }
  if (alert === undefined) throw new Error("something was heard");
  return { alert, changes, notes };
}

const COMES_AND_GOES = ["trigger", "resolve", "trigger", "resolve"] as const;

describe("an alert that comes and goes", () => {
  it("fires until it flaps; then its end is not believed for a while", () => {
    const { alert, changes, notes } = play(COMES_AND_GOES);
    expect(changes).toEqual(["fired", "resolved", "fired", "repeated"]);
    expect(alert).toMatchObject({ status: "firing", endsAt: null, incidentId: "incident" });
    expect(alert.flapping?.quietSince).toBe(T + 3 * MS.minute);
    expect(reviewAt(alert)).toBe(T + 18 * MS.minute);
    expect(notes).toHaveLength(1);
    expect(notes[0]).toContain("3 changes within 30 min");
  });

  it("is a repetition when it fires again, in the incident it has, and its steadiness begins anew", () => {
    const { alert, changes, notes } = play([...COMES_AND_GOES, "trigger"]);
    expect(changes.at(-1)).toBe("repeated");
    expect(alert).toMatchObject({ status: "firing", incidentId: "incident" });
    expect(alert.flapping).not.toHaveProperty("quietSince");
    expect(alert.flapping?.damped?.until).toBe(T + 19 * MS.minute);
    expect(reviewAt(alert)).toBeNull();
    expect(notes).toHaveLength(1);
  });

  it("says so when it is another by its labels", () => {
    const { alert } = play(COMES_AND_GOES);
    const scope = { integrationId: "i", newId: "a", receivedAt: T + 5 * MS.minute };
    const worse = event("trigger", { labels: { severity: "critical" } });
    const { change } = foldDamped(alert, worse, { ...scope, flapping: FLAPPING_DEFAULT });
    expect(change).toBe("changed");
  });

  it("fires as any other once a person has ended its incident", () => {
    for (const status of ["resolved", "closed"] as const) {
      const { alert } = play(COMES_AND_GOES);
      const ended: Alert = { ...alert, incidentStatus: status };
      const scope = { integrationId: "i", newId: "a", receivedAt: T + 5 * MS.minute };
      const fired = foldDamped(ended, event("trigger"), { ...scope, flapping: FLAPPING_DEFAULT });
      expect(fired).toMatchObject({ change: "fired", alert: { incidentId: null } });
      expect(fired.alert.flapping).not.toHaveProperty("quietSince");
    }
  });

  it("ends as any other where nobody works on its incident any more", () => {
    const { changes } = play(COMES_AND_GOES, { status: "resolved" });
    expect(changes.at(-1)).toBe("resolved");
  });

  it("is acknowledged while it is quiet, and amended no more", () => {
    const { changes } = play([...COMES_AND_GOES, "acknowledge", "amend", "resolve"]);
    expect(changes.slice(4)).toEqual(["acknowledged", "ignored", "ignored"]);
  });

  it("that is quiet is never taken for one of which the same is said again", () => {
    const { alert } = play(COMES_AND_GOES);
    const again = event("trigger", { startsAt: alert.startsAt });
    expect(isKnownReport(alert, again)).toBe(false);
    const scope = { integrationId: "i", newId: "a", receivedAt: T + 5 * MS.minute };
    const fired = foldDamped(alert, event("trigger"), { ...scope, flapping: FLAPPING_DEFAULT });
    expect(isOnlyHeardAgain(alert, fired.alert)).toBe(false);
    const late = foldDamped(alert, again, {
      ...scope,
      receivedAt: T + 3 * MS.minute + 1,
      flapping: FLAPPING_DEFAULT,
    });
    expect(late.change).toBe("stale");
    expect(isOnlyHeardAgain(alert, late.alert)).toBe(true);
  });

  it("is not damped where tocsin.yaml wants none", () => {
    const flapping = undefined;
    let alert: Alert | undefined;
    for (const action of [...COMES_AND_GOES, ...COMES_AND_GOES]) {
      const scope = { integrationId: "i", newId: "a", receivedAt: T, flapping };
      alert = foldDamped(alert, event(action), scope).alert;
    }
    expect(alert).not.toHaveProperty("flapping");
  });
});

describe("damping", () => {
  const steps = fc.array(
    fc.record({
      action: fc.constantFrom<AlertEvent["action"]>("trigger", "resolve", "acknowledge"),
      afterMs: fc.integer({ min: 1, max: 20 * MS.minute }),
      startsAt: fc.option(fc.integer({ min: 0, max: 5 }), { nil: undefined }),
      incident: fc.constantFrom<IncidentStatus>("open", "acknowledged", "resolved", "closed"),
    }),
    { maxLength: 40 },
  );

  it("keeps nothing from firing that has no incident anybody is to work on, and ends what has ended", () => {
    fc.assert(
      fc.property(steps, (played) => {
        let damped: Alert | undefined;
        let now = T;
        for (const { action, afterMs, startsAt, incident } of played) {
          now += afterMs;
          // As the engine ends it.
          if (damped?.flapping?.quietSince !== undefined && !isFlapping(damped.flapping, now)) {
            damped = asEnded(damped);
          }
          const scope = { integrationId: "i", newId: "a", receivedAt: now };
          const given = event(action, startsAt === undefined ? {} : { startsAt: T + startsAt });
          const seen = damped === undefined ? undefined : asEndedIfQuiet(damped);
          const plain = foldDamped(seen, given, { ...scope, flapping: undefined });
          const folded = foldDamped(damped, given, { ...scope, flapping: FLAPPING_DEFAULT });
          const isLive =
            damped?.incidentId === "incident" &&
            damped.incidentStatus !== "resolved" &&
            damped.incidentStatus !== "closed";
          if (plain.change === "fired" && !isLive) expect(folded.change).toBe("fired");
          // What the sender sees is the same, damped or not.
          const after = asEndedIfQuiet(folded.alert);
          expect(after).toMatchObject({
            status: plain.alert.status,
            startsAt: plain.alert.startsAt,
            endsAt: plain.alert.endsAt,
          });
          const fires = folded.change === "fired";
          damped = fires
            ? { ...folded.alert, incidentId: "incident", incidentStatus: incident }
            : folded.alert;
          if (damped.flapping?.quietSince !== undefined) {
            expect(reviewAt(damped)).toBe(damped.flapping.damped?.until);
            expect(isFlapping(damped.flapping, now)).toBe(true);
          }
        }
      }),
    );
  });
});

function asEndedIfQuiet(alert: Alert): Alert {
  return alert.flapping?.quietSince === undefined ? alert : asEnded(alert);
}

describe("what is counted", () => {
  const rule = { changes: 3, withinMs: 10 * MS.minute, steadyMs: 5 * MS.minute };
  const changedAt = (...minutes: readonly number[]) =>
    minutes.reduce<Flapping | undefined>(
      (known, minute) => afterChange(known, rule, T + minute * MS.minute),
      undefined,
    );

  it("is so many changes within so long a time", () => {
    expect(changedAt(0, 4)?.damped).toBeUndefined();
    expect(changedAt(0, 4, 9)?.damped).toEqual({
      since: T + 9 * MS.minute,
      until: T + 14 * MS.minute,
    });
    expect(changedAt(0, 4, 10)?.damped).toBeUndefined();
  });

  it("goes on with each change, and ends after so long without one", () => {
    expect(changedAt(0, 1, 2, 6)?.damped).toEqual({
      since: T + 2 * MS.minute,
      until: T + 11 * MS.minute,
    });
    expect(changedAt(0, 1, 2, 30)?.damped).toBeUndefined();
    expect(isFlapping(changedAt(0, 1, 2), T + 7 * MS.minute - 1)).toBe(true);
    expect(isFlapping(changedAt(0, 1, 2), T + 7 * MS.minute)).toBe(false);
  });

  it("is kept no longer than it counts", () => {
    expect(changedAt(0, 1, 2, 3, 4, 5)?.changedAt).toHaveLength(3);
  });

  it("is what tocsin.yaml says, where it says so", () => {
    const ruleOf = (flapping?: Exclude<typeof playbook.overlay.flapping, undefined>) =>
      flappingRule({
        overlay: { ...playbook.overlay, ...(flapping === undefined ? {} : { flapping }) },
      });
    expect(ruleOf()).toEqual(FLAPPING_DEFAULT);
    expect(ruleOf(false)).toBeUndefined();
    expect(ruleOf({ changes: 5, steady: "PT1H" })).toEqual({
      changes: 5,
      withinMs: 30 * MS.minute,
      steadyMs: MS.hour,
    });
  });
});
