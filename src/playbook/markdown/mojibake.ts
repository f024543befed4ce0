/**
 * Mends text whose UTF-8 bytes were once read as windows-1252, windows-1254 or Latin-1 ("â†’" for
 * "→", "Ã©" for "é").
 *
 * Such damage leaves a trace that right text does not: *every* character outside ASCII came from one
 * byte, and those bytes together are UTF-8 again. One character that does not fit is taken as proof
 * that the text is right, unless nearly all others fit (a damaged file somebody edited since).
 *
 * Bytes that the code page leaves undefined are often dropped on the way. A character that lost one
 * byte is recovered where one common character explains what is left, else it becomes U+FFFD.
 */

import { scalarAt, utf8Length, windows1252Character } from "./decode-bytes.ts";

export interface MendedText {
  readonly text: string;
  /** How many times over the text had been misread. */
  readonly passes: number;
  readonly codePage: "windows-1252" | "windows-1254";
  /** Characters that had lost a byte and were recovered. */
  readonly recovered: number;
  /** Characters that had lost a byte and are now U+FFFD. */
  readonly lost: number;
}

const PASSES_MAX = 4;

/** The text mended, or undefined when it shows no such damage. */
export function mendMojibake(text: string): MendedText | undefined {
  let mended: MendedText | undefined;
  for (let passes = 1; passes <= PASSES_MAX; passes += 1) {
    const current: string = mended?.text ?? text;
    const pass = decodeOnce(current);
    if (pass === undefined) break;
    mended = {
      text: pass.text,
      passes,
      codePage: pass.isTurkish ? "windows-1254" : (mended?.codePage ?? "windows-1252"),
      recovered: (mended?.recovered ?? 0) + pass.recovered,
      lost: (mended?.lost ?? 0) + pass.lost,
    };
  }
  return mended;
}

interface Tally {
  /** Characters outside ASCII that are no part of a damaged one. */
  right: number;
  /** Whole damaged characters. */
  whole: number;
  /** Of those, the ones right text practically never holds: "Ã©", "â€™", "ðŸš¨". */
  telling: number;
  recovered: number;
  lost: number;
  isTurkish: boolean;
  /** Whole damaged characters of other scripts, which right text may hold by chance ("É–"). */
  readonly otherScripts: Set<number>;
}

function decodeOnce(text: string): (Tally & { text: string }) | undefined {
  const tally: Tally = {
    right: 0,
    whole: 0,
    telling: 0,
    recovered: 0,
    lost: 0,
    isTurkish: false,
    otherScripts: new Set(),
  };
  const pieces: string[] = [];
  let copied = 0;
  for (let index = 0; index < text.length; ) {
    if (text.charCodeAt(index) < 0x80) {
      index += 1;
      continue;
    }
    const damaged = damagedAt(text, index);
    if (damaged === undefined) tally.right += 1;
    else {
      count(damaged, tally);
      if (TURKISH.has(text.charAt(index))) tally.isTurkish = true;
      pieces.push(text.slice(copied, index), damaged.character);
      copied = index + damaged.length;
    }
    index += damaged?.length ?? 1;
  }
  if (!isDamage(tally)) return undefined;
  pieces.push(text.slice(copied));
  return { ...tally, text: pieces.join("") };
}

interface DamagedCharacter {
  readonly character: string;
  /** UTF-16 units of the damaged text it took. */
  readonly length: number;
  readonly lead: number;
  readonly state: "whole" | "recovered" | "lost";
}

function damagedAt(text: string, index: number): DamagedCharacter | undefined {
  const lead = byteOf(text, index);
  const needed = lead === undefined ? 0 : utf8Length(lead);
  if (lead === undefined || needed < 2) return undefined;
  const bytes = [lead];
  while (bytes.length < needed) {
    const byte = byteOf(text, index + bytes.length);
    if (byte === undefined || (byte & 0xc0) !== 0x80) break;
    bytes.push(byte);
  }
  const length = bytes.length;
  if (length === needed) {
    const scalar = scalarAt(bytes, 0);
    if (scalar === undefined) return undefined;
    return { character: String.fromCodePoint(scalar.code), length, lead, state: "whole" };
  }
  // One letter alone ("é", "â") is no trace of a longer sequence, save for the very rare "Ã".
  if (length < 2 && lead !== 0xc3) return undefined;
  const character = RECOVERABLE.get(bytes.join(" "));
  // A tool that could not map the byte may have left its own replacement character in its place.
  const whole = text[index + length] === "\ufffd" ? length + 1 : length;
  if (character === undefined) return { character: "\ufffd", length: whole, lead, state: "lost" };
  return { character, length: whole, lead, state: "recovered" };
}

function count(damaged: DamagedCharacter, tally: Tally): void {
  tally[damaged.state] += 1;
  if (damaged.state !== "whole") return;
  if (TELLING_LEADS.has(damaged.lead)) tally.telling += 1;
  else if (OTHER_SCRIPT_LEADS.has(damaged.lead))
    tally.otherScripts.add(damaged.character.codePointAt(0) ?? 0);
  else if (!BYTES.has(damaged.character)) tally.right += 1;
  // What is left are "ƒ", "ˆ", "˜": leftovers of an earlier pass, and no proof either way.
}

function isDamage(tally: Tally): boolean {
  const incomplete = tally.recovered + tally.lost;
  if (tally.right === 0 && incomplete === 0)
    return tally.telling > 0 || tally.otherScripts.size >= OTHER_SCRIPT_CHARACTERS_MIN;
  if (tally.right === 0) return tally.telling > 0 && incomplete <= 2 * tally.whole;
  return tally.telling >= 10 && tally.whole >= 20 * tally.right && incomplete <= tally.whole;
}

/** Distinct characters of another script before "Ð´Ð°" counts as damage and not as chance. */
const OTHER_SCRIPT_CHARACTERS_MIN = 4;

/** First bytes of Latin-1 letters and signs, punctuation, arrows, drawings, variation selectors, emoji. */
const TELLING_LEADS: ReadonlySet<number> = new Set([0xc2, 0xc3, 0xe2, 0xef, 0xf0]);

/** First bytes of other Latin letters, Greek, Cyrillic, Hebrew, Arabic, Indic, CJK. Not of phonetic signs. */
const OTHER_SCRIPT_LEADS: ReadonlySet<number> = new Set([
  0xc4, 0xc5, 0xce, 0xcf, 0xd0, 0xd1, 0xd7, 0xd8, 0xd9, 0xda, 0xdb, 0xe0, 0xe1, 0xe3, 0xe4, 0xe5,
  0xe6, 0xe7, 0xe8, 0xe9, 0xea, 0xeb, 0xec, 0xed,
]);

/** Where windows-1254 differs from windows-1252. */
const TURKISH: ReadonlyMap<string, number> = new Map([
  ["Ğ", 0xd0],
  ["İ", 0xdd],
  ["Ş", 0xde],
  ["ğ", 0xf0],
  ["ı", 0xfd],
  ["ş", 0xfe],
]);

const BYTES: ReadonlyMap<string, number> = new Map([
  ...Array.from({ length: 0x20 }, (_, low): [string, number] => [
    windows1252Character(0x80 + low),
    0x80 + low,
  ]),
  ...TURKISH,
]);

/** The byte a character stood for, whichever of the code pages read it. */
function byteOf(text: string, index: number): number | undefined {
  const code = text.charCodeAt(index);
  return code < 0x100 ? code : BYTES.get(text.charAt(index));
}

/** Bytes that windows-1252 or windows-1254 leave undefined. */
const UNDEFINED_BYTES: ReadonlySet<number> = new Set([0x81, 0x8d, 0x8e, 0x8f, 0x90, 0x9d, 0x9e]);

/**
 * Characters common in technical text that hold an undefined byte, the likelier first where two lose
 * it to the same rest.
 */
const COMMON_LOSERS = "”┐═❌⏳←⏰⏱⏸❓❗❤☐▐✏⏩⏭➡✍➝\ufe0f";

/** What is left of a character (its bytes in decimal, joined) to the character. */
const RECOVERABLE: ReadonlyMap<string, string> = recoverable();

function recoverable(): Map<string, string> {
  const found = new Map<string, string>();
  for (const character of COMMON_LOSERS) {
    const bytes = utf8Bytes(character.codePointAt(0) ?? 0);
    for (const [lostIndex, byte] of bytes.entries()) {
      if (!UNDEFINED_BYTES.has(byte)) continue;
      const rest = bytes.filter((_, index) => index !== lostIndex).join(" ");
      if (!found.has(rest)) found.set(rest, character);
    }
  }
  return found;
}

/** UTF-8 of a character of three bytes (all in `COMMON_LOSERS` are). */
function utf8Bytes(code: number): number[] {
  return [0xe0 | (code >> 12), 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f)];
}
