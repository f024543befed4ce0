import { describe, expect, test } from "vitest";
import { VirtualClock } from "../../test/support/virtual-clock.ts";
import { type Clock, systemClock } from "./clock.ts";

const START = Date.parse("2026-11-23T02:00:00Z");

describe.each([
  ["the system's", () => systemClock],
  ["a virtual one", () => new VirtualClock(START)],
] as const)("%s clock", (_name, make: () => Clock) => {
  test("reads epoch milliseconds", () => {
    expect(make().now()).toBeGreaterThan(Date.parse("2026-01-01T00:00:00Z"));
  });

  test("ends a sleep when the signal aborts, also one too long for a timer, also one already aborted", async () => {
    const clock = make();
    const abort = new AbortController();
    const asleep = clock.sleep(2 ** 40, abort.signal);
    abort.abort();
    await asleep;
    await clock.sleep(2 ** 40, abort.signal);
    expect(abort.signal.aborted).toBe(true);
  });

  test("does not sleep for no time", async () => {
    const clock = make();
    await clock.sleep(0);
    await clock.sleep(-1);
    expect.assertions(0);
  });
});

test("the system's clock does not wake early from a sleep that is too long for a timer", async () => {
  let isAwake = false;
  const abort = new AbortController();
  const asleep = systemClock.sleep(2 ** 31, abort.signal).then(() => {
    isAwake = true;
  });
  // Node would fire an overflowing timer after one millisecond.
  await systemClock.sleep(20);
  expect(isAwake).toBe(false);
  abort.abort();
  await asleep;
});

describe("the virtual clock", () => {
  test("wakes sleepers in the order of their instants, each at its own", async () => {
    const clock = new VirtualClock(START);
    const woken: string[] = [];
    const sleeper = async (name: string, ms: number): Promise<void> => {
      await clock.sleep(ms);
      woken.push(`${name} ${clock.now() - START}`);
    };
    const all = [sleeper("b", 20), sleeper("a", 10), sleeper("c", 20), sleeper("d", 1000)];
    await clock.advance(50);
    expect(woken).toEqual(["a 10", "b 20", "c 20"]);
    expect(clock.now()).toBe(START + 50);
    expect(clock.nextWakeAt()).toBe(START + 1000);
    await clock.advance(950);
    await Promise.all(all);
    expect(clock.nextWakeAt()).toBeUndefined();
  });

  test("wakes one that falls asleep again as often as is due", async () => {
    const clock = new VirtualClock(START);
    const ticks: number[] = [];
    const abort = new AbortController();
    const ticking = (async () => {
      while (!abort.signal.aborted) {
        await clock.sleep(10, abort.signal);
        ticks.push(clock.now() - START);
      }
    })();
    await clock.advance(35);
    expect(ticks).toEqual([10, 20, 30]);
    abort.abort();
    await ticking;
  });

  test("may be set back without losing or waking anybody", async () => {
    const clock = new VirtualClock(START);
    let isAwake = false;
    const asleep = clock.sleep(100).then(() => {
      isAwake = true;
    });
    clock.jumpTo(START - 3_600_000);
    await clock.advance(99);
    expect(isAwake).toBe(false);
    await clock.advance(1);
    await asleep;
    expect(clock.now()).toBe(START - 3_600_000 + 100);
  });
});
