import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readingsIn, readQuantity } from "./quantity.ts";

describe("a quantity in text", () => {
  test.each([
    ["7.2", 7.2, ""],
    [" 7.2 % ", 7.2, "%"],
    ["1,234.5 ms", 1234.5, "ms"],
    ["-3", -3, ""],
    ["7.2e-2", 0.072, ""],
    ["+Inf", Number.POSITIVE_INFINITY, ""],
    ["1.5GiB", 1.5, "GiB"],
    ["12 req/s", 12, "req/s"],
    ["2m 5s", 125_000, "ms"],
    ["1d 2h", 93_600_000, "ms"],
  ])("%s", (text, amount, unit) => {
    expect(readQuantity(text)).toEqual({ amount, unit });
  });

  test.each(["", "NaN", "high", "7 of 9", "5% and more", "1.2.3", "9".repeat(80)])(
    "%j is none",
    (text) => {
      expect(readQuantity(text)).toBeUndefined();
    },
  );
});

describe("what it may be in the unit of a threshold", () => {
  test.each<[string, string, readonly number[]]>([
    ["7.2%", "%", [7.2]],
    ["7.2", "%", [7.2]],
    // A ratio, or less than one per cent.
    ["0.072", "%", [0.072, 7.2]],
    ["72m", "%", [0.072, 7.2]],
    ["0.07 ratio", "%", [7]],
    ["2400ms", "s", [2.4]],
    ["2.4", "s", [2.4]],
    ["0.3", "ms", [300, 0.3]],
    ["90", "min", [1.5, 90]],
    ["2m 5s", "s", [125]],
    ["3GiB", "MiB", [3072]],
    ["1073741824", "GiB", [1, 1_073_741_824]],
    ["12k", "", [12_000]],
    ["3", "", [3]],
    ["40 rps", "req/s", [40]],
    ["7", "parsecs", [7]],
  ])("%s in %j", (text, unit, expected) => {
    const quantity = readQuantity(text);
    expect(quantity && readingsIn(quantity, unit)).toEqual(expected);
  });

  test.each([
    ["12s", "%"],
    ["12%", "s"],
    ["3GiB", ""],
    ["4 parsecs", "s"],
  ])("%s is nothing in %j", (text, unit) => {
    const quantity = readQuantity(text);
    expect(quantity && readingsIn(quantity, unit)).toEqual([]);
  });

  test("goes the same way through any unit of its kind", () => {
    const kinds = [
      ["ms", "s", "min", "h", "d"],
      ["B", "kB", "MB", "MiB", "GiB"],
      ["%", "ratio"],
    ];
    const pair = fc
      .constantFrom(...kinds)
      .chain((kind) => fc.tuple(fc.constantFrom(...kind), fc.constantFrom(...kind)));
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), pair, (amount, [from, to]) => {
        const [there = Number.NaN] = readingsIn({ amount, unit: from }, to);
        const [back = Number.NaN] = readingsIn({ amount: there, unit: to }, from);
        expect(back / amount).toBeCloseTo(1, 8);
      }),
    );
  });
});
