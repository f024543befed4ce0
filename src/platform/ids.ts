/**
 * UUID version 7 (RFC 9562, 5.7): milliseconds first, so that ids of rows written together lie together
 * in an index; then a 12-bit counter (method 1 of 6.2), so that ids of one process never decrease, also
 * within a millisecond and when the clock is set back; then 62 random bits.
 */

import type { RandomBytes } from "./random.ts";

const COUNTER_MAX = 0xfff;
/** A new millisecond starts its counter in the lower half: room for at least 2,048 further ids in it. */
const COUNTER_START_MASK = 0x7ff;

export interface IdSourceOptions {
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly randomBytes: RandomBytes;
}

/** A source of ids, each greater than the one before. */
export function createIdSource({ now, randomBytes }: IdSourceOptions): () => string {
  let lastMs = -1;
  let counter = 0;
  /** `lastMs` as an id begins with it. */
  let time = "";
  const moveTo = (ms: number): void => {
    lastMs = ms;
    time = formatTime(ms);
  };
  return () => {
    const bytes = randomBytes(10);
    const ms = Math.floor(now());
    if (ms > lastMs) {
      moveTo(ms);
      counter = (((bytes[0] ?? 0) << 8) | (bytes[1] ?? 0)) & COUNTER_START_MASK;
    } else if (counter < COUNTER_MAX) {
      counter += 1;
    } else {
      // The counter is used up: borrow the next millisecond rather than decrease.
      moveTo(lastMs + 1);
      counter = 0;
    }
    return `${time}-${hexOf(0x70 | (counter >> 8))}${hexOf(counter & 0xff)}-${formatRandom(bytes)}`;
  };
}

// From a table, and the time once for all its ids: one is made for every alert that is new, and a buffer's
// `toString` costs several times as much.
const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

function hexOf(byte: number | undefined): string {
  return HEX[byte ?? 0] ?? "";
}

/** What ids of this millisecond and later are greater than, and earlier ones are not. */
export function firstIdAt(ms: number): string {
  return formatTime(Math.max(0, Math.floor(ms)));
}

function formatTime(ms: number): string {
  const hex = ms.toString(16).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8)}`;
}

const VARIANT = 0x80;
const VARIANT_MASK = 0x3f;

/** Of ten random bytes the last eight, the variant's two bits in place. */
function formatRandom(bytes: Uint8Array): string {
  const variant = hexOf(VARIANT | ((bytes[2] ?? 0) & VARIANT_MASK));
  return (
    `${variant}${hexOf(bytes[3])}-${hexOf(bytes[4])}${hexOf(bytes[5])}${hexOf(bytes[6])}` +
    `${hexOf(bytes[7])}${hexOf(bytes[8])}${hexOf(bytes[9])}`
  );
}
