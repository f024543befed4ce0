/** What the HTTP API answers, held to the contract's own schemas. */

import {
  type IncidentDetailJson,
  type IncidentSummaryJson,
  incidentDetailSchema,
  incidentListSchema,
  incidentSummarySchema,
} from "../../src/contract/incident.ts";
import {
  type TimelineEntryJson,
  type TimelineJson,
  timelineEntrySchema,
  timelineSchema,
} from "../../src/contract/timeline.ts";

/** The instant at which every sample is looked at. */
export const SAMPLE_NOW = Date.parse("2026-11-23T13:30:00Z");

export function incidentSummary(parts: Partial<IncidentSummaryJson> = {}): IncidentSummaryJson {
  return incidentSummarySchema.parse({
    number: "20261123-007",
    title: "Checkout answers 500",
    severity: "P0",
    severityName: "Critical",
    status: "open",
    publicStatus: "investigating",
    team: null,
    openedAt: "2026-11-23T13:20:00.000Z",
    acknowledgedAt: null,
    acknowledgedBy: null,
    resolvedAt: null,
    closedAt: null,
    firingAlerts: 1,
    snoozedUntil: null,
    mergedInto: null,
    mode: "real",
    ...parts,
  });
}

export function incidentList(...incidents: readonly IncidentSummaryJson[]): unknown {
  return incidentListSchema.parse({ incidents, nextBefore: null });
}

export function incidentDetail(parts: Partial<IncidentDetailJson> = {}): IncidentDetailJson {
  return incidentDetailSchema.parse({
    ...incidentSummary(),
    playbookHash: "ab12",
    clocks: [
      clock({ kind: "response", target: "PT15M", dueAt: "2026-11-23T13:35:00.000Z" }),
      clock({ kind: "resolution", target: "PT4H", dueAt: "2026-11-23T17:20:00.000Z" }),
      clock({
        kind: "communication",
        audience: "stakeholders",
        target: "PT5M",
        dueAt: "2026-11-23T13:25:00.000Z",
        breachedAt: "2026-11-23T13:25:00.000Z",
      }),
    ],
    escalation: {
      mode: "running",
      round: 0,
      assignedTo: null,
      next: {
        role: "Secondary",
        people: ["Bob"],
        channels: ["email"],
        at: "2026-11-23T13:35:00.000Z",
        because: "step",
      },
    },
    tasks: [],
    nextStep: {
      key: "detection/2",
      text: "Check the dashboards",
      line: 31,
      kind: "step",
      done: null,
      phase: "Phase 1: Detection",
      endsAt: "2026-11-23T13:35:00.000Z",
    },
    roles: [{ role: "incident commander", person: null, offeredTo: null }],
    acknowledgements: { needed: 1, by: [], missing: 1, asked: ["Alice"] },
    responders: [],
    changes: [
      {
        id: "c1",
        summary: "Deployed api 4.2",
        source: "ci",
        team: null,
        happenedAt: "2026-11-23T12:58:00.000Z",
        receivedAt: "2026-11-23T12:58:01.000Z",
        details: {},
        links: [{ url: "https://ci.example.test/42", text: "Build 42" }],
      },
    ],
    links: [],
    proposedSeverity: null,
    actions: [{ text: "Update the status page", line: 47 }],
    alerts: [
      {
        id: "a1",
        status: "firing",
        title: "Error rate above 5 %",
        labels: { service: "checkout" },
        annotations: {},
        sourceUrl: null,
        startsAt: "2026-11-23T13:19:00.000Z",
        endsAt: null,
        lastReceivedAt: "2026-11-23T13:20:00.000Z",
        receivedCount: 1,
      },
    ],
    notifications: [
      {
        id: "n1",
        purpose: "page",
        urgency: "high",
        person: "Alice",
        role: "Primary",
        channel: "email",
        state: "failed",
        round: 0,
        step: 0,
        attempts: 1,
        createdAt: "2026-11-23T13:20:00.000Z",
        dueAt: "2026-11-23T13:20:00.000Z",
        deliveredAt: null,
        reason: "address-refused",
      },
    ],
    lastSeq: 12,
    ...parts,
  });
}

function clock(
  parts: Partial<IncidentDetailJson["clocks"][number]>,
): IncidentDetailJson["clocks"][number] {
  return {
    kind: "response",
    audience: null,
    target: "PT15M",
    startedAt: "2026-11-23T13:20:00.000Z",
    dueAt: "2026-11-23T13:35:00.000Z",
    warnedAt: null,
    breachedAt: null,
    endedAt: null,
    outcome: null,
    elapsed: "PT5M",
    pausedUntil: null,
    inWorkingTime: false,
    ...parts,
  };
}

export function timelineEntry(parts: Partial<TimelineEntryJson> = {}): TimelineEntryJson {
  return timelineEntrySchema.parse({
    seq: 12,
    at: "2026-11-23T13:21:05.000Z",
    kind: "note",
    actor: { kind: "person", id: "p1", name: "Alice" },
    text: "Alice noted: looking at it.",
    starred: false,
    toldAt: null,
    correction: null,
    data: { text: "looking at it" },
    ...parts,
  });
}

/** An answer of the timeline; empty where everything was read before. */
export function timelinePage(
  after: number,
  ...entries: readonly TimelineEntryJson[]
): TimelineJson {
  return timelineSchema.parse({ entries, lastSeq: entries.at(-1)?.seq ?? after });
}
