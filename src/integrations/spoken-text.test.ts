import { describe, expect, it } from "vitest";
import { HOSTILE_TEXTS, sampleMessage } from "../../test/support/sample-message.ts";
import { MS } from "../domain/duration.ts";
import { readKey, spokenKeys, spokenMessage, spokenOf } from "./spoken-text.ts";

const MESSAGE = spokenOf(sampleMessage());

describe("what a call says", () => {
  it("is how bad, what, since when, and why", () => {
    expect(spokenMessage({ ...MESSAGE, reason: "Response clock breached" })).toBe(
      "This is Tocsin. Severity P0, Critical. Checkout queue stands still. It began 2 minutes ago. Response clock breached.",
    );
  });

  it.each([
    [0, "just now"],
    [-MS.hour, "just now"],
    [Number.NaN, "just now"],
    [MS.minute, "1 minute ago"],
    [61 * MS.minute + 59_000, "1 hour 1 minute ago"],
    [2 * MS.hour, "2 hours ago"],
    [MS.day, "1 day ago"],
  ])("tells an age of %i ms as %s", (ageMs, said) => {
    const { now } = MESSAGE;
    expect(spokenMessage({ ...MESSAGE, openedAt: now - ageMs })).toContain(`It began ${said}.`);
  });

  it("does not say a severity twice", () => {
    const { severity } = MESSAGE;
    const said = spokenMessage({ ...MESSAGE, severityName: severity.toLowerCase() });
    expect(said).toContain("Severity P0. Checkout");
  });

  it.each(HOSTILE_TEXTS.map((text) => [text.slice(0, 20), text]))(
    "is words only: %j",
    (_, text) => {
      const said = spokenMessage({ ...MESSAGE, incidentTitle: text, severity: text, reason: text });
      expect(said).not.toMatch(/[<>&"{}[\]\\\p{Cc}\p{Cf}]/u);
      expect(said.length).toBeLessThan(650);
    },
  );
});

describe("keys", () => {
  it("are those that the notification can be answered with", () => {
    const keys = (purpose: "page" | "resolution-proposed" | "resolved") =>
      spokenKeys(spokenOf(sampleMessage({ purpose })));
    expect(keys("page")).toBe(
      "Press 4 to acknowledge, 5 to escalate, 6 to resolve, star to repeat.",
    );
    expect(keys("resolution-proposed")).toBe("Press 6 to resolve, star to repeat.");
    expect(keys("resolved")).toBe("Press star to repeat.");
  });

  it("mean nothing where they are not offered", () => {
    expect(readKey("4", ["acknowledge", "resolve"])).toBe("acknowledge");
    expect(readKey("4", ["resolve"])).toBeUndefined();
    expect(readKey("*", [])).toBe("repeat");
    for (const key of ["", "0", "#", "44"]) expect(readKey(key, ["acknowledge"])).toBeUndefined();
  });
});
