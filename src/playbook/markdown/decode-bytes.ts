/** Bytes of a file as text. Written out here because this folder is pure and has no TextDecoder. */

/** Characters of windows-1252 at 0x80 to 0x9F; undefined bytes stand for the control character of that number. */
const WINDOWS_1252_HIGH = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";

/** The character windows-1252 has for a byte; every byte has one. */
export function windows1252Character(byte: number): string {
  return WINDOWS_1252_HIGH[byte - 0x80] ?? String.fromCharCode(byte);
}

export interface DecodedBytes {
  readonly text: string;
  /** Bytes that are not UTF-8 and were read as windows-1252. */
  readonly foreignBytes: number;
  /** Line of the first such byte; 0 when there is none. */
  readonly firstForeignLine: number;
}

/**
 * Bytes as UTF-8, or as UTF-16 where a byte order mark or the pattern of zeros says so. Bytes that are
 * not valid UTF-8 are read one by one as windows-1252, so a file in that code page, and a UTF-8 file
 * with one line pasted from elsewhere, both come out right.
 */
export function decodeBytes(bytes: Uint8Array): DecodedBytes {
  const wide = utf16Order(bytes);
  if (wide !== undefined)
    return { text: decodeUtf16(bytes, wide), foreignBytes: 0, firstForeignLine: 0 };
  const pieces: string[] = [];
  let codes: number[] = [];
  let foreignBytes = 0;
  let firstForeignLine = 0;
  let line = 1;
  for (let index = 0; index < bytes.length; ) {
    const lead = bytes[index] ?? 0;
    const scalar = lead < 0x80 ? { code: lead, length: 1 } : scalarAt(bytes, index);
    if (scalar === undefined) {
      foreignBytes += 1;
      firstForeignLine ||= line;
      codes.push(windows1252Character(lead).charCodeAt(0));
    } else {
      if (scalar.code === 0x0a) line += 1;
      codes.push(scalar.code);
    }
    index += scalar?.length ?? 1;
    if (codes.length >= 4096) {
      pieces.push(String.fromCodePoint(...codes));
      codes = [];
    }
  }
  pieces.push(String.fromCodePoint(...codes));
  return { text: pieces.join(""), foreignBytes, firstForeignLine };
}

/**
 * The Unicode scalar value whose UTF-8 form starts at `index`, or undefined when there is none:
 * truncated, overlong, a surrogate, or beyond U+10FFFF (RFC 3629).
 */
export function scalarAt(
  bytes: Uint8Array | readonly number[],
  index: number,
): { code: number; length: number } | undefined {
  const lead = bytes[index] ?? 0;
  const length = utf8Length(lead);
  if (length === 0) return undefined;
  if (length === 1) return { code: lead, length };
  let code = lead & (0x7f >> length);
  for (let offset = 1; offset < length; offset += 1) {
    const byte = bytes[index + offset] ?? 0;
    if ((byte & 0xc0) !== 0x80) return undefined;
    code = (code << 6) | (byte & 0x3f);
  }
  const smallest = length === 2 ? 0x80 : length === 3 ? 0x800 : 0x10000;
  if (code < smallest || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return undefined;
  return { code, length };
}

/** How many bytes a UTF-8 sequence with this first byte has; 0 when none begins with it. */
export function utf8Length(lead: number): 0 | 1 | 2 | 3 | 4 {
  if (lead < 0x80) return 1;
  if (lead < 0xc2) return 0;
  if (lead < 0xe0) return 2;
  if (lead < 0xf0) return 3;
  return lead < 0xf5 ? 4 : 0;
}

function utf16Order(bytes: Uint8Array): "little" | "big" | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "little";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "big";
  // Without a mark: mostly English text has a zero in every second byte.
  const sample = Math.min(bytes.length & ~1, 1024);
  if (sample < 4) return undefined;
  const zeros = [0, 0];
  for (let index = 0; index < sample; index += 1) {
    if (bytes[index] === 0) zeros[index & 1] = (zeros[index & 1] ?? 0) + 1;
  }
  const [even = 0, odd = 0] = zeros;
  const most = sample / 2;
  if (odd > most * 0.7 && even < most * 0.1) return "little";
  if (even > most * 0.7 && odd < most * 0.1) return "big";
  return undefined;
}

function decodeUtf16(bytes: Uint8Array, order: "little" | "big"): string {
  const pieces: string[] = [];
  for (let start = 0; start + 1 < bytes.length; start += 8192) {
    const units: number[] = [];
    const end = Math.min(start + 8192, bytes.length - 1);
    for (let index = start; index < end; index += 2) {
      const [first = 0, second = 0] = [bytes[index], bytes[index + 1]];
      units.push(order === "little" ? first | (second << 8) : (first << 8) | second);
    }
    pieces.push(String.fromCharCode(...units));
  }
  return pieces.join("");
}
