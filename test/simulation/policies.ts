import { isoDuration, MS } from "../../src/domain/duration.ts";
import type { Playbook } from "../../src/domain/playbook.ts";
import { playbook as matrix } from "../support/playbook-fixture.ts";

const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];

/** When maintenance comes, in UTC. */
export const WEEKLY = [
  { days: EVERY_DAY, from: "02:40", to: "03:05" },
  { days: EVERY_DAY, from: "03:40", to: "04:20" },
];
export const DELAY_MS = 3 * MS.minute;

/** The playbook of the simulation: a matrix, and one severity with all that `tocsin.yaml` can say of a policy. */
export const playbook: Playbook = {
  ...matrix,
  hash: "b".repeat(64),
  overlay: {
    ...matrix.overlay,
    escalation: {
      P1: {
        acknowledgements: 2,
        acknowledgers: [{ kind: "role", name: "Primary" }],
        steps: [
          {
            role: "Service desk",
            after: "PT0S",
            only: "within working hours",
            targets: [{ kind: "schedule", name: "Primary" }],
          },
          { role: "Secondary", after: "PT2M", only: "outside working hours" },
          {
            role: "Helpers",
            after: "PT4M",
            targets: [
              { kind: "person", name: "Ann" },
              { kind: "person", name: "Ben" },
            ],
            nextEachTime: true,
          },
          {
            role: "Everybody",
            after: "PT6M",
            targets: [
              { kind: "person", name: "Cleo" },
              { kind: "team", name: "web" },
              { kind: "role", name: "Escalation" },
              { kind: "schedule", name: "night" },
            ],
            moreThan: { alerts: 2, within: "PT30M" },
          },
        ],
      },
    },
    schedules: {
      night: {
        layers: [
          {
            people: ["Ben", "Cleo"],
            start: "2026-01-01T20:00",
            every: { count: 1, unit: "days" },
          },
        ],
      },
    },
    routes: [{ match: { area: "delayed" }, delay: isoDuration(DELAY_MS) }],
    inhibit: [{ source: ["area=source"], target: ["area=target"], equal: [] }],
    maintenance: [{ name: "Backups", matchers: ["area=weekly"], timeZone: "UTC", when: WEEKLY }],
    flapping: { changes: 3, within: "PT30M", steady: "PT10M" },
    // The simulation begins on a Wednesday at 02:30 UTC.
    workingHours: { timeZone: "UTC", when: [{ days: EVERY_DAY, from: "02:45", to: "03:30" }] },
  },
};

/** What it was edited into: others are on call, a schedule and a column are gone, policies are others. */
const edited: Playbook = {
  ...playbook,
  hash: "c".repeat(64),
  rotations: playbook.rotations.map((rotation) => ({
    ...rotation,
    columns: ["Primary", "Secondary"],
    shifts: rotation.shifts.map((shift) => ({
      ...shift,
      assignments: {
        Primary: shift.assignments["Secondary"] ?? "",
        Secondary: shift.assignments["Primary"] ?? "",
      },
    })),
  })),
  overlay: {
    ...playbook.overlay,
    routes: [],
    inhibit: [],
    maintenance: [],
    schedules: {},
    escalation: {
      P1: {
        steps: [
          { role: "Secondary", after: "PT0S" },
          {
            role: "Both",
            after: "PT1M",
            targets: [
              { kind: "person", name: "Ann" },
              { kind: "person", name: "Ben" },
            ],
          },
        ],
      },
    },
  },
};

/** The versions of the playbook, which take turns. */
export const VERSIONS: readonly Playbook[] = [playbook, edited];
