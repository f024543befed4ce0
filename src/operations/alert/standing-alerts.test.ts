import { describe, expect, it } from "vitest";
import { anAlert } from "../../../test/support/store-fixtures.ts";
import type { Alert, AlertEvent } from "../../domain/alert.ts";
import { StandingAlerts } from "./standing-alerts.ts";

const ID = "integration-1";

function firing(overrides: Partial<Alert> = {}): Alert {
  return anAlert({ dedupKey: "a", title: "Down", incidentId: "incident-1", ...overrides });
}

function reportOf({ dedupKey, groupKey, title, labels, annotations }: Alert): AlertEvent {
  return { action: "trigger", dedupKey, groupKey, title, labels, annotations };
}

/** What is remembered of an event's alert, if it counts for a version. */
function known(standing: StandingAlerts, version: string, event: AlertEvent): Alert | undefined {
  const remembered = standing.of(ID);
  return remembered.version === version ? remembered.knownReport(event) : undefined;
}

describe("what a process remembers of alerts", () => {
  it("counts for the version it was learnt under, and for no other", () => {
    const standing = new StandingAlerts();
    const alert = firing();
    standing.learn({ integrationId: ID, version: "1", newVersion: "2", alerts: [alert] });
    expect(known(standing, "2", reportOf(alert))).toBe(alert);
    expect(known(standing, "1", reportOf(alert))).toBeUndefined();
    expect(standing.of("integration-2").version).toBeUndefined();
  });

  it("is forgotten when somebody else has changed the alerts", () => {
    const standing = new StandingAlerts();
    const [mine, other] = [firing(), firing({ dedupKey: "b" })];
    standing.learn({ integrationId: ID, version: "1", alerts: [mine] });
    standing.learn({ integrationId: ID, version: "2", alerts: [other] });
    expect(known(standing, "2", reportOf(mine))).toBeUndefined();
    expect(known(standing, "2", reportOf(other))).toBe(other);
  });

  it("is of alerts that fire in an incident, as they were last", () => {
    const standing = new StandingAlerts();
    const [before, after] = [firing(), firing({ title: "Down again" })];
    const learn = (...alerts: readonly Alert[]) =>
      standing.learn({ integrationId: ID, version: "1", alerts });
    learn(before, firing({ dedupKey: "nowhere", incidentId: null }));
    expect(known(standing, "1", reportOf(firing({ dedupKey: "nowhere" })))).toBeUndefined();
    learn(after);
    expect(known(standing, "1", reportOf(before))).toBeUndefined();
    expect(known(standing, "1", reportOf(after))).toBe(after);
    learn({ ...after, status: "resolved" });
    expect(known(standing, "1", reportOf(after))).toBeUndefined();
  });

  it("is bounded: what was learnt first is forgotten first", () => {
    const standing = new StandingAlerts(2);
    const [a, b, c] = [firing(), firing({ dedupKey: "b" }), firing({ dedupKey: "c" })];
    for (const alert of [a, b, a, c]) {
      standing.learn({ integrationId: ID, version: "1", alerts: [alert] });
    }
    const left = [a, b, c].map((alert) => known(standing, "1", reportOf(alert)));
    expect(left).toEqual([a, undefined, c]);
  });
});
