import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { signLink, verifyLink } from "./signed-link.ts";

const KEY = new Uint8Array(32).fill(7);
const OTHER_KEY = new Uint8Array(32).fill(8);
const LINK = { id: "01932c5e-7d4a-7000-8000-000000000001", expiresAt: 1_795_400_070_000 };

describe("a signed link", () => {
  test("gives back what was signed, until it expires", () => {
    const token = signLink(LINK, KEY);
    expect(verifyLink(token, KEY, LINK.expiresAt - 1)).toEqual({ kind: "valid", ...LINK });
    expect(verifyLink(token, KEY, LINK.expiresAt)).toEqual({ kind: "expired", ...LINK });
  });

  test("is short enough for any mail and needs no escaping in a URL", () => {
    const token = signLink(LINK, KEY);
    expect(token.length).toBeLessThan(100);
    expect(encodeURIComponent(token)).toBe(token);
  });

  test("is not valid with another key", () => {
    expect(verifyLink(signLink(LINK, KEY), OTHER_KEY, 0)).toEqual({ kind: "invalid" });
  });

  test("no change of any character is accepted", () => {
    const token = signLink(LINK, KEY);
    fc.assert(
      fc.property(
        fc.nat(token.length - 1),
        fc.constantFrom(..."AZaz09-_.=\0é"),
        (at, character) => {
          const changed = token.slice(0, at) + character + token.slice(at + 1);
          fc.pre(changed !== token);
          expect(verifyLink(changed, KEY, 0)).toEqual({ kind: "invalid" });
        },
      ),
      { numRuns: 2000 },
    );
  });

  test.each([
    "",
    "..",
    "a.b.c",
    signLink(LINK, KEY).slice(0, -1),
    `${signLink(LINK, KEY)}A`,
    ` ${signLink(LINK, KEY)}`,
    "x".repeat(1_000_000),
  ])("%.20s is invalid and throws nothing", (token) => {
    expect(verifyLink(token, KEY, 0)).toEqual({ kind: "invalid" });
  });

  test("any id and expiry that can be signed can be read back", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[\w-]{1,64}$/u), fc.maxSafeNat(), (id, expiresAt) => {
        expect(verifyLink(signLink({ id, expiresAt }, KEY), KEY, 0)).toMatchObject({
          id,
          expiresAt,
        });
      }),
    );
  });

  test.each([
    [{ id: "a.b", expiresAt: 1 }, KEY],
    [{ id: "", expiresAt: 1 }, KEY],
    [{ id: "a", expiresAt: 1.5 }, KEY],
    [{ id: "a", expiresAt: -1 }, KEY],
    [LINK, new Uint8Array(16)],
  ])("%j cannot be signed", (link, key) => {
    expect(() => signLink(link, key)).toThrow(RangeError);
  });
});
