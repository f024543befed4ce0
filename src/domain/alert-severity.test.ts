import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { playbook as base } from "../../test/support/playbook-fixture.ts";
import { readCondition } from "../playbook/words/read-condition.ts";
import { severityForAlert } from "./alert-severity.ts";
import type { Playbook } from "./playbook.ts";
import { describeSeverityReason } from "./severity-reason.ts";

/** The fixture's, with more thresholds, one of them of a severity that does not page. */
const playbook: Playbook = {
  ...base,
  severities: base.severities.map((severity) => {
    const text = {
      P0: "Error rate > 50 % of all requests",
      P1: "Slow pages (p95 > 2s)",
      P2: "CPU > 80 %",
    }[severity.id];
    const condition = readCondition(text ?? "");
    if (text === undefined || condition === undefined) return severity;
    const source = { file: "playbook.md", line: severity.source.line + 5 };
    return { ...severity, examples: [...severity.examples, { text, condition, source }] };
  }),
};

type Texts = Record<string, string>;
const choose = (title: string, labels: Texts = {}, annotations: Texts = {}, from = playbook) =>
  severityForAlert(from, { title, labels, annotations });
/** "P1: matched line 200, …" */
const told = (...given: Parameters<typeof choose>): string => {
  const { severity, reason } = choose(...given);
  return `${severity}: ${describeSeverityReason(reason)}`;
};

describe("an alert's severity", () => {
  it.each([
    ["critical", "P0"],
    ["error", "P1"],
    ["warning", "P2"],
    ["info", "P3"],
    ["P2", "P2"],
    ["High", "P1"],
  ])("is by its label: %s means %s", (label, severity) => {
    const reason = { kind: "label", name: "severity", value: label };
    expect(choose("Something", { severity: label })).toEqual({ severity, reason });
  });

  it("is the second without anything to go by", () => {
    expect(told("Something")).toBe("P1: the second, because nothing said how bad");
    expect(choose("Something", { severity: "purple" }).severity).toBe("P1");
  });

  it("is by a playbook example whose words stand in the title or the alert's name, citing its line", () => {
    expect(told("High error rate on checkout")).toBe("P1: matched line 200, High error rate (>5%)");
    expect(told("Checkout", { alertname: "CheckoutHighErrorRate" })).toBe(
      "P1: matched line 200, High error rate (>5%)",
    );
  });

  it("is the worse of the two", () => {
    expect(choose("Checkout is down in Europe", { severity: "warning" }).severity).toBe("P0");
    expect(choose("Worker restarts repeatedly", { severity: "critical" }).severity).toBe("P0");
  });

  it("is what the overlay's first matching route says, above all", () => {
    const routes = [
      { match: { team: "web", severity: "critical" }, severity: "P3" },
      { match: { team: "web" }, severity: "P2" },
    ];
    const routed = { ...playbook, overlay: { ...playbook.overlay, routes } };
    const labels = { team: "web", severity: "critical" };
    expect(choose("Checkout is down", labels, {}, routed)).toEqual({
      severity: "P3",
      reason: { kind: "rule" },
    });
    expect(choose("x", { team: "web" }, {}, routed).severity).toBe("P2");
    expect(choose("x", { severity: "critical" }, {}, routed).severity).toBe("P0");
  });

  it("is not fooled by names every object has", () => {
    expect(choose("x", { severity: "constructor" }).severity).toBe("P1");
    expect(choose("x", { severity: "__proto__" }).severity).toBe("P1");
  });
});

describe("a value that the alert carries", () => {
  const high = { alertname: "HighErrorRate" };
  it.each<[string, Texts, Texts, string]>([
    [
      "a percentage",
      high,
      { value: "7.2%" },
      "P1: matched line 200, High error rate (>5%): it is 7.2%",
    ],
    [
      "a ratio",
      high,
      { value: "0.072" },
      "P1: matched line 200, High error rate (>5%): it is 0.072",
    ],
    [
      "a label",
      { ...high, value: "62" },
      {},
      "P0: matched line 105, Error rate > 50 % of all requests: it is 62",
    ],
    [
      "a sentence",
      high,
      { description: "VALUE = 61.5\n LABELS = map[]" },
      "P0: matched line 105, Error rate > 50 % of all requests: it is 61.5",
    ],
    [
      "words",
      high,
      { summary: "The error rate is currently at 7.5 % (threshold 5 %)" },
      "P1: matched line 200, High error rate (>5%): it is 7.5%",
    ],
    [
      "a mention",
      high,
      { summary: "7.5% of requests fail, for 5m" },
      "P1: matched line 200, High error rate (>5%): it is 7.5%",
    ],
    [
      "its own name",
      { alertname: "Shop" },
      { error_rate: "55 percent" },
      "P0: matched line 105, Error rate > 50 % of all requests: it is 55 percent",
    ],
    [
      "Grafana's values",
      high,
      { __values__: '{"A":0.08,"B":0.08,"C":1}' },
      "P1: matched line 200, High error rate (>5%): it is 0.08",
    ],
    [
      "Grafana's text",
      high,
      { __value_string__: "[ var='B' labels={a=b} value=51.5 ], [ var='C' value=1 ]" },
      "P0: matched line 105, Error rate > 50 % of all requests: it is 51.5",
    ],
    [
      "seconds",
      { alertname: "P95Latency" },
      { value: "2.4" },
      "P1: matched line 205, Slow pages (p95 > 2s): it is 2.4",
    ],
    [
      "milliseconds",
      { alertname: "P95Latency" },
      { value: "2400ms" },
      "P1: matched line 205, Slow pages (p95 > 2s): it is 2400ms",
    ],
    [
      "a unit in the name",
      { alertname: "Slow" },
      { p95_ms: "2400" },
      "P1: matched line 205, Slow pages (p95 > 2s): it is 2400",
    ],
    [
      "a name in words",
      { alertname: "HostHighCpuLoad" },
      { value: "93%" },
      "P2: matched line 305, CPU > 80 %: it is 93%",
    ],
  ])("decides: %s", (_, labels, annotations, expected) => {
    expect(told("", { ...labels, severity: "warning" }, annotations)).toBe(expected);
  });

  it.each<[string, Texts]>([
    ["below the threshold", { value: "2%" }],
    ["as a ratio below it", { value: "0.02" }],
    ["in a sentence", { description: "current value: 2%" }],
  ])("takes back what the words propose: %s", (_, annotations) => {
    expect(told("", { ...high, severity: "warning" }, annotations)).toBe(
      "P2: label severity=warning",
    );
  });

  it("leaves the proposal where it is of another kind, or only a threshold or a stretch of time is told", () => {
    const proposed = "P1: matched line 200, High error rate (>5%)";
    expect(told("", high, { value: "12s" })).toBe(proposed);
    expect(told("", high, { summary: "Error rate above 50% for 90s" })).toBe(proposed);
    expect(told("", high, { summary: "down 3% since yesterday" })).toBe(proposed);
    expect(told("", high, { value: "NaN" })).toBe(proposed);
  });

  it("counts for what it is about alone", () => {
    const label = "P2: label severity=warning";
    expect(told("Disk", { severity: "warning" }, { value: "99%" })).toBe(label);
    // One general word in a long description is not what the alert is about.
    const description = "Check the CPU as well.";
    expect(told("Disk", { severity: "warning" }, { value: "99%", description })).toBe(label);
  });

  it("goes before a general word on the label, unless that pages and the example does not", () => {
    expect(told("", { ...high, severity: "critical" }, { value: "7%" })).toMatch(/^P1: matched/u);
    expect(told("", { ...high, severity: "P0" }, { value: "7%" })).toBe("P0: label severity=P0");
    const cpu = { alertname: "HighCpu", severity: "critical" };
    expect(told("", cpu, { value: "95%" })).toBe("P0: label severity=critical");
  });
});

describe("whatever is measured", () => {
  const value = fc.double({ min: 0, max: 100, noNaN: true });
  const rank = (severity: string): number =>
    playbook.severities.findIndex(({ id }) => id === severity);
  const at = (text: string, labels: Texts = {}): number =>
    rank(choose("", { alertname: "HighErrorRate", ...labels }, { value: text }).severity);

  it("more of it is never less severe", () => {
    fc.assert(
      fc.property(value, value, fc.constantFrom("P1", "warning", "info"), (a, b, severity) => {
        const [less, more] = a < b ? [a, b] : [b, a];
        expect(at(`${more}%`, { severity })).toBeLessThanOrEqual(at(`${less}%`, { severity }));
      }),
    );
  });

  it("the unit in which it is written does not matter", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100_000 }), (milliseconds) => {
        const of = (text: string) =>
          choose("", { alertname: "P95", severity: "info" }, { value: text });
        const expected = milliseconds > 2000 ? "P1" : "P3";
        expect(of(`${milliseconds}ms`).severity).toBe(expected);
        expect(of(`${milliseconds / 1000}s`).severity).toBe(expected);
        expect(of(`${milliseconds / 1000}`).severity).toBe(expected);
      }),
    );
  });

  it("no text of an alert makes it throw, and what it chooses is a severity of the playbook", () => {
    const piece = fc.oneof(
      fc.constantFrom(
        "value",
        "=",
        ":",
        "5",
        "%",
        "m",
        "error rate",
        "Inf",
        "{",
        "__values__",
        "1e999",
      ),
      fc.string(),
    );
    const text = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(" "));
    const texts = fc.dictionary(
      fc.oneof(fc.constantFrom("value", "__values__", "summary"), fc.string()),
      text,
    );
    fc.assert(
      fc.property(text, texts, texts, (title, labels, annotations) => {
        expect(rank(choose(title, labels, annotations).severity)).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});
