import { describe, expect, it } from "vitest";
import { flapping } from "./overlay-flapping.ts";

describe("flapping", () => {
  it("is when alerts are damped, or that none is", () => {
    expect(flapping.parse(false)).toBe(false);
    expect(flapping.parse({ changes: 5, within: "1h", steady: "20m" })).toEqual({
      changes: 5,
      within: "PT1H",
      steady: "PT20M",
    });
    expect(flapping.parse({})).toEqual({});
  });

  it.each([
    true,
    { changes: 1 },
    { changes: 51 },
    { within: "2d" },
    { steady: "10s" },
    { turns: 3 },
  ])("refuses %j", (stated) => {
    expect(flapping.safeParse(stated).success).toBe(false);
  });
});
