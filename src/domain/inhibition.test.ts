import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileRule, inhibits, sourceParts, targetParts } from "./inhibition.ts";
import type { Labels } from "./matcher.ts";
import type { OverlayInhibition } from "./playbook.ts";

const RULE: OverlayInhibition = {
  source: ["severity=critical"],
  target: ["severity=~warning|info"],
  equal: ["cluster", "service"],
};

function isInhibited(rules: readonly OverlayInhibition[], source: Labels, target: Labels): boolean {
  const compiled = rules.map(compileRule);
  const sources = sourceParts(compiled, source);
  return targetParts(compiled, target).some((wanted) =>
    sources.some((one) => one.key === wanted.key && inhibits(one, wanted)),
  );
}

describe("a source that fires", () => {
  const critical = { severity: "critical", cluster: "a", service: "api" };

  it.each<[Labels, boolean]>([
    [{ severity: "warning", cluster: "a", service: "api" }, true],
    [{ severity: "info", cluster: "a", service: "api", pod: "x" }, true],
    [{ severity: "warning", cluster: "b", service: "api" }, false],
    [{ severity: "warning", cluster: "a" }, false],
    [{ severity: "page", cluster: "a", service: "api" }, false],
    [critical, false],
  ])("inhibits %j: %j", (target, expected) => {
    expect(isInhibited([RULE], critical, target)).toBe(expected);
  });

  it("takes a label that both lack for equal", () => {
    expect(isInhibited([RULE], { severity: "critical" }, { severity: "info" })).toBe(true);
  });

  it("does not inhibit by the wrong rule", () => {
    const other = { ...RULE, equal: [], source: ["severity=info"], target: ["severity=page"] };
    expect(isInhibited([RULE, other], critical, { severity: "page" })).toBe(false);
    expect(isInhibited([other, RULE], { severity: "info" }, { severity: "page" })).toBe(true);
  });

  it("does not inhibit its like, where both are source and target", () => {
    const both = { source: ["a=~.+"], target: ["b=~.+"], equal: [] };
    expect(isInhibited([both], { a: "1", b: "1" }, { a: "2", b: "2" })).toBe(false);
    expect(isInhibited([both], { a: "1" }, { a: "2", b: "2" })).toBe(true);
    expect(isInhibited([both], { a: "1", b: "1" }, { b: "2" })).toBe(true);
  });

  it("is found by the key just where Alertmanager's comparison finds it", () => {
    const value = fc.constantFrom("", "1", "2");
    const labels = fc.record(
      { a: value, b: value, c: value },
      { requiredKeys: [] },
    ) as fc.Arbitrary<Labels>;
    const matchers = fc.constantFrom(["a=1"], ["a!=1"], ["b=~1|2"], ["b=", "a=1"], ["c!=2"]);
    const rule = fc.record({
      source: matchers,
      target: matchers,
      equal: fc.subarray(["a", "b", "c"]),
    });
    fc.assert(
      fc.property(rule, labels, labels, (given, source, target) => {
        const { isSource, isTarget } = compileRule(given);
        const areEqual = given.equal.every((name) => (source[name] ?? "") === (target[name] ?? ""));
        const areBoth = [source, target].every((one) => isSource(one) && isTarget(one));
        const expected = isSource(source) && isTarget(target) && areEqual && !areBoth;
        expect(isInhibited([given], source, target)).toBe(expected);
      }),
      { numRuns: 500 },
    );
  });
});
