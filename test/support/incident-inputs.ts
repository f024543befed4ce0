/** Everything that may happen to an incident, for properties of the rules. */

import fc from "fast-check";
import type { IncidentInput } from "../../src/domain/decide.ts";
import { MS } from "../../src/domain/duration.ts";
import { minutes } from "./decided.ts";
import { actor, criticalRules, mediumRules, person, roster, SENDER } from "./incident-fixtures.ts";

/** A policy with everything that `tocsin.yaml` can say. */
const stated = criticalRules({
  id: "P0b",
  acknowledgements: 2,
  acknowledgementLapsesMs: null,
  steps: [
    {
      role: "night",
      afterMs: 0,
      column: null,
      targets: [
        { kind: "schedule", name: "Primary" },
        { kind: "person", name: "Ben" },
      ],
      hours: {
        when: "outside",
        windows: [{ days: [1, 2, 3, 4, 5], from: "03:00", to: "04:00" }],
        timeZone: "UTC",
      },
    },
    {
      role: "Escalation",
      afterMs: 3 * MS.minute,
      column: "Escalation",
      moreThan: { alerts: 1, withinMs: 20 * MS.minute },
    },
  ],
});

export const inputs: fc.Arbitrary<IncidentInput> = fc.oneof(
  { weight: 4, arbitrary: fc.constant<IncidentInput>({ kind: "due" }) },
  fc.record({
    kind: fc.constant("acknowledge" as const),
    by: fc.constantFrom(actor("Ann"), actor("Ben")),
    via: fc.constant("link"),
  }),
  fc.record({
    kind: fc.constant("escalate" as const),
    by: fc.constantFrom(actor("Ann"), actor("Ben")),
    via: fc.constant("phone"),
  }),
  fc.record({
    kind: fc.constant("unacknowledge" as const),
    by: fc.constantFrom(actor("Ann"), actor("Ben")),
    reason: fc.constant("asleep"),
  }),
  fc.record({
    kind: fc.constantFrom("page" as const, "add-responder" as const, "reassign" as const),
    by: fc.constantFrom(actor("Ann"), actor("Ben")),
    whom: fc.constantFrom("Ann", "Ben", "Primary", "Incident Commander", "nobody"),
    reason: fc.constant("knows more"),
  }),
  fc.record({
    kind: fc.constant("snooze" as const),
    by: fc.constant(actor("Ann")),
    untilAt: fc.integer({ min: 0, max: 24 * 60 }).map((count) => minutes(count)),
    reason: fc.constant("until the shop opens"),
  }),
  fc.record({
    kind: fc.constant("accept-role" as const),
    by: fc.constantFrom(actor("Ben"), actor("Cleo")),
    role: fc.constantFrom("incident commander", "scribe"),
  }),
  fc.record({
    kind: fc.constant("offer-role" as const),
    by: fc.constantFrom(actor("Ann"), actor("Ben")),
    role: fc.constantFrom("Incident Commander", "scribe"),
    person: fc.constantFrom("Ben", "Cleo", "nobody"),
    handsOver: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant("decline-role" as const),
    by: fc.constantFrom(actor("Ben"), actor("Cleo")),
    role: fc.constantFrom("incident commander", "scribe"),
    reason: fc.constantFrom("", "on a train"),
  }),
  fc.record({
    kind: fc.constant("add-task" as const),
    by: fc.constantFrom(actor("Ann"), actor("Ben")),
    text: fc.constant("restart the queue"),
    person: fc.constantFrom("Ben", "Cleo"),
    dueAt: fc.integer({ min: 0, max: 24 * 60 }).map((count) => minutes(count)),
  }),
  fc.record({
    kind: fc.constantFrom("accept-task" as const, "finish-task" as const),
    by: fc.constantFrom(actor("Ben"), actor("Cleo")),
    task: fc.integer({ min: 1, max: 3 }),
  }),
  fc.record({
    kind: fc.constant("note" as const),
    by: fc.constant(actor("Ann")),
    text: fc.string(),
  }),
  fc.record({
    kind: fc.constant("update" as const),
    by: fc.constant(actor("Ann")),
    audience: fc.constant("stakeholders"),
    text: fc.string(),
  }),
  fc.record({
    kind: fc.constant("change-severity" as const),
    by: fc.constant(actor("Ann")),
    rules: fc.constantFrom(
      criticalRules(),
      mediumRules(),
      criticalRules({ id: "P1", steps: [] }),
      stated,
    ),
    reason: fc.constant("looks different"),
  }),
  fc.record({
    kind: fc.constantFrom("pause-clock" as const, "resume-clock" as const, "excuse-clock" as const),
    by: fc.constant(actor("Ann")),
    clock: fc.constantFrom("response" as const, "resolution" as const, "communication" as const),
    untilAt: fc.integer({ min: 0, max: 24 * 60 }).map((count) => minutes(count)),
    reason: fc.constant("the supplier sleeps"),
  }),
  fc.record({
    kind: fc.constantFrom("resolve" as const, "reopen" as const, "close" as const),
    by: fc.constant(actor("Ann")),
    reason: fc.constant("it is so"),
  }),
  fc.record({
    kind: fc.constant("alerts" as const),
    by: fc.constant(SENDER),
    fired: fc.array(fc.constant("a"), { maxLength: 3 }),
    resolved: fc.array(fc.constant("b"), { maxLength: 3 }),
  }),
  fc.record({
    kind: fc.constant("undeliverable" as const),
    round: fc.nat(3),
    step: fc.integer({ min: -1, max: 3 }),
    role: fc.constant("someone"),
  }),
);

export const rosters = fc.constantFrom(
  roster(),
  roster({ people: [], catchAll: [] }),
  roster({ people: [person("Ann", []), person("Ben")], catchAll: [] }),
  roster({ rotations: [] }),
);
