import { describe, expect, it } from "vitest";
import { isInstruction, isProhibition, isStatement } from "./instructions.ts";

describe("an instruction", () => {
  it.each([
    "Check the boiler",
    "Then, restart it",
    "use a bucket",
    // What stands before the verb.
    "2. Please call the plumber",
    "(Unless somebody did) open a window",
    "Optionally, tell the neighbours",
    "If needed, drain the tank",
    "Immediately close the main valve",
    "You should contact the landlord",
    "We need to refill the tank",
    "It may be better to wait outside",
    "The duty engineer must sound the bell",
    // After a condition, a place, or a purpose.
    "If it stays cold, call the plumber",
    "If it stays cold you can call the plumber",
    "In the cellar, open the left door",
    "Using the spare key, enter the house",
    "Once it is warm, close the valve",
    // After a label.
    "Frozen pipe: thaw it with warm water",
    "Frozen pipe → thaw it with warm water",
    "If the tap drips → call the plumber",
    "Look at the gauge → is it in the red part?",
    // Words that may be things.
    "Page the caretaker",
    "Page on-call caretaker at once",
    "Hand over to the next shift",
    "Log everything you see",
    "Monitor and log the pressure",
    "Contact tenants on the first floor",
    "Document what happened",
    "Be prepared to leave",
    "Have somebody else look at it",
    // A verb that no table holds.
    "Defrost the pipe",
    "Repair failed pumps",
    "Restart stuck valves",
    "Verify:",
  ])("%s", (sentence) => {
    expect(isInstruction(sentence)).toBe(true);
  });

  it.each([
    "The boiler is old",
    "If it stays cold we freeze",
    "There may be a leak",
    "See the manual",
    "",
    // Things, with the words for what is done to them.
    "Page load time is high",
    "Contact on the back of the door",
    "Log files are full",
    "Contact details of the plumber",
    "Alert rules",
    "Restart of the pump",
    "Access to the cellar",
    "Query performance",
    // Statements, gerunds, questions.
    "Monitor shows no pressure",
    "Alert auto-closes after an hour",
    "Access granted to the caretaker",
    "In this case it is warm, so we can open the valve",
    "Restart failed",
    "Update failed after the storm",
    "Rate limit exceeded",
    "Checking the boiler",
    "Restarted by the plumber",
    "Does the pump run?",
    "Check engine light?",
    "Once the tank is empty",
    "Goal: restore heating",
    "Meaning: check engine",
    "Be honest",
    "Smoke and noise",
    "EXPORT_PATH default /tmp",
    "deploy/stack.yml sets the port",
  ])("is not: %s", (sentence) => {
    expect(isInstruction(sentence)).toBe(false);
  });
});

describe("a statement", () => {
  it.each([
    "The tank should be full",
    "The pump (see [the manual](pump.md)) runs all night",
    "Be careful with the valve",
    "The fire occurred at night",
  ])("%s", (sentence) => {
    expect(isStatement(sentence)).toBe(true);
  });

  it.each([
    "The owner should be informed",
    "This is warm enough and if not you can relight it",
    "Open the valve",
    "Smoke and noise",
  ])("is not: %s", (sentence) => {
    expect(isStatement(sentence)).toBe(false);
  });
});

describe("a prohibition", () => {
  it.each(["Do not open the valve", "Never enter alone", "If it smokes, don't go in"])(
    "%s",
    (sentence) => {
      expect(isProhibition(sentence)).toBe(true);
      expect(isInstruction(sentence)).toBe(false);
    },
  );
});

it("takes long text without trying for long", () => {
  const started = performance.now();
  for (const part of ["if a, ", "then ", "1. ", "(a) ", "very ", "a: ", "ly "])
    isInstruction(part.repeat(200_000));
  expect(performance.now() - started).toBeLessThan(1000);
});
