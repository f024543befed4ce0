import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { describeEntry } from "./describe-entry.ts";
import { EFFECTS } from "./effect.ts";
import { STEP_OUTCOMES } from "./step-run.ts";
import type { Actor, NewTimelineEntry, TimelineEntryData, TimelineEntryKind } from "./timeline.ts";
import { SYSTEM } from "./timeline.ts";

const ALICE: Actor = { kind: "person", id: "p1", name: "Alice" };

function entry<K extends TimelineEntryKind>(
  kind: K,
  data: TimelineEntryData[K],
  actor: Actor = SYSTEM,
): NewTimelineEntry {
  return { kind, at: 0, actor, data } as NewTimelineEntry;
}

const delivery = { person: "Alice", channel: "email", purpose: "page", round: 0, step: 0 };

describe("describeEntry", () => {
  it.each([
    [
      entry(
        "incident.opened",
        {
          title: "API is down",
          severity: "P0",
          severityReason: "label severity=critical",
          playbookHash: "ab",
        },
        { kind: "integration", id: "i1", name: "Alertmanager" },
      ),
      "Alertmanager opened the incident as P0 (label severity=critical): API is down.",
    ],
    [
      entry("alerts.fired", { count: 7, titles: ["a", "b"], firing: 9 }),
      "7 alerts fired: a, b and 5 more (9 firing now).",
    ],
    [
      entry("alerts.resolved", { count: 1, titles: ["disk full"], firing: 0 }),
      "Alert ended: disk full (none is firing now).",
    ],
    [
      entry("escalation.step", { round: 0, step: 1, role: "Incident Commander", people: ["Bob"] }),
      "Called on Bob as Incident Commander (round 1, step 2).",
    ],
    [
      entry("escalation.nobody", { round: 1, reason: "no person has a contact method" }),
      "Nobody could be reached (round 2): no person has a contact method.",
    ],
    [
      entry("notification.delivered", { ...delivery, mayRepeat: false }),
      "A page to Alice went out by e-mail.",
    ],
    [
      entry("notification.failed", { ...delivery, reason: "address-refused", final: true }),
      "A page to Alice failed by e-mail (address-refused); it is not tried again there.",
    ],
    [entry("incident.acknowledged", { via: "link" }, ALICE), "Alice acknowledged (via link)."],
    [
      entry("escalation.advanced", { via: "phone", acknowledgedBy: "Bob" }, ALICE),
      "Alice escalated (via phone); the acknowledgement by Bob ended with it.",
    ],
    [
      entry(
        "incident.snoozed",
        { untilAt: Date.UTC(2026, 0, 14, 6, 30), forMs: 4 * 3_600_000, reason: "closed" },
        ALICE,
      ),
      "Alice snoozed it for 4 h, until 2026-01-14 06:30 UTC: closed.",
    ],
    [
      entry("snooze.ended", { reason: "its time is over", acknowledgedBy: "Bob" }),
      "The snooze ended, and the acknowledgement by Bob with it: its time is over.",
    ],
    [
      entry(
        "incident.reassigned",
        { to: "Secondary", people: ["Bob"], reason: "knows it", acknowledgedBy: "Carol" },
        ALICE,
      ),
      "Alice reassigned it from Carol to Secondary (Bob): knows it.",
    ],
    [
      entry("responder.asked", { people: ["Bob"], role: "responder" }, ALICE),
      "Alice asked Bob to take part as responder.",
    ],
    [
      entry("responder.silent", { person: "Bob", asks: 3 }),
      "Bob has not answered after 3 calls to take part.",
    ],
    [
      entry("role.unreached", { role: "Incident commander", reason: "nobody is on call" }),
      "Incident commander is wanted and was not called: nobody is on call.",
    ],
    [
      entry(
        "checklist.answered",
        {
          point: "triage/impact/data",
          text: "Data at risk",
          line: 42,
          value: "Yes",
          outcome: "done",
          proposes: { severity: "P0", rank: 0, line: 7, text: "Data loss" },
        },
        ALICE,
      ),
      "Alice answered “Data at risk”: Yes; that is P0 by line 7, Data loss.",
    ],
    [
      entry(
        "checklist.answered",
        { point: "end/check/errors", text: "Errors", line: 9, value: "2%", outcome: "open" },
        ALICE,
      ),
      "Alice answered “Errors”: 2% (not as it has to be).",
    ],
    [
      entry(
        "checklist.answered",
        {
          point: "end/check/pods",
          text: "All pods healthy",
          line: 8,
          value: "",
          outcome: "skipped",
          reason: "there are none",
        },
        ALICE,
      ),
      "Alice skipped “All pods healthy”: there are none.",
    ],
    [
      entry("clock.ended", {
        clock: "response",
        targetMs: 900_000,
        elapsedMs: 180_000,
        outcome: "met",
      }),
      "Response clock met: 3 min of 15 min.",
    ],
    [
      entry("clock.breached", {
        clock: "communication",
        audience: "customers",
        targetMs: 1_800_000,
        elapsedMs: 1_800_000,
      }),
      "Communication clock (customers) breached: its 30 min have passed.",
    ],
    [
      entry("incident.resolved", { reason: "rolled back" }, ALICE),
      "Alice resolved the incident: rolled back.",
    ],
    [entry("incident.resolved", { reason: "" }, ALICE), "Alice resolved the incident."],
    [
      entry("audience.left-out", { audience: "Legal", line: 7, reason: "only if data leaked" }),
      "Legal (line 7) were not told: only if data leaked.",
    ],
    [entry("note", { text: "is it DNS?\n  It is." }, ALICE), "Alice noted: is it DNS? It is."],
  ] as const)("%#: says it in words", (given, sentence) => {
    expect(describeEntry(given)).toBe(sentence);
  });

  it("is never empty, never says undefined, and is one line with an end", () => {
    fc.assert(
      fc.property(anyEntry(), (given) => {
        const sentence = describeEntry(given);
        expect(sentence.length).toBeGreaterThan(3);
        expect(sentence).not.toMatch(/undefined|null|NaN|\[object/);
        expect(sentence).not.toMatch(/[\r\n]/);
        expect(sentence).toMatch(/[.!?…]$/u);
      }),
      { numRuns: 2000 },
    );
  });
});

/** Every kind, with optional keys there and not. A kind added without a line here does not compile. */
function anyEntry(): fc.Arbitrary<NewTimelineEntry> {
  const text = fc
    .string({ unit: "grapheme", maxLength: 30 })
    .filter((word) => !/undefined|null|NaN|\[object/.test(word));
  const count = fc.nat({ max: 1000 });
  const ms = fc.nat({ max: 3_000_000_000 });
  const names = fc.array(text, { maxLength: 4 });
  const clock = {
    clock: fc.constantFrom("response", "resolution", "communication"),
    targetMs: ms,
    elapsedMs: ms,
  };
  const notification = {
    person: text,
    channel: fc.oneof(fc.constantFrom("email", "console"), text),
    purpose: fc.oneof(fc.constantFrom("page", "role", "clock-breach", "fault"), text),
    round: count,
    step: fc.integer({ min: -1, max: 9 }),
  };
  const step = { round: count, step: fc.integer({ min: -1, max: 9 }), role: text };
  const reason = { reason: text };
  const runbookStep = { run: text, number: count, text, effect: fc.constantFrom(...EFFECTS) };
  const action = {
    item: count,
    text,
    owner: fc.option(text),
    ownerId: fc.option(text),
    dueAt: fc.option(ms),
    status: fc.constantFrom("open" as const, "in-progress" as const, "done" as const),
    purpose: fc.constantFrom("action" as const, "task" as const, "postmortem" as const),
  };
  const byKind: {
    readonly [K in TimelineEntryKind]: fc.Arbitrary<TimelineEntryData[K]>;
  } = {
    "incident.opened": fc.record(
      {
        title: text,
        severity: text,
        severityReason: text,
        playbookHash: text,
        mode: fc.constantFrom("drill" as const, "test" as const),
      },
      { requiredKeys: ["title", "severity", "severityReason", "playbookHash"] },
    ),
    "actions.listed": fc.record({ actions: fc.array(fc.record({ text, line: count })) }),
    "alerts.fired": fc.record({ count, titles: names, firing: count }),
    "alerts.resolved": fc.record({ count, titles: names, firing: count }),
    "escalation.started": fc.record({ round: count, ...reason }),
    "escalation.step": fc.record({ ...step, people: names }),
    "escalation.skipped": fc.record({ ...step, ...reason }),
    "escalation.catch-all": fc.record({ round: count, people: names }),
    "escalation.nobody": fc.record({ round: count, ...reason }),
    "escalation.stopped": fc.record(reason),
    "escalation.advanced": fc.record(
      { via: text, acknowledgedBy: text },
      { requiredKeys: ["via"] },
    ),
    "notification.delivered": fc.record({ ...notification, mayRepeat: fc.boolean() }),
    "notification.failed": fc.record({ ...notification, ...reason, final: fc.boolean() }),
    "notification.cancelled": fc.record({ ...notification, ...reason }),
    "notification.unknown": fc.record({ ...notification, ...reason }),
    "incident.acknowledged": fc.record(
      { via: text, role: text, missing: count },
      { requiredKeys: ["via"] },
    ),
    "acknowledgement.lapsed": fc.record({ afterMs: ms }),
    "acknowledgement.withdrawn": fc.record({ acknowledgedBy: text, ...reason }),
    "incident.snoozed": fc.record({ untilAt: ms, forMs: ms, ...reason }),
    "snooze.ended": fc.record({ acknowledgedBy: text, ...reason }, { requiredKeys: ["reason"] }),
    "incident.reassigned": fc.record(
      { to: text, people: names, acknowledgedBy: text, ...reason },
      { requiredKeys: ["to", "people", "reason"] },
    ),
    "responder.asked": fc.record({ people: names, role: text }),
    "responder.joined": fc.record({ role: text }),
    "responder.added": fc.record({ people: names }),
    "responder.silent": fc.record({ person: text, asks: count }),
    "role.accepted": fc.record({ role: text, from: text }, { requiredKeys: ["role"] }),
    "role.offered": fc.record(
      { role: text, person: text, handsOver: fc.constant(true as const) },
      { requiredKeys: ["role", "person"] },
    ),
    "role.declined": fc.record({ role: text, ...reason }),
    "role.wanted": fc.record({ role: text, people: names, times: count, max: count }),
    "command.stretched": fc.record({ commander: text, people: count }),
    "role.unreached": fc.record({ role: text, reason: text }),
    "checklist.answered": fc.record(
      {
        point: text,
        text,
        line: count,
        value: text,
        outcome: fc.constantFrom("done", "open", "skipped"),
        reason: text,
        proposes: fc.record({ severity: text, rank: count, line: count, text }),
      },
      { requiredKeys: ["point", "text", "line", "value", "outcome"] },
    ),
    "task.added": fc.record(
      { task: count, text, person: text, dueAt: ms },
      { requiredKeys: ["task", "text"] },
    ),
    "task.assigned": fc.record({ task: count, text, person: text }),
    "task.accepted": fc.record({ task: count, text }),
    "task.done": fc.record({ task: count, text }),
    "task.due": fc.record({ task: count, text, person: text }, { requiredKeys: ["task", "text"] }),
    "action.added": fc.record(action),
    "action.changed": fc.record(
      { ...action, ...reason },
      { requiredKeys: ["item", "text", "owner", "ownerId", "dueAt", "status", "purpose"] },
    ),
    "step.done": fc.record(
      { step: text, text, line: count, ...reason },
      { requiredKeys: ["step", "text", "line"] },
    ),
    "step.asked": fc.record({ ...runbookStep, argv: fc.array(fc.array(text)) }),
    "step.approved": fc.record({ ...runbookStep, argv: fc.array(fc.array(text)), runner: text }),
    "step.ended": fc.record({
      ...runbookStep,
      outcome: fc.constantFrom(...STEP_OUTCOMES),
      reason: text,
      durationMs: ms,
      excerpt: text,
    }),
    "entry.starred": fc.record({ entry: count, starred: fc.boolean() }),
    "entry.corrected": fc.record(
      { entry: count, was: text, text, toldAt: ms },
      { requiredKeys: ["entry", "was"] },
    ),
    note: fc.record({ text, toldAt: ms }, { requiredKeys: ["text"] }),
    update: fc.record(
      {
        audience: text,
        text,
        publicStatus: fc.constantFrom("investigating", "identified", "monitoring", "resolved"),
      },
      { requiredKeys: ["audience", "text"] },
    ),
    "audience.told": fc.record({ audience: text, text }),
    "audience.left-out": fc.record(
      { audience: text, reason: text, line: fc.nat() },
      { requiredKeys: ["audience", "reason"] },
    ),
    "incident.routed": fc.record(
      {
        service: fc.record({ value: text }),
        runbook: fc.record({ value: text, at: fc.constant({ file: "tocsin.yaml", line: 12 }) }),
        team: fc.record({ value: text }),
      },
      { requiredKeys: [] },
    ),
    "severity.changed": fc.record({ from: text, to: text, ...reason }),
    "clock.warned": fc.record(
      { ...clock, audience: text },
      { requiredKeys: ["clock", "targetMs", "elapsedMs"] },
    ),
    "clock.breached": fc.record(
      { ...clock, audience: text },
      { requiredKeys: ["clock", "targetMs", "elapsedMs"] },
    ),
    "clock.paused": fc.record(
      { ...clock, audience: text, untilAt: ms, ...reason },
      { requiredKeys: ["clock", "targetMs", "elapsedMs", "untilAt", "reason"] },
    ),
    "clock.resumed": fc.record(clock),
    "clock.excused": fc.record(
      { clock: clock.clock, audience: text, ...reason },
      { requiredKeys: ["clock", "reason"] },
    ),
    "clock.ended": fc.record(
      {
        ...clock,
        audience: text,
        outcome: fc.constantFrom("met", "breached", "superseded"),
      },
      { requiredKeys: ["clock", "targetMs", "elapsedMs", "outcome"] },
    ),
    "resolution.proposed": fc.record(reason),
    "incident.resolved": fc.record(reason),
    "incident.reopened": fc.record(reason),
    "incident.closed": fc.record(reason),
    "incident.merged": fc.record(
      { into: text, title: text, ...reason, duplicate: fc.constant(true as const) },
      { requiredKeys: ["into", "title", "reason"] },
    ),
    "incident.took-in": fc.record(
      {
        from: text,
        title: text,
        severity: text,
        firing: count,
        ...reason,
        duplicate: fc.constant(true as const),
        acknowledgedBy: text,
      },
      { requiredKeys: ["from", "title", "severity", "firing", "reason"] },
    ),
    "alerts.left": fc.record({ count, titles: names, firing: count, to: text, ...reason }),
    "alerts.joined": fc.record(
      { count, titles: names, firing: count, from: names, acknowledgedBy: text, ...reason },
      { requiredKeys: ["count", "titles", "firing", "from", "reason"] },
    ),
    "incident.split-off": fc.record({ from: text, ...reason }),
    "incident.related": fc.record({ to: text, ...reason }),
    "engine.fault": fc.record({ message: text }),
  };
  const actor: fc.Arbitrary<Actor> = fc.oneof(
    fc.constant(SYSTEM),
    fc.record({ kind: fc.constantFrom("person", "token", "integration"), id: text, name: text }),
  );
  const kinds = Object.keys(byKind) as TimelineEntryKind[];
  return fc
    .constantFrom(...kinds)
    .chain((kind) =>
      fc
        .record({ actor, data: byKind[kind] as fc.Arbitrary<object> })
        .map((made) => ({ kind, at: 0, ...made }) as NewTimelineEntry),
    );
}
