import { randomFillSync } from "node:crypto";

/** Gives bytes that nobody can predict; tests and simulations give their own from a seed. */
export type RandomBytes = (size: number) => Uint8Array;

const POOL_BYTES = 4096;

/**
 * Bytes of the system's cryptographic generator, drawn in larger portions: an id costs a copy of ten
 * bytes instead of a system call.
 */
export function pooledRandomBytes(): RandomBytes {
  const pool = new Uint8Array(POOL_BYTES);
  let used = POOL_BYTES;
  return (size) => {
    if (size > POOL_BYTES) return randomFillSync(new Uint8Array(size));
    if (used + size > POOL_BYTES) {
      randomFillSync(pool);
      used = 0;
    }
    // A copy, and the pool's own bytes are wiped: what was given out once is nowhere else.
    const bytes = pool.slice(used, used + size);
    pool.fill(0, used, used + size);
    used += size;
    return bytes;
  };
}
