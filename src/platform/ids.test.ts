import fc from "fast-check";
import { expect, test } from "vitest";
import { createIdSource } from "./ids.ts";
import { pooledRandomBytes } from "./random.ts";

const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/u;

test("begins with the milliseconds and has the form of version 7", () => {
  const at = Date.parse("2026-11-23T02:00:00.123Z");
  const id = createIdSource({ now: () => at, randomBytes: pooledRandomBytes() })();
  expect(id).toMatch(UUID_V7);
  expect(Number.parseInt(id.replaceAll("-", "").slice(0, 12), 16)).toBe(at);
});

test("is the same for the same clock and the same random bytes", () => {
  const make = () =>
    createIdSource({
      now: () => 1_700_000_000_000,
      randomBytes: (size) => new Uint8Array(size).fill(0xff),
    });
  expect(make()()).toBe("018bcfe5-6800-77ff-bfff-ffffffffffff");
  expect(make()()).toBe(make()());
});

test("never decreases and never repeats, however the clock moves", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 2, maxLength: 50 }),
      (steps) => {
        let at = 1_700_000_000_000;
        const newId = createIdSource({ now: () => at, randomBytes: pooledRandomBytes() });
        const ids: string[] = [];
        for (const step of steps) {
          // Often the same millisecond, sometimes back by an hour.
          at += step === 3 ? -3_600_000 : step === 2 ? 1 : 0;
          for (let index = 0; index < 200; index++) ids.push(newId());
        }
        expect(ids).toEqual([...new Set(ids)].sort());
        for (const id of ids) expect(id).toMatch(UUID_V7);
      },
    ),
    { numRuns: 20 },
  );
});

test("goes on increasing when a millisecond's counter is used up", () => {
  const newId = createIdSource({ now: () => 1000, randomBytes: (size) => new Uint8Array(size) });
  let last = newId();
  for (let index = 0; index < 10_000; index++) {
    const next = newId();
    if (next <= last) expect.fail(`${next} after ${last}`);
    last = next;
  }
  expect(last).toMatch(UUID_V7);
});

test("pooled random bytes have the asked-for size and do not repeat", () => {
  const randomBytes = pooledRandomBytes();
  const seen = new Set<string>();
  for (let index = 0; index < 1000; index++) seen.add(Buffer.from(randomBytes(16)).toString("hex"));
  expect(seen.size).toBe(1000);
  expect(randomBytes(10_000)).toHaveLength(10_000);
  const kept = randomBytes(32);
  const before = Buffer.from(kept).toString("hex");
  for (let index = 0; index < 1000; index++) randomBytes(32);
  expect(Buffer.from(kept).toString("hex")).toBe(before);
});
