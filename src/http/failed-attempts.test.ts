import { describe, expect, it } from "vitest";
import { FailedAttempts } from "./failed-attempts.ts";

function failTimes(attempts: FailedAttempts, times: number, address: string, now: number): number {
  let wait = 0;
  for (let i = 0; i < times; i += 1) wait = attempts.record(address, now);
  return wait;
}

describe("FailedAttempts", () => {
  it("asks for patience after twenty failures in a minute", () => {
    const attempts = new FailedAttempts();
    expect(failTimes(attempts, 20, "203.0.113.7", 0)).toBe(0);
    expect(attempts.record("203.0.113.7", 15_000)).toBe(45);
    expect(attempts.record("203.0.113.8", 15_000)).toBe(0);
  });

  it("forgets after the minute, and when the clock goes back", () => {
    const attempts = new FailedAttempts();
    failTimes(attempts, 30, "203.0.113.7", 100_000);
    expect(attempts.record("203.0.113.7", 160_000)).toBe(0);
    failTimes(attempts, 30, "203.0.113.7", 160_000);
    expect(attempts.record("203.0.113.7", 1000)).toBe(0);
  });

  it("does not grow without bound", () => {
    const attempts = new FailedAttempts();
    failTimes(attempts, 21, "203.0.113.7", 0);
    for (let i = 0; i < 10_000; i += 1)
      attempts.record(`10.${i >> 16}.${(i >> 8) & 255}.${i & 255}`, 1);
    // Its window was the oldest and made room.
    expect(attempts.record("203.0.113.7", 2)).toBe(0);
  });
});
