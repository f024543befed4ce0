import { hash } from "node:crypto";
import { cleanText } from "../domain/clean-text.ts";

const HEX_DIGITS = 32;
const KEY_LENGTH_REMEMBERED = 256;

/** A batch of alerts asks for each key's hash more than once. */
const REMEMBERED_MAX = 16_384;
/** By integration, and there by the key alone: putting both into one text costs more than to hash it. */
const remembered = new Map<string, Map<string, string>>();
let rememberedCount = 0;

/**
 * 16 bytes, in hexadecimal, that stand for (integration, key) in an index. Group and dedup keys come from
 * senders and may be longer than a B-tree entry can be (2,704 bytes in PostgreSQL), and short entries keep
 * more of the index in each page. 128 bits of SHA-256: nobody can make two keys collide.
 */
export function keyHash(integrationId: string, key: string): string {
  const known = remembered.get(integrationId)?.get(key);
  if (known !== undefined) return known;
  // The length in front keeps ("a", "bc") and ("ab", "c") apart. The key is hashed as it is stored, so
  // that what is loaded again has the same hash.
  const text = `${integrationId.length}:${integrationId}${cleanText(key)}`;
  const made = hash("sha256", text, "hex").slice(0, HEX_DIGITS);
  // Long keys are rare, and would make the memory large.
  if (key.length <= KEY_LENGTH_REMEMBERED) remember(integrationId, key, made);
  return made;
}

/** Forgets everything when there is too much: that costs less than to know what was used last. */
function remember(integrationId: string, key: string, made: string): void {
  if (rememberedCount >= REMEMBERED_MAX) {
    remembered.clear();
    rememberedCount = 0;
  }
  const ofIntegration = remembered.get(integrationId) ?? new Map<string, string>();
  remembered.set(integrationId, ofIntegration.set(key, made));
  rememberedCount += 1;
}
