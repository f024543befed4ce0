import { describe, expect, it } from "vitest";
import { readKept, readRetention } from "./retention-settings.ts";

const DAY_MS = 86_400_000;

describe("how long something is kept", () => {
  it.each([
    ["90d", 90 * DAY_MS],
    ["1 day", DAY_MS],
    ["400 days", 400 * DAY_MS],
    ["forever", null],
    ["Forever", null],
  ])("%s is read", (text, value) => expect(readKept(text, 1)).toEqual({ ok: true, value }));

  it.each(["", "90", "0d", "-1d", "1h", "for ever", "1e3d", "999999d"])("%j is refused", (text) => {
    expect(readKept(text, 1)).toEqual({
      ok: false,
      reason: "must be days such as 90d, 1 day at least, or forever",
    });
  });

  it("of incidents is a month at least, and for ever where nothing is said", () => {
    expect(readKept("29d", 30).ok).toBe(false);
    const nothing = readRetention(() => undefined);
    expect(nothing).toEqual({ receipt: 30 * DAY_MS, alert: 90 * DAY_MS, incident: null });
  });

  it("can be for ever where the default is not", () => {
    const forever = readRetention((_name, read) => {
      const result = read("forever");
      return result.ok ? result.value : undefined;
    });
    expect(forever).toEqual({ receipt: null, alert: null, incident: null });
  });
});
