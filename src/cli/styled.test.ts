import { describe, expect, it } from "vitest";
import { capturedIo } from "../../test/support/captured-io.ts";
import { painter, paintLine, wantsColour, wrapLine } from "./styled.ts";

describe("wantsColour", () => {
  it("is for terminals, and never against NO_COLOR", () => {
    expect(wantsColour(capturedIo({ isTty: true }))).toBe(true);
    expect(wantsColour(capturedIo({ isTty: false }))).toBe(false);
    expect(wantsColour(capturedIo({ isTty: true, env: { NO_COLOR: "1" } }))).toBe(false);
    expect(wantsColour(capturedIo({ isTty: true, env: { NO_COLOR: "" } }))).toBe(true);
    expect(wantsColour(capturedIo({ isTty: true, env: { TERM: "dumb" } }))).toBe(false);
  });
});

describe("painter", () => {
  it("neutralises before it colours", () => {
    const hostile = { text: "\u001b[0mdown", style: "red" as const };
    expect(painter(true)(hostile)).toBe("\u001b[31m␛[0mdown\u001b[39m");
    expect(painter(false)(hostile)).toBe("␛[0mdown");
  });
});

describe("wrapLine", () => {
  it("breaks at words, and every piece keeps its colour", () => {
    const line = ["  next: ", { text: "Bob Builder", style: "bold" as const }, " (Commander)"];
    const parts = wrapLine(line, 14).map((part) => paintLine(part, painter(true)));
    expect(parts).toEqual([
      "  next: \u001b[1mBob\u001b[22m",
      "  \u001b[1mBuilder\u001b[22m",
      "  (Commander)",
    ]);
  });

  it("leaves what fits as it is", () => {
    expect(wrapLine("fits", 4)).toEqual(["fits"]);
  });
});
