import { describe, expect, it } from "vitest";
import { playbook } from "../../test/support/playbook-fixture.ts";
import { isOnCallNumber, severityOfCalls } from "./on-call-line.ts";
import type { Playbook } from "./playbook.ts";

describe("isOnCallNumber", () => {
  it.each([
    ["+12025550100", true],
    ["+441314962345", true],
    ["+12025550199", false],
    ["", false],
  ])("%s: %s", (number, expected) => {
    const named = { onCallPhone: "+44 (131) 496-2345" };
    expect(isOnCallNumber(number, ["+12025550100"], named)).toBe(expected);
  });

  it("takes no number from what is none", () => {
    expect(isOnCallNumber("+1", [], { onCallPhone: "+1-xxx-xxx-xxxx" })).toBe(false);
    expect(isOnCallNumber("", [], {})).toBe(false);
  });
});

describe("severityOfCalls", () => {
  const stating = (phoneSeverity: string): Playbook => ({
    ...playbook,
    overlay: { ...playbook.overlay, onCall: { phoneSeverity } },
  });

  it("is the worst that pages", () => {
    expect(severityOfCalls(playbook)).toMatchObject({ id: "P0", pages: true });
    const quiet = { ...playbook, severities: playbook.severities.slice(2) };
    expect(severityOfCalls(quiet)?.id).toBe("P2");
    expect(severityOfCalls({ ...playbook, severities: [] })).toBeUndefined();
  });

  it("is what tocsin.yaml says, also where that pages nobody", () => {
    expect(severityOfCalls(stating("P1"))?.id).toBe("P1");
    expect(severityOfCalls(stating("P3"))).toMatchObject({ id: "P3", pages: false });
  });
});
