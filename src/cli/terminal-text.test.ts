import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { terminalJson, terminalLine, terminalLines } from "./terminal-text.ts";

const STEERS = /[\p{Cc}\u202A-\u202E\u2066-\u2069\u200E\u200F\u061C\uFEFF\u2028\u2029]/u;

/** Any code points, half of surrogate pairs included. */
const anyText = fc.string({
  unit: fc.integer({ min: 0, max: 0x10_ffff }).map((code) => String.fromCodePoint(code)),
});

describe("terminalLine", () => {
  it.each([
    ["an escape sequence", "\u001b[2J\u001b[31mdown", "␛[2J␛[31mdown"],
    ["a one-byte CSI", "\u009b2Jdown", "<U+009B>2Jdown"],
    ["an operating system command", "\u001b]0;owned\u0007", "␛]0;owned␇"],
    ["line breaks that fake a row", "down\r\nP0 20261123-001\ttoo", "down P0 20261123-001 too"],
    ["a separator that some terminals break at", "a\u2028b", "a b"],
    ["text turned around", "pod\u202Egnp.exe", "pod<U+202E>gnp.exe"],
    ["an isolate", "\u2066abc\u2069", "<U+2066>abc<U+2069>"],
    ["text hidden in tags", "ok\u{E0041}\u{E0042}", "ok<U+E0041><U+E0042>"],
    ["a zero-width space", "ro\u200Bot", "ro<U+200B>ot"],
    ["delete and backspace", "rm\u007f\u0008", "rm␡␈"],
    ["half a surrogate pair", "a\uD800b", "a\uFFFDb"],
  ])("shows %s and does not obey it", (_, hostile, shown) => {
    expect(terminalLine(hostile)).toBe(shown);
  });

  it.each(["Größe 95 % → später", "データベース停止", "👩‍🚒 🔥", "نص", "हिन्दी"])(
    "leaves %s as it is",
    (text) => {
      expect(terminalLine(text)).toBe(text);
    },
  );

  it("lets nothing through that steers a terminal, and changes nothing a second time", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const safe = terminalLine(text);
        expect(safe).not.toMatch(STEERS);
        expect(safe.isWellFormed()).toBe(true);
        expect(terminalLine(safe)).toBe(safe);
      }),
    );
  });
});

describe("terminalLines", () => {
  it("keeps line breaks and nothing else", () => {
    expect(terminalLines("# Title\r\n\n- a\tb\u001b[0m")).toBe("# Title\n\n- a    b␛[0m");
  });
});

describe("terminalJson", () => {
  it("is the same value, and harmless", () => {
    fc.assert(
      fc.property(fc.dictionary(anyText, anyText), (value) => {
        const text = terminalJson(value);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(text.replaceAll("\n", "")).not.toMatch(STEERS);
      }),
    );
  });
});
