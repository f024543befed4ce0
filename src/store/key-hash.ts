import { hash } from "node:crypto";
import { cleanText } from "../domain/clean-text.ts";

const HEX_DIGITS = 32;

/**
 * 16 bytes, in hexadecimal, that stand for (integration, key) in an index. Group and dedup keys come from
 * senders and may be longer than a B-tree entry can be (2,704 bytes in PostgreSQL), and short entries keep
 * more of the index in each page. 128 bits of SHA-256: nobody can make two keys collide.
 */
export function keyHash(integrationId: string, key: string): string {
  // The length in front keeps ("a", "bc") and ("ab", "c") apart. The key is hashed as it is stored, so
  // that what is loaded again has the same hash.
  const text = `${integrationId.length}:${integrationId}${cleanText(key)}`;
  return hash("sha256", text, "hex").slice(0, HEX_DIGITS);
}
