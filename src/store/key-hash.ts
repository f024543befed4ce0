import { hash } from "node:crypto";
import { cleanText } from "../domain/clean-text.ts";
import { LeastRecentlyUsed } from "./least-recently-used.ts";

const HEX_DIGITS = 32;
const KEY_LENGTH_REMEMBERED = 256;

/** A batch of alerts asks for each key's hash more than once. */
const REMEMBERED_MAX = 4096;
const remembered = new LeastRecentlyUsed<string, string>(REMEMBERED_MAX);

/**
 * 16 bytes, in hexadecimal, that stand for (integration, key) in an index. Group and dedup keys come from
 * senders and may be longer than a B-tree entry can be (2,704 bytes in PostgreSQL), and short entries keep
 * more of the index in each page. 128 bits of SHA-256: nobody can make two keys collide.
 */
export function keyHash(integrationId: string, key: string): string {
  // The length in front keeps ("a", "bc") and ("ab", "c") apart. The key is hashed as it is stored, so
  // that what is loaded again has the same hash.
  const text = `${integrationId.length}:${integrationId}${cleanText(key)}`;
  const known = remembered.get(text);
  if (known !== undefined) return known;
  const made = hash("sha256", text, "hex").slice(0, HEX_DIGITS);
  // Long keys are rare, and would make the memory large.
  if (text.length <= KEY_LENGTH_REMEMBERED) remembered.set(text, made);
  return made;
}
