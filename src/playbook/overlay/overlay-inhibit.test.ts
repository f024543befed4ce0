import { describe, expect, it } from "vitest";
import { inhibit } from "./overlay-inhibit.ts";

describe("inhibit", () => {
  it("takes matchers as one text or several", () => {
    const rule = { source: 'severity="critical", env!=test', target: ["severity=warning", "a=b"] };
    expect(inhibit.parse([rule])).toEqual([
      { source: ['severity="critical", env!=test'], target: rule.target, equal: [] },
    ]);
  });

  it.each([
    [{ source: "severity", target: "a=b" }, "Character 1: behind"],
    [{ source: "a=~(", target: "a=b" }, "missing closing"],
    [{ source: "a=b", target: "" }, "there is none"],
    [{ source: "a=b", target: [] }, ""],
    [{ source: "a=b" }, ""],
    [{ source: "a=b", target: "c=d", equals: ["x"] }, "equals"],
  ])("refuses %j", (rule, reason) => {
    const { success, error } = inhibit.safeParse([rule]);
    expect(success).toBe(false);
    expect(JSON.stringify(error?.issues)).toContain(reason);
  });
});
