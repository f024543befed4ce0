import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Alert,
  type AlertEvent,
  foldAlert,
  isKnownReport,
  isOnlyHeardAgain,
} from "./alert.ts";
import type { IncidentStatus } from "./incident.ts";

const receipt = { integrationId: "integration-1", receivedAt: 1000, newId: "alert-1" };

function event(overrides: Partial<AlertEvent> = {}): AlertEvent {
  return {
    action: "trigger",
    dedupKey: "key",
    groupKey: "group",
    title: "Disk is full",
    labels: {},
    annotations: {},
    startsAt: 100,
    ...overrides,
  };
}

/** One event a second. */
function folded(
  events: readonly AlertEvent[],
  known?: Alert,
): { alert: Alert | undefined; changes: string[] } {
  let alert = known;
  const changes: string[] = [];
  for (const one of events) {
    const receivedAt = (alert?.lastReceivedAt ?? 0) + 1000;
    const result = foldAlert(alert, one, { ...receipt, receivedAt });
    alert = result.alert;
    changes.push(result.change);
  }
  return { alert, changes };
}

describe("an alert that is amended", () => {
  const amended = (patch: AlertEvent["patch"], known: Partial<AlertEvent> = {}) =>
    folded([
      event(known),
      event({ action: "amend", title: "not looked at", ...(patch && { patch }) }),
    ]);

  it("keeps what the amendment does not name", () => {
    const known = { labels: { host: "db-3", tags: "a" }, annotations: { description: "d" } };
    const { alert, changes } = amended({ labels: { severity: "critical" } }, known);
    expect(changes).toEqual(["fired", "changed"]);
    expect(alert).toMatchObject({
      title: "Disk is full",
      labels: { host: "db-3", tags: "a", severity: "critical" },
      annotations: { description: "d" },
    });
    expect(amended({ title: "Worse" }, known)).toMatchObject({
      alert: { ...known, title: "Worse" },
      changes: ["fired", "changed"],
    });
    expect(amended({ annotations: { description: "e" } }, known).changes).toEqual([
      "fired",
      "repeated",
    ]);
    expect(amended(undefined, known).alert).toMatchObject(known);
  });

  it("adds to lists what is not in them yet", () => {
    const patch = { addedToLabels: { tags: "b, a", constructor: "c" } };
    expect(amended(patch, { labels: { tags: "a" } }).alert?.labels).toEqual({
      tags: "a, b",
      constructor: "c",
    });
  });

  it("stays as it was once it is over, or was never heard of", () => {
    const amend = event({ action: "amend", patch: { title: "Late" } });
    const ended = folded([event(), event({ action: "resolve" }), amend]);
    expect(ended.changes).toEqual(["fired", "resolved", "ignored"]);
    expect(ended.alert?.title).toBe("Disk is full");
    // Senders that amend give no times.
    const { startsAt: _, ...timeless } = event();
    const early = { ...timeless, action: "amend" } as const;
    expect(folded([early, timeless]).changes).toEqual(["ignored", "fired"]);
  });

  it("stays of a bounded size", () => {
    const names = Array.from({ length: 200 }, (_, index) => [`name ${index}`, "x"]);
    const labels = Object.fromEntries(names);
    expect(Object.keys(amended({ labels }).alert?.labels ?? {})).toHaveLength(64);
    const long = { addedToLabels: { tags: "x".repeat(5000) } };
    expect(amended(long, { labels: { tags: "a" } }).alert?.labels).toEqual({ tags: "a" });
  });
});

describe("an alert", () => {
  it("fires once and is then repeated", () => {
    expect(folded([event(), event()]).changes).toEqual(["fired", "repeated"]);
  });

  it("does not page when its end was heard first", () => {
    const end = event({ action: "resolve", endsAt: 200 });
    expect(folded([end, event()]).changes).toEqual(["ignored", "stale"]);
  });

  it("is described by its last occurrence, also when that one's end was heard of first", () => {
    const later = { startsAt: 300, annotations: { summary: "later" } };
    const end = event({ ...later, action: "resolve", endsAt: 400, groupKey: "another" });
    const { alert, changes } = folded([event(), end, event(later)]);
    expect(changes).toEqual(["fired", "resolved", "stale"]);
    expect(alert).toMatchObject({ annotations: { summary: "later" }, groupKey: "group" });
  });

  it("fires again when it began anew", () => {
    const end = event({ action: "resolve", endsAt: 200 });
    expect(folded([event(), end, event({ startsAt: 300 })]).changes).toEqual([
      "fired",
      "resolved",
      "fired",
    ]);
  });

  it("is not ended by the end of an earlier occurrence", () => {
    const oldEnd = event({ action: "resolve", startsAt: 100, endsAt: 200 });
    expect(folded([event({ startsAt: 300 }), oldEnd]).changes).toEqual(["fired", "stale"]);
  });

  it("fires again when it is still reported a minute after it was said to have ended", () => {
    const end = event({ action: "resolve", endsAt: 200 });
    const { alert } = folded([event(), end, event(), event()]);
    const later = (alert?.lastReceivedAt ?? 0) + 61_000;
    const { change } = foldAlert(alert, event(), { ...receipt, receivedAt: later });
    expect(change).toBe("fired");
  });

  it("stays ended by reports of an earlier occurrence, however late", () => {
    const end = event({ action: "resolve", startsAt: 300, endsAt: 400 });
    const { alert } = folded([event({ startsAt: 300 }), end]);
    const { change } = foldAlert(alert, event(), { ...receipt, receivedAt: 10_000_000 });
    expect(change).toBe("stale");
  });

  it("is changed by other labels, not by another title or text", () => {
    const worse = event({ labels: { severity: "critical" } });
    const louder = { ...worse, title: "Disk is fuller", annotations: { value: "99 %" } };
    expect(folded([event(), worse, louder]).changes).toEqual(["fired", "changed", "repeated"]);
  });

  it("fires anew when its incident is over, unless the report may be older than that", () => {
    const { startsAt: _, ...timeless } = event();
    const { alert } = folded([event()]);
    const reports = [event(), event({ startsAt: 300 }), timeless, event({ startsAt: 50 })];
    const changes = (incidentStatus: IncidentStatus): string[] =>
      reports.flatMap((one) => folded([one], alert && { ...alert, incidentStatus }).changes);
    expect(changes("acknowledged")).toEqual(["repeated", "repeated", "repeated", "repeated"]);
    expect(changes("resolved")).toEqual(["repeated", "fired", "fired", "repeated"]);
    expect(changes("closed")).toEqual(["fired", "fired", "fired", "repeated"]);
  });

  it("begins anew with each trigger after an end where the sender gives no times", () => {
    const { startsAt: _, ...timeless } = event();
    const end: AlertEvent = { ...timeless, action: "resolve" };
    expect(folded([timeless, end, timeless]).changes).toEqual(["fired", "resolved", "fired"]);
  });

  it("ends in the same state whatever the order and repetition of its events", () => {
    const occurrences = fc.uniqueArray(fc.integer({ min: 1, max: 9 }), {
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(
        occurrences,
        fc.boolean(),
        fc.infiniteStream(fc.nat()),
        (starts, open, random) => {
          const last = Math.max(...starts);
          const events = starts.flatMap((start) => {
            const trigger = event({ startsAt: start * 100 });
            const end = event({
              action: "resolve",
              startsAt: start * 100,
              endsAt: start * 100 + 50,
            });
            return open && start === last ? [trigger] : [trigger, end];
          });
          const shuffled = [...events, ...events]
            .map((one) => ({ one, order: random.next().value ?? 0 }))
            .sort((a, b) => a.order - b.order)
            .map(({ one }) => one);
          const { alert } = folded(shuffled);
          expect(alert?.status).toBe(open ? "firing" : "resolved");
          expect(alert?.startsAt).toBe(last * 100);
        },
      ),
    );
  });
});

describe("reports of what fires", () => {
  const { alert: fired } = folded([event({ startsAt: 100, labels: { a: "1" } })]);
  const known = fired as Alert;

  it.each<[string, Partial<AlertEvent>]>([
    ["its title", { title: "Something else" }],
    ["its labels", { labels: { a: "2" } }],
    ["the names of its labels", { labels: { b: "1" } }],
    ["its annotations", { annotations: { summary: "It is worse" } }],
    ["its link", { sourceUrl: "https://prometheus.example/graph" }],
    ["its group", { groupKey: "another group" }],
    ["its beginning", { startsAt: 101 }],
    ["that it fires", { action: "resolve" }],
    ["that nobody has it", { action: "acknowledge" }],
  ])("say something new when %s has changed", (_, change) => {
    const report = event({ startsAt: 100, labels: { a: "1" } });
    expect(isKnownReport(known, report)).toBe(true);
    expect(isKnownReport({ ...known, status: "resolved" }, report)).toBe(false);
    expect(isKnownReport(known, { ...report, ...change })).toBe(false);
  });

  it("that say what is known of an alert that fires in an incident that is not over only repeat it", () => {
    const text = fc.string({ maxLength: 4 });
    const labels = fc.dictionary(text, text, { maxKeys: 3 });
    const events = fc.record(
      { title: text, labels, annotations: labels, sourceUrl: text, startsAt: fc.nat() },
      { requiredKeys: ["title", "labels", "annotations"] },
    );
    const statuses = fc.constantFrom<IncidentStatus>("open", "acknowledged");
    fc.assert(
      fc.property(events, statuses, fc.boolean(), (parts, incidentStatus, timeless) => {
        const { startsAt: _, ...base } = event();
        const first = { ...base, ...parts };
        const { alert: fired } = foldAlert(undefined, first, receipt);
        const known: Alert = { ...fired, incidentId: "incident-1", incidentStatus };
        const { startsAt, ...withoutStart } = first;
        const again = timeless || startsAt === undefined ? withoutStart : first;
        expect(isKnownReport(known, again)).toBe(true);
        const { alert, change } = foldAlert(known, again, { ...receipt, receivedAt: 5000 });
        expect(change).toBe("repeated");
        expect(isOnlyHeardAgain(known, alert)).toBe(true);
        expect(alert).toEqual({ ...known, lastReceivedAt: 5000, receivedCount: 2 });
      }),
    );
  });
});
