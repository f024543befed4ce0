/** What a finding is known by when its line has moved: a short number made of the text it is about. */

const OFFSET_BASIS = 0xcbf29ce484222325n;
const PRIME = 0x100000001b3n;
const DIGITS = 16;

/** FNV-1a of the text's UTF-16 units, 64 bits as hex. It tells lines apart; it keeps nothing secret. */
export function lineFingerprint(text: string): string {
  let hash = OFFSET_BASIS;
  for (let index = 0; index < text.length; index += 1)
    hash = BigInt.asUintN(64, (hash ^ BigInt(text.charCodeAt(index))) * PRIME);
  return hash.toString(16).padStart(DIGITS, "0");
}
