import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileMatchers, type Labels, type Matcher } from "../../domain/matcher.ts";
import { LabelPairs } from "./label-pairs.ts";

const name = fc.constantFrom("a", "b", "constructor", "__proto__");
const value = fc.constantFrom("", "x", "xy", "y\n", "constructor");
const labels = fc
  .array(fc.tuple(name, value), { maxLength: 4 })
  .map((entries): Labels => Object.fromEntries(entries));
const matcher: fc.Arbitrary<Matcher> = fc.record({
  name,
  operator: fc.constantFrom("=", "!=", "=~", "!~"),
  value: fc.constantFrom("", "x", "x.*", "x|y", "(x|)", ".+", "[^x]*"),
});

describe("labels as numbers", () => {
  it("answer matchers as the labels themselves do, whatever was taken and given back before", () => {
    fc.assert(
      fc.property(
        fc.array(labels, { maxLength: 8 }),
        fc.array(labels, { maxLength: 8 }),
        fc.array(matcher, { maxLength: 3 }),
        (gone, present, matchers) => {
          const table = new LabelPairs();
          const givenBack = gone.map((one) => table.take(one));
          const early = present.slice(0, 4).map((one) => table.take(one));
          for (const pairs of givenBack) table.release(pairs);
          const late = present.slice(4).map((one) => table.take(one));
          const matches = table.compile(matchers);
          const found = [...early, ...late].map((pairs) => matches(pairs));
          expect(found).toEqual(present.map(compileMatchers(matchers)));
        },
      ),
    );
  });

  it("take no room when all were given back", () => {
    const table = new LabelPairs();
    const [first, second] = [table.take({ a: "x", b: "" }), table.take({ a: "x" })];
    expect(table.characters).toBe(2);
    table.release(first);
    expect(table.characters).toBe(2);
    table.release(second);
    expect(table.characters).toBe(0);
  });
});
