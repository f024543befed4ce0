import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compileRoutes, routeAlert } from "../../domain/alert-routes.ts";
import { readOverlay } from "./overlay.ts";
import { uselessRoutes } from "./useless-routes.ts";

function findings(text: string): readonly string[] {
  const { overlay, sources, diagnostics } = readOverlay("tocsin.yaml", text);
  expect(diagnostics).toEqual([]);
  return uselessRoutes(overlay.routes, sources).map(
    ({ line, code, message }) => `${line} ${code} ${message}`,
  );
}

const rules = (...lines: readonly string[]): string =>
  `routes:\n${lines.map((line) => `  - { ${line} }\n`).join("")}`;

describe("rules no alert gets to", () => {
  test.each([
    [["match: {}, severity: P1", "match: { a: b }, severity: P2"], 3],
    [["matchers: 'a=~\"b.*\"', severity: P1", "match: { a: bc, d: e }, severity: P2"], 3],
    [["matchers: 'a=~\"b|c\"', severity: P1", "matchers: 'a=~\"c|b\"', severity: P2"], 3],
    [["matchers: 'a!=\"x\"', severity: P1", 'matchers: \'a!="x", b="c"\', severity: P2'], 3],
  ])("behind one that takes all of them: %j", (lines, line) => {
    expect(findings(rules(...lines))).toEqual([
      `${line} TOC507 no alert gets to this rule: the one in line 2 matches everything that it matches, and comes first`,
    ]);
  });

  test("whose matchers exclude each other", () => {
    expect(findings(rules(`matchers: 'a="x", a=~"y|z"', severity: P1`))).toEqual([
      '2 TOC507 no alert satisfies {a="x", a=~"y|z"}: the label has one value',
    ]);
    expect(findings(rules(`match: { a: x }, matchers: 'a!="x"', severity: P1`))).toHaveLength(1);
  });

  test.each([
    [["match: {}, runbook: R, continue: true", "match: { a: b }, severity: P2"]],
    [["match: { a: b, c: d }, severity: P1", "match: { a: b }, severity: P2"]],
    [["matchers: 'a=~\"b.*\"', severity: P1", "matchers: 'a=~\".*b\"', severity: P2"]],
    [["matchers: 'a!=\"\"', severity: P1", "match: {}, severity: P2"]],
  ])("are not those that some alert gets to: %j", (lines) => {
    expect(findings(rules(...lines))).toEqual([]);
  });

  test("are got to by no alert, whatever the rules", () => {
    const name = fc.constantFrom("a", "b");
    const value = fc.constantFrom("x", "y", "x|y", "x.*");
    const written = fc
      .array(fc.tuple(name, fc.constantFrom("=", "!=", "=~", "!~"), value), { maxLength: 3 })
      .map((matchers) => matchers.map(([n, operator, v]) => `${n}${operator}"${v}"`).join(", "));
    const rule = fc.record({ written, goesOn: fc.boolean() });
    const labels = fc.dictionary(name, fc.constantFrom("", "x", "y", "xy", "x|y", "z"));
    fc.assert(
      fc.property(fc.array(rule, { maxLength: 5 }), labels, (given, alert) => {
        const text = given.map(
          ({ written: matchers, goesOn }, index) =>
            `matchers: '${matchers}', continue: ${goesOn}, severity: S${index}, team: T${index}`,
        );
        const { overlay, sources } = readOverlay("tocsin.yaml", rules(...text));
        const useless = new Set(uselessRoutes(overlay.routes, sources).map(({ line }) => line));
        const said = routeAlert(compileRoutes(overlay.routes), alert).severity?.at?.line;
        expect(useless.has(said ?? 0)).toBe(false);
      }),
    );
  });
});
