/**
 * Finds the integration that a key belongs to, with a short memory so that a stream of alerts costs no query
 * each, and no hash. In memory a key stands as it was sent, as it does in the request that brought it.
 */

import { hash } from "node:crypto";

const TRUST_MS = 5000;
const ENTRIES_MAX = 1000;

interface Remembered<Found> {
  readonly found: Found | undefined;
  readonly until: number;
}

export class IntegrationKeys<Found> {
  readonly #lookUp: (keyHash: string) => Promise<Found | undefined>;
  readonly #remembered = new Map<string, Remembered<Found>>();

  /** @param lookUp asks the store for the enabled integration with this hash (hex SHA-256 of the key) */
  constructor(lookUp: (keyHash: string) => Promise<Found | undefined>) {
    this.#lookUp = lookUp;
  }

  /**
   * The integration of a key, or undefined. What is known is believed for five seconds, so a key that
   * another process disabled works for at most so long.
   */
  async find(key: string, now: number): Promise<Found | undefined> {
    const known = this.#believed(key, now);
    if (known !== undefined) return known.found;
    const found = await this.#lookUp(hash("sha256", key, "hex"));
    this.#remember(key, { found, until: now + TRUST_MS });
    return found;
  }

  /** The integration of a key that was found less than five seconds ago; undefined says nothing. */
  remembered(key: string, now: number): Found | undefined {
    return this.#believed(key, now)?.found;
  }

  /** Forgets everything, e.g. after an integration was disabled in this process. */
  clear(): void {
    this.#remembered.clear();
  }

  #believed(key: string, now: number): Remembered<Found> | undefined {
    const known = this.#remembered.get(key);
    const believed = known !== undefined && now < known.until && known.until - now <= TRUST_MS;
    return believed ? known : undefined;
  }

  #remember(key: string, entry: Remembered<Found>): void {
    this.#remembered.delete(key);
    if (this.#remembered.size >= ENTRIES_MAX) {
      for (const oldest of this.#remembered.keys()) {
        this.#remembered.delete(oldest);
        break;
      }
    }
    this.#remembered.set(key, entry);
  }
}
