/** A map that keeps the entries used last, up to a limit. */
export class LeastRecentlyUsed<K, V> {
  readonly #limit: number;
  /** In the order of use: a Map keeps the order in which keys were set. */
  readonly #entries = new Map<K, V>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  get(key: K): V | undefined {
    const value = this.#entries.get(key);
    if (value === undefined) return undefined;
    // Moving an entry costs more than finding it, so nothing moves until something must go.
    if (this.#entries.size >= this.#limit) this.#touch(key, value);
    return value;
  }

  set(key: K, value: V): void {
    this.#touch(key, value);
    if (this.#entries.size <= this.#limit) return;
    const [oldest] = this.#entries.keys();
    if (oldest !== undefined) this.#entries.delete(oldest);
  }

  #touch(key: K, value: V): void {
    this.#entries.delete(key);
    this.#entries.set(key, value);
  }
}
