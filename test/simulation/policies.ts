import type { Playbook } from "../../src/domain/playbook.ts";
import { playbook as matrix } from "../support/playbook-fixture.ts";

const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];

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
            ],
            moreThan: { alerts: 2, within: "PT30M" },
          },
        ],
      },
    },
    // The simulation begins on a Wednesday at 02:30 UTC.
    workingHours: { timeZone: "UTC", when: [{ days: EVERY_DAY, from: "02:45", to: "03:30" }] },
  },
};
