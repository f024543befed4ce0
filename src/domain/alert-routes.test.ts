import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type AlertRoute, compileRoutes, routeAlert, ruleGroupKey } from "./alert-routes.ts";
import { compileMatchers, parseMatchers } from "./matcher.ts";
import type { OverlayRoute } from "./playbook.ts";

const route = (routes: readonly OverlayRoute[], labels: Record<string, string>): AlertRoute =>
  routeAlert(compileRoutes(routes), labels);

describe("rules from labels to what an alert is", () => {
  const rules: readonly OverlayRoute[] = [
    { matchers: ['alertname=~"Disk.*"'], runbook: "Disks", continue: true, source: at(3) },
    { matchers: ['team="web", env!="test"'], severity: "P2", team: "web", source: at(5) },
    { match: { team: "web" }, severity: "P3", runbook: "Anything", source: at(8) },
    { match: {}, severity: "P1", service: "platform", source: at(11) },
  ];

  it("the first that matches wins, with its place", () => {
    expect(route(rules, { team: "web" })).toEqual({
      severity: { value: "P2", at: at(5) },
      team: { value: "web", at: at(5) },
    });
    expect(route(rules, { team: "web", env: "test" }).severity).toEqual({ value: "P3", at: at(8) });
    expect(route(rules, {}).service).toEqual({ value: "platform", at: at(11) });
  });

  it("one that goes on says what it says, and those behind it the rest", () => {
    expect(route(rules, { alertname: "DiskFull", team: "web", env: "test" })).toEqual({
      runbook: { value: "Disks", at: at(3) },
      severity: { value: "P3", at: at(8) },
    });
  });

  it("matchers that cannot be read match nothing and leave the others as they are", () => {
    const broken: OverlayRoute = { matchers: ['a=~"("'], severity: "P0" };
    expect(route([broken, { match: {}, severity: "P1" }], {})).toEqual({
      severity: { value: "P1" },
    });
  });

  it("a sender's labels with the names of every object's are labels like any other", () => {
    expect(route([{ match: { constructor: "x" }, severity: "P0" }], {})).toEqual({});
    expect(route([{ matchers: ['toString=""'], severity: "P0" }], {}).severity?.value).toBe("P0");
  });
});

describe("whatever the rules and the labels", () => {
  const name = fc.constantFrom("a", "b", "team");
  const value = fc.constantFrom("", "x", "y", "web");
  const pattern = fc.constantFrom("x|y", "w.*", ".+", "web", "", "x?");
  const matcher = fc.oneof(
    fc.tuple(name, fc.constantFrom("=", "!="), value),
    fc.tuple(name, fc.constantFrom("=~", "!~"), pattern),
  );
  const rule = fc.record({
    written: fc.array(matcher, { maxLength: 3 }),
    goesOn: fc.boolean(),
    severity: fc.option(fc.constantFrom("P0", "P1"), { nil: undefined }),
    team: fc.option(fc.constantFrom("web", "ops"), { nil: undefined }),
  });
  const labels = fc.dictionary(name, value);

  it("they say what is found by asking each in turn", () => {
    fc.assert(
      fc.property(fc.array(rule, { maxLength: 12 }), labels, (rules, alert) => {
        const routes = rules.map(
          ({ written, goesOn, severity, team }): OverlayRoute => ({
            matchers: written.map(([n, operator, v]) => `${n}${operator}"${v}"`),
            continue: goesOn,
            ...(severity === undefined ? {} : { severity }),
            ...(team === undefined ? {} : { team }),
          }),
        );
        expect(route(routes, alert)).toEqual(askedInTurn(routes, alert));
      }),
    );
  });

  function askedInTurn(routes: readonly OverlayRoute[], alert: Record<string, string>): AlertRoute {
    const matching = routes.filter(({ matchers = [] }) =>
      matchers.every((text) => {
        const parsed = parseMatchers(text);
        return parsed.kind === "matchers" && compileMatchers(parsed.matchers)(alert);
      }),
    );
    const last = matching.findIndex((one) => one.continue !== true);
    const asked = last < 0 ? matching : matching.slice(0, last + 1);
    const severity = asked.find((one) => one.severity !== undefined)?.severity;
    const team = asked.find((one) => one.team !== undefined)?.team;
    return {
      ...(severity === undefined ? {} : { severity: { value: severity } }),
      ...(team === undefined ? {} : { team: { value: team } }),
    };
  }
});

describe("the group of an alert", () => {
  const grouped = (groupBy: readonly string[], labels: Record<string, string>, dedupKey = "k") =>
    ruleGroupKey(route([{ matchers: ['team="web"'], groupBy }], { team: "web", ...labels }), {
      labels: { team: "web", ...labels },
      dedupKey,
    });

  it("is that of the values of the rule's labels", () => {
    expect(grouped(["alertname", "cluster"], { alertname: "A", pod: "1" })).toBe(
      '{team="web"} by {alertname="A", cluster=""}',
    );
    expect(grouped(["alertname"], { alertname: "A", pod: "1" })).toBe(
      grouped(["alertname"], { alertname: "A", pod: "2" }, "other"),
    );
  });

  it("is its own where the rule says so", () => {
    expect(grouped(["..."], {}, "one")).not.toBe(grouped(["..."], {}, "two"));
  });

  it("is its sender's where no rule groups it", () => {
    expect(ruleGroupKey(route([], {}), { labels: {}, dedupKey: "k" })).toBeUndefined();
  });
});

function at(line: number) {
  return { file: "tocsin.yaml", line };
}
