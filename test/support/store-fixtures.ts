/** Rows for tests of what is stored: each with an id of its own, and little else said. */

import type { Alert } from "../../src/domain/alert.ts";
import type { Incident } from "../../src/domain/incident.ts";
import { type NewTimelineEntry, SYSTEM } from "../../src/domain/timeline.ts";
import type { NewNotification } from "../../src/store/notification-row.ts";
import { opened } from "./incident-fixtures.ts";

let made = 0;

/** Ids that grow, as UUIDv7 do. */
export function nextId(prefix: string): string {
  made += 1;
  return `${prefix}-${String(made).padStart(6, "0")}`;
}

/** An open incident of a group of its own. */
export function anIncident(overrides: Partial<Incident> = {}): Incident {
  const id = nextId("incident");
  return {
    ...opened().incident,
    id,
    number: `20260114-${id}`,
    groupKey: `group of ${id}`,
    lastSeq: 0,
    lastEntryAt: 0,
    version: 1,
    ...overrides,
  };
}

/** The same incident at another severity rank. */
export function withRank(incident: Incident, rank: number): Incident {
  return { ...incident, rules: { ...incident.rules, rank } };
}

export function anAlert(overrides: Partial<Alert> = {}): Alert {
  const id = nextId("alert");
  return {
    id,
    integrationId: "integration-1",
    dedupKey: `key of ${id}`,
    groupKey: "group-1",
    incidentId: null,
    status: "firing",
    title: `Title of ${id}`,
    labels: { severity: "critical" },
    annotations: { summary: "It is down" },
    sourceUrl: null,
    startsAt: 1_000,
    endsAt: null,
    lastReceivedAt: 1_000,
    receivedCount: 1,
    ...overrides,
  };
}

/** A page to one person that is due at 1,000. */
export function aNotification(overrides: Partial<NewNotification> = {}): NewNotification {
  const id = nextId("notification");
  return {
    id,
    incidentId: "incident-1",
    createdAt: 1_000,
    purpose: "page",
    urgency: "high",
    round: 0,
    step: 0,
    role: "On-Call Engineer",
    personId: "person-ann",
    personName: "Ann",
    contactMethodId: `method of ${id}`,
    channel: "email",
    address: "ann@example.test",
    channelIndex: 0,
    state: "pending",
    dueAt: 1_000,
    reason: "",
    discriminator: "",
    ...overrides,
  };
}

export function aNote(at: number, text = "a note"): NewTimelineEntry {
  return { kind: "note", at, actor: SYSTEM, data: { text } };
}
