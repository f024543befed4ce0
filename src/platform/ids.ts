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
  return () => {
    const bytes = randomBytes(10);
    const ms = Math.floor(now());
    if (ms > lastMs) {
      lastMs = ms;
      counter = (((bytes[0] ?? 0) << 8) | (bytes[1] ?? 0)) & COUNTER_START_MASK;
    } else if (counter < COUNTER_MAX) {
      counter += 1;
    } else {
      // The counter is used up: borrow the next millisecond rather than decrease.
      lastMs += 1;
      counter = 0;
    }
    return formatUuid(lastMs, counter, bytes.subarray(2));
  };
}

function formatUuid(ms: number, counter: number, random: Uint8Array): string {
  const bytes = Buffer.alloc(16);
  bytes.writeUIntBE(ms, 0, 6);
  bytes.writeUInt16BE(0x7000 | counter, 6);
  bytes.set(random, 8);
  bytes.writeUInt8(0x80 | (bytes.readUInt8(8) & 0x3f), 8);
  const hex = bytes.toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
