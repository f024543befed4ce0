import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findPhone, isPlaceholderPhone } from "./phone-number.ts";

describe("findPhone", () => {
  it.each([
    ["call +49 30 901820 at night", "+49 30 901820"],
    ["(212) 664-7665", "(212) 664-7665"],
    ["+1-xxx-xxx-xxxx (duty phone)", "+1-xxx-xxx-xxxx"],
    ["+1-XXX-XXX-XXXX", "+1-XXX-XXX-XXXX"],
  ])("finds the number in %j", (text, phone) => {
    expect(findPhone(text)).toBe(phone);
  });

  it.each(["help@firm.example", "2027-03-01", "24/7", "Enterprise", "", "matrix xx"])(
    "finds none in %j",
    (text) => {
      expect(findPhone(text)).toBeUndefined();
    },
  );

  it("takes a short number only where one is expected", () => {
    expect(findPhone("112")).toBeUndefined();
    expect(findPhone("112", 3)).toBe("112");
  });

  it("takes no time on long text", () => {
    fc.assert(
      fc.property(fc.constantFrom("1", "x", "1 ", "+", "("), (piece) => {
        findPhone(piece.repeat(200_000));
        isPlaceholderPhone(piece.repeat(200_000));
      }),
    );
  });
});

describe("isPlaceholderPhone", () => {
  it.each([
    "+1-xxx-xxx-xxxx",
    "+1-XXX-XXX-XXXX",
    "+1-XXX",
    "+1-800-XXX-XXXX",
    "+1-555-0100",
    "(415) 555-0199",
    "07700 900123",
    "000-000-0000",
    "123-456-7890",
    "TBD",
    "<phone>",
    "{{PAGER_NUMBER}}",
  ])("%s is one", (text) => {
    expect(isPlaceholderPhone(text)).toBe(true);
  });

  it.each([
    "+49 30 901820",
    "+1 212 664 7665 x12",
    "(415) 555-2671",
    "112",
    "+44 20 7123 4567",
    "Exxon desk",
  ])("%s is a number", (text) => {
    expect(isPlaceholderPhone(text)).toBe(false);
  });
});
