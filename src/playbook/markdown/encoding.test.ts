import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { windows1252Character } from "./decode-bytes.ts";
import { repairText } from "./encoding.ts";

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** What a program does that takes UTF-8 for windows-1252: undefined bytes stay as control characters. */
function misread(text: string): string {
  return Array.from(utf8(text), windows1252Character).join("");
}

/** The same through a program that drops the bytes its code page does not define. */
function misreadDropping(text: string): string {
  return Array.from(utf8(text))
    .filter((byte) => ![0x81, 0x8d, 0x8f, 0x90, 0x9d].includes(byte))
    .map(windows1252Character)
    .join("");
}

const DRAWING = "┌──────┐  → ↓\n│ Bell │\n└──────┘\n";

/** Right text that has tempted other repair programs. */
const TRICKY = [
  "CAFÉ–BAR",
  "SOCIÉTÉ™",
  "il a été…”",
  "«naïve»",
  "NÃO",
  "THÉÂTRE",
  "Ångström’s",
  "IKEA Å™",
  "‘Œuvre’",
  "±1 °C",
  "£5",
  "¿Qué?",
  "ESPAÑA…",
  "Ğüneş",
  "Привет",
  "日本語",
  "┌──┐",
  "→",
  "🚨",
  "“quoted”",
  "e\u0301",
];

describe("text that is right", () => {
  test.each(TRICKY)("%s is left alone", (word) => {
    expect(repairText(utf8(word))).toMatchObject({
      text: word,
      repaired: undefined,
      line: 1,
      unreadable: false,
    });
    expect(repairText(`${word} `.repeat(50)).repaired).toBeUndefined();
  });

  test("any mix of tricky words and plain text is left alone", () => {
    const word = fc.oneof(fc.constantFrom(...TRICKY), fc.stringMatching(/^[ -~]{0,12}$/u));
    fc.assert(
      fc.property(fc.array(word, { maxLength: 30 }), (words) => {
        const text = words.join(" ");
        expect(repairText(utf8(text)).text).toBe(text);
        expect(repairText(text).repaired).toBeUndefined();
      }),
    );
  });

  test("line ends and a byte order mark are evened out without being called damage", () => {
    expect(repairText(utf8("\ufeffone\r\ntwo\rthree\n"))).toMatchObject({
      text: "one\ntwo\nthree\n",
      repaired: undefined,
    });
  });

  test("UTF-16 is read in both byte orders, with and without a mark", () => {
    const text = "Bells ring → everyone wakes\n";
    const bytes = Array.from(text).flatMap((unit) => {
      const code = unit.charCodeAt(0);
      return [code & 0xff, code >> 8];
    });
    const swapped = bytes.map((_, index) => bytes[index ^ 1] ?? 0);
    for (const order of [bytes, swapped, [0xff, 0xfe, ...bytes], [0xfe, 0xff, ...swapped]])
      expect(repairText(Uint8Array.from(order))).toMatchObject({ text, repaired: undefined });
  });
});

describe("text read in the wrong encoding", () => {
  const character = fc.oneof(
    { arbitrary: fc.constantFrom(..."┌─┐│└┘═║╔╝→←↓↑⇒✅❌⏳⚠"), weight: 3 },
    { arbitrary: fc.constantFrom(..."éèàçñüßøåÍÁÝ€“”–…™"), weight: 3 },
    { arbitrary: fc.constantFrom("🚨", "🔥", "👩‍🚒", "❗️"), weight: 1 },
    { arbitrary: fc.stringMatching(/^[ -~\n]{1,8}$/u), weight: 3 },
  );
  const texts = fc
    .array(character, { minLength: 1, maxLength: 60 })
    .map((parts) => parts.join(""))
    .filter((text) => repairText(text).repaired === undefined);

  test("damage of one to three passes is undone exactly", () => {
    fc.assert(
      fc.property(texts, fc.integer({ min: 1, max: 3 }), (text, passes) => {
        let damaged = text;
        for (let pass = 0; pass < passes; pass += 1) damaged = misread(damaged);
        const repaired = repairText(utf8(damaged));
        expect(repaired.text).toBe(text);
        expect(repaired.repaired === undefined).toBe(damaged === text);
      }),
      // "œ" alone would become "Å“", which is no proof of damage; beside other damage it is mended.
      { examples: [["œuvre → ┐ 🚨", 3]] },
    );
  });

  test("drawings whose corners lost their undefined byte come back", () => {
    const repaired = repairText(misreadDropping(`# Bells\n\n${DRAWING}“Done” ❌ ⏳\n`));
    expect(repaired.text).toBe(`# Bells\n\n${DRAWING}“Done” ❌ ⏳\n`);
    expect(repaired.line).toBe(3);
    expect(repaired.repaired).toMatch(/windows-1252, \d+ characters with a lost byte recovered/u);
  });

  test("what no common character explains becomes U+FFFD, one for one", () => {
    const repaired = repairText(misreadDropping(`${DRAWING}🍏 end`));
    expect(repaired.text).toBe(`${DRAWING}\ufffd end`);
    expect(repaired.repaired).toContain("1 character could not be recovered");
  });

  test("the Turkish code page is told from the western one", () => {
    const turkish = misread("🚨 ┌┘").replaceAll("ð", "ğ");
    expect(repairText(turkish)).toMatchObject({ text: "🚨 ┌┘" });
    expect(repairText(turkish).repaired).toContain("windows-1254");
  });

  test("a right character added later does not keep the rest damaged", () => {
    const edited = `${misread(DRAWING.repeat(3))}\n✅ added later\n`;
    expect(repairText(edited).text).toBe(`${DRAWING.repeat(3)}\n✅ added later\n`);
  });

  test("a windows-1252 file is read as such, line of the first foreign byte given", () => {
    const bytes = Uint8Array.from(
      Array.from("Bells\ncaf\u00e9 \u0096 d\u00e9j\u00e0\n"),
      (letter) => letter.charCodeAt(0),
    );
    expect(repairText(bytes)).toMatchObject({ text: "Bells\ncafé – déjà\n", line: 2 });
    expect(repairText(bytes).repaired).toContain("4 bytes that are not UTF-8");
  });
});

describe("bytes no text may hold", () => {
  test("NUL and halves of characters are replaced and reported", () => {
    expect(repairText("fine\nbad\0here \ud83d alone\n")).toMatchObject({
      text: "fine\nbad\ufffdhere \ufffd alone\n",
      repaired: "held NUL characters or halves of characters",
      line: 2,
      unreadable: false,
    });
  });

  test("an image is no text", () => {
    const png = Uint8Array.from({ length: 400 }, (_, index) => (index * 7) % 32);
    expect(repairText(png).unreadable).toBe(true);
  });

  test("any bytes at all give well-formed text without NUL or carriage return", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        const { text } = repairText(bytes);
        expect(text.isWellFormed()).toBe(true);
        expect(text).not.toMatch(/[\0\r]/u);
      }),
    );
  });

  test("repairing twice changes nothing more", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        const once = repairText(utf8(text)).text;
        expect(repairText(once).text).toBe(once);
      }),
    );
  });
});
