import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readCondition } from "./read-condition.ts";

describe("a threshold in text", () => {
  test.each([
    ["High error rate (>5%)", "error rate", ">", 5, "%"],
    ["Checkout much slower (p95 >2s)", "p95", ">", 2, "s"],
    ["Nodes are busy (>80% CPU)", "CPU", ">", 80, "%"],
    ["Half of the site gone, <99% availability", "availability", "<", 99, "%"],
    ["p95 < 500ms", "p95", "<", 500, "ms"],
    ["< 0.1%", "", "<", 0.1, "%"],
    ["≥ 99.95 %", "", ">=", 99.95, "%"],
    ["CPU usage is above 80%", "CPU usage", ">", 80, "%"],
    ["error rate at least 1 percent for 10 min", "error rate", ">=", 1, "%"],
    ["Outage longer than 15 minutes", "Outage", ">", 15, "min"],
    [">5% of requests", "requests", ">", 5, "%"],
    ["More than 25% of the customers affected", "customers affected", ">", 25, "%"],
    [">1,000 users", "users", ">", 1000, ""],
    ["Queue > 10k messages in 5 minutes", "Queue", ">", 10_000, ""],
    ["> 2M sessions", "sessions", ">", 2_000_000, ""],
    ["revenue loss > $50,000", "revenue loss", ">", 50_000, ""],
    ["restarts >= 3", "restarts", ">=", 3, ""],
    ["available replicas = 0", "available replicas", "=", 0, ""],
    ["memory below 512 MiB", "memory", "<", 512, "MiB"],
  ])("%s", (text, metric, operator, value, unit) => {
    expect(readCondition(text)).toEqual({ metric, operator, value, unit });
  });

  test("what the caller knows fills in what the text does not say", () => {
    expect(readCondition("< 0.1%", "error rate")?.metric).toBe("error rate");
    expect(readCondition("p99 < 2 s", "latency")?.metric).toBe("p99");
  });

  test.each([
    "All users",
    "",
    "100% of users",
    "Check last 24h",
    "A -> 5",
    "a => 3",
    "<pod-name>",
    "more than one team",
    "over 9000",
    "1-4h",
  ])("%s holds none", (text) => {
    expect(readCondition(text)).toBeUndefined();
  });

  test("a threshold is found wherever it stands, whatever is around it", () => {
    const operators = fc.constantFrom("<", "<=", ">", ">=");
    const value = fc.integer({ min: 0, max: 999 });
    fc.assert(
      fc.property(
        fc.stringMatching(/^[a-z ]{0,20}$/u),
        operators,
        value,
        (name, operator, number) => {
          const found = readCondition(`${name} ${operator}${number}%`);
          expect(found).toMatchObject({ operator, value: number, unit: "%" });
        },
      ),
    );
  });

  test("no text makes it throw or give a value that is no number", () => {
    const piece = fc.oneof(
      fc.constantFrom(">", "<", "=", "5", "%", "ms", "(", ",", " "),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 10 }), (pieces) => {
        const found = readCondition(pieces.join(""));
        if (found !== undefined) expect(Number.isFinite(found.value)).toBe(true);
      }),
    );
  });
});
