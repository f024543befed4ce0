import { describe, expect, it } from "vitest";
import { intentOf, isOptional, offersChoices, topicOf } from "./runbook-words.ts";

describe("topicOf", () => {
  it.each([
    ["Diagnosis", "diagnosis"],
    ["How to investigate", "diagnosis"],
    ["5. Mitigation", "mitigation"],
    ["Work-around", "mitigation"],
    ["Common causes & solutions", "causes"],
    ["Meaning", "background"],
    ["Procedure", "steps"],
    ["Boiler room", undefined],
    ["Do NOT", "background"],
    ["Resources", "background"],
    ["Insufficient resources", undefined],
  ])("%s", (title, topic) => {
    expect(topicOf(title)).toBe(topic);
  });
});

describe("intentOf", () => {
  it.each([
    ["Check the boiler", "check"],
    ["3 boilers", undefined],
    ["Restart the boiler", "change"],
    ["Restart count", undefined],
    ["Roll back the last delivery", "change"],
    ["Boiler status", undefined],
  ])("%s", (title, intent) => {
    expect(intentOf(title)).toBe(intent);
  });
});

it("knows what is left to choice", () => {
  expect(["Roll back if needed", "Optional: tell the press"].every(isOptional)).toBe(true);
  expect(["Roll back", "If it leaks, call"].some(isOptional)).toBe(false);
  expect(["Two options:", "Solutions", "Do one of the following"].every(offersChoices)).toBe(true);
  expect(["Mitigation", "Solution", "Optional"].some(offersChoices)).toBe(false);
  // A path and what a command is told are no words.
  expect(["The page /options is gone:", "Start with --fixes:"].some(offersChoices)).toBe(false);
  expect(offersChoices("Fixes/workarounds:")).toBe(true);
});
