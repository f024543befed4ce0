/**
 * The alphabet of short messages (3GPP TS 23.038, 6.2.1). A message in it holds 160 characters, or 153 in
 * each part of a longer one; a single character outside of it makes that 70, or 67.
 */

const BASIC =
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡" +
  "ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
/** These take two places. */
const EXTENDED = "^{}\\[~]|€";

const BASIC_SET: ReadonlySet<string> = new Set(BASIC);
const EXTENDED_SET: ReadonlySet<string> = new Set(EXTENDED);

/** What is read as the same: typographic marks that titles are full of. */
const SAME: Readonly<Record<string, string>> = {
  "\u2018": "'",
  "\u2019": "'",
  "\u201a": "'",
  "\u201c": '"',
  "\u201d": '"',
  "\u201e": '"',
  "\u2010": "-",
  "\u2011": "-",
  "\u2012": "-",
  "\u2013": "-",
  "\u2014": "-",
  "\u2026": "...",
  "\u2192": "->",
  "`": "'",
  "\u00b4": "'",
  "\u00a0": " ",
  "\t": " ",
  "\u0142": "l",
  "\u0141": "L",
};
const PICTOGRAPH =
  /[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Regional_Indicator}]|\ufe0f|\u200d/u;
const MARK = /\p{M}/gu;

/** One of our two encodings. */
export type SmsEncoding = "gsm-7" | "ucs-2";

/**
 * What two parts of a message hold: septets, or UTF-16 units. One less than twice a part, because a
 * character of two places is not divided between them.
 */
export const TWO_SEGMENTS: Readonly<Record<SmsEncoding, number>> = { "gsm-7": 305, "ucs-2": 133 };

/**
 * The text in the short messages' alphabet, where it can be read as well in it: accents that the alphabet
 * lacks and pictures are left out, spaces are single. Undefined for other scripts, which have to be sent
 * as they are.
 */
export function toGsm7(text: string): string | undefined {
  let result = "";
  for (const character of text) {
    if (isGsm7(character)) result += character;
    else if (character in SAME) result += SAME[character];
    else if (!PICTOGRAPH.test(character)) {
      const plain = character.normalize("NFKD").replace(MARK, "");
      if (![...plain].every(isGsm7)) return undefined;
      result += plain;
    }
  }
  return result.replace(/ {2,}/gu, " ");
}

function isGsm7(character: string): boolean {
  return BASIC_SET.has(character) || EXTENDED_SET.has(character);
}

/** How much of a message a text takes: septets, or UTF-16 units. */
export function smsLength(text: string, encoding: SmsEncoding): number {
  if (encoding === "ucs-2") return text.length;
  let length = 0;
  for (const character of text) length += EXTENDED_SET.has(character) ? 2 : 1;
  return length;
}

/** The longest beginning that takes no more than `lengthMax`, with dots where something was cut. */
export function cutForSms(text: string, encoding: SmsEncoding, lengthMax: number): string {
  if (smsLength(text, encoding) <= lengthMax) return text;
  const dots = encoding === "gsm-7" ? "..." : "…";
  const room = lengthMax - dots.length;
  let kept = "";
  let length = 0;
  for (const character of text) {
    length += smsLength(character, encoding);
    if (length > room) break;
    kept += character;
  }
  return kept.trimEnd() + dots;
}
