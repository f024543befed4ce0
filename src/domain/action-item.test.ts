import { describe, expect, it } from "vitest";
import { type ActionState, firstReminderAt, nextReminderAt } from "./action-item.ts";
import { MS } from "./duration.ts";

const NOW = Date.UTC(2026, 0, 14);
const item = (parts: Partial<ActionState> = {}): ActionState => ({
  item: 1,
  text: "Deploy PgBouncer",
  owner: "Bob",
  ownerId: "p1",
  dueAt: NOW + 3 * MS.day,
  status: "open",
  purpose: "action",
  ...parts,
});

describe("the owner of an action item", () => {
  it("is reminded a day before, at the deadline, and daily for a week", () => {
    const dueAt = NOW + 3 * MS.day;
    let at = firstReminderAt(item(), NOW);
    const days: number[] = [];
    for (let reminders = 1; at !== null; reminders += 1) {
      days.push((at - dueAt) / MS.day);
      at = nextReminderAt(dueAt, reminders, at);
    }
    expect(days).toEqual([-1, 0, 1, 2, 3, 4, 5, 6, 7]);
  });

  it("is reminded at the deadline only where that is sooner than a day", () => {
    expect(firstReminderAt(item({ dueAt: NOW + MS.hour }), NOW)).toBe(NOW + MS.hour);
    expect(firstReminderAt(item({ dueAt: NOW - MS.hour }), NOW)).toBe(NOW);
  });

  it("is not reminded of what has no deadline, or is over", () => {
    expect(firstReminderAt(item({ dueAt: null }), NOW)).toBeNull();
    expect(firstReminderAt(item({ status: "done" }), NOW)).toBeNull();
    expect(firstReminderAt(item({ status: "dropped" }), NOW)).toBeNull();
  });
});
