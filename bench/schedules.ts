import { MS } from "../src/domain/duration.ts";
import { finalSchedule, spanAt } from "../src/domain/schedule/final-schedule.ts";
import type { Layer, Schedule, ScheduleOverride } from "../src/domain/schedule/schedule.ts";
import { figure, heading, median, ms } from "./report.ts";

const RUNS = 20;
const SCHEDULES = 1000;
const NOW = Date.UTC(2026, 6, 15, 10, 30);
const ZONES = ["Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Sydney"];

/** Two layers, of which one counts in the hours of the office, and an override a month. */
export async function benchSchedules(): Promise<void> {
  heading("Schedules of two layers and twelve overrides");
  const schedules = Array.from({ length: SCHEDULES }, (_, index) => scheduleNumber(index));
  const now = timed(() => {
    for (const schedule of schedules) spanAt(schedule, overrides, NOW);
  });
  figure("who is on call now, in 1,000 schedules", ms(now), "must 50 ms", "Temporal's zone rules");
  const year = { startsAt: NOW, endsAt: NOW + 365 * MS.day };
  const [one] = schedules;
  if (one === undefined) return;
  const whole = timed(() => finalSchedule(one, overrides, year));
  figure("a year's final schedule of one", ms(whole), "must 20 ms", "Temporal's zone rules");
}

function timed(work: () => void): number {
  const times = Array.from({ length: RUNS }, () => {
    const startedAt = performance.now();
    work();
    return performance.now() - startedAt;
  });
  return median(times.slice(RUNS / 2));
}

const overrides: readonly ScheduleOverride[] = Array.from({ length: 12 }, (_, month) => ({
  id: `override-${month}`,
  kind: "replace",
  person: "Zoe",
  startsAt: NOW + month * 30 * MS.day,
  endsAt: NOW + month * 30 * MS.day + MS.day,
  createdAt: month,
}));

function scheduleNumber(index: number): Schedule {
  const turns = {
    kind: "turns",
    people: ["Ann", "Ben", "Cem", "Dora"],
    start: "2024-01-01T09:00",
    every: { count: 1, unit: "weeks" },
  } as const;
  const office = { days: [1, 2, 3, 4, 5], from: "09:00", to: "17:00" };
  const layers: readonly Layer[] = [
    { name: "always", rotation: turns, windows: [] },
    { name: "office", rotation: { ...turns, people: ["Eve", "Fay"] }, windows: [office] },
  ];
  const timeZone = ZONES[index % ZONES.length] ?? "UTC";
  return { id: `schedule-${index}`, name: `Schedule ${index}`, timeZone, layers };
}
