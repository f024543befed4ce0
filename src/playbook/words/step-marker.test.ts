import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isNamedStep, isRule, readStepMarker } from "./step-marker.ts";

describe("readStepMarker", () => {
  it.each([
    [
      "MITIGATION 1: Turn the valve",
      { kind: "alternative", title: "Turn the valve", isFirst: true },
    ],
    [
      "Option B - call the plumber",
      { kind: "alternative", title: "call the plumber", isFirst: false },
    ],
    ["Alternative 3", { kind: "alternative", title: "Alternative 3", isFirst: false }],
    [
      "Fix 2: bleed the radiator",
      { kind: "alternative", title: "bleed the radiator", isFirst: false },
    ],
    ["Fix 3 radiators", { kind: "plain", title: "Fix 3 radiators" }],
    ["Option a day keeps", { kind: "plain", title: "Option a day keeps" }],
    ["Or turn it by hand", { kind: "or", title: "Turn it by hand" }],
    ["Alternatively, wait", { kind: "or", title: "Wait" }],
    ["Order a new one", { kind: "plain", title: "Order a new one" }],
    ["If it leaks:", { kind: "branch", title: "If it leaks", when: "it leaks" }],
    ["In case of frost:", { kind: "branch", title: "In case of frost", when: "frost" }],
    [
      "If it is cold, turn it up",
      { kind: "branch", title: "If it is cold, turn it up", when: "it is cold" },
    ],
    [
      "If it is cold, turn it up:",
      { kind: "branch", title: "If it is cold, turn it up", when: "it is cold" },
    ],
    [
      "For old pumps, they stand outside:",
      { kind: "branch", title: "For old pumps, they stand outside", when: "old pumps" },
    ],
    ["For that pump, read the gauge:", { kind: "label", title: "For that pump, read the gauge" }],
    ["If needed:", { kind: "label", title: "If needed" }],
    ["When it is done we rest", { kind: "plain", title: "When it is done we rest" }],
    ["2. Read the gauge", { kind: "numbered", title: "Read the gauge", opens: false }],
    ["2) Usual reasons:", { kind: "numbered", title: "Usual reasons", opens: true }],
    ["Step 4: Read the gauge", { kind: "numbered", title: "Read the gauge", opens: false }],
    ["Steps to take", { kind: "plain", title: "Steps to take" }],
    ["24 hours later", { kind: "plain", title: "24 hours later" }],
    ["Solution: descale", { kind: "remedy", label: "Solution", title: "descale" }],
    ["- frost → open the tap", { kind: "bullet", title: "frost → open the tap" }],
    ["Usual reasons:", { kind: "label", title: "Usual reasons" }],
    ["Read the gauge", { kind: "plain", title: "Read the gauge" }],
  ])("reads %j", (text, marker) => {
    expect(readStepMarker(text)).toEqual(marker);
  });

  it("always says something, and keeps no more than the text", () => {
    const word = fc.constantFrom(
      "If",
      "Or",
      "Step",
      "Option",
      "1",
      "2.",
      ":",
      "-",
      "a",
      ",",
      "Solution",
      "needed",
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(word).map((words) => words.join(" ")),
          fc.string(),
        ),
        (text) => {
          const { title } = readStepMarker(text);
          expect(title.length).toBeLessThanOrEqual(
            Math.max(text.trim().length, "Alternative".length),
          );
        },
      ),
    );
  });
});

it("tells a word with a number from a number alone", () => {
  expect(["Step 1: a", "Option A", "Mitigation 2"].every(isNamedStep)).toBe(true);
  expect(["1. a", "Steps", "Options"].some(isNamedStep)).toBe(false);
});

it("knows lines that only separate", () => {
  expect([isRule("-----"), isRule("== a =="), isRule("")]).toEqual([true, false, true]);
});
