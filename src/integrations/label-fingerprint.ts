/**
 * The fingerprint by which Alertmanager and Prometheus name a set of labels: 64-bit FNV-1a over their
 * names and values in the order of names, each followed by the byte 255.
 * https://github.com/prometheus/common/blob/main/model/fnv.go
 */

const SEPARATOR = 255;
/** 0xcbf29ce484222325 and 0x100000001b3, in halves: 64 bits at a time would be BigInt, which is slow. */
const OFFSET_HIGH = 0xcbf29ce4;
const OFFSET_LOW = 0x84222325;
const PRIME_LOW = 0x1b3;
/** Multiplying by 2^40 moves the lower half by so much into the upper one. */
const PRIME_SHIFT = 8;
const TWO_TO_32 = 2 ** 32;

/** 16 hexadecimal digits. */
export function labelFingerprint(labels: Readonly<Record<string, string>>): string {
  let high = OFFSET_HIGH;
  let low = OFFSET_LOW;
  const add = (byte: number): void => {
    low = (low ^ byte) >>> 0;
    const product = low * PRIME_LOW;
    const carry = Math.floor(product / TWO_TO_32);
    high = (Math.imul(high, PRIME_LOW) + carry + (low << PRIME_SHIFT)) >>> 0;
    low = product >>> 0;
  };
  // Names are compared by their bytes in Go.
  const names = Object.keys(labels).sort(byBytes);
  for (const name of names) {
    for (const byte of Buffer.from(name)) add(byte);
    add(SEPARATOR);
    for (const byte of Buffer.from(labels[name] ?? "")) add(byte);
    add(SEPARATOR);
  }
  return hex(high) + hex(low);
}

function byBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

function hex(half: number): string {
  return half.toString(16).padStart(8, "0");
}
