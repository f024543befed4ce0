/** Work that must not wait behind ordinary work: paging takes the reserved lane. */
export type Lane = "ordinary" | "reserved";

interface Waiting {
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/** Turns at the one SQLite connection: in order of asking, the reserved lane first. */
export class TurnQueue {
  #taken = false;
  #closed = false;
  readonly #waiting: Record<Lane, Waiting[]> = { ordinary: [], reserved: [] };

  /** Resolves when it is the caller's turn, who then must `give` it on. */
  async take(lane: Lane): Promise<void> {
    if (this.#closed) throw closedError();
    if (!this.#taken) {
      this.#taken = true;
      return;
    }
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.#waiting[lane].push({ resolve, reject });
    await promise;
  }

  give(): void {
    const next = this.#waiting.reserved.shift() ?? this.#waiting.ordinary.shift();
    if (next === undefined) this.#taken = false;
    else next.resolve();
  }

  /** Refuses those who wait or come later, and resolves when the turn under way is over. */
  async close(): Promise<void> {
    const lastTurn = this.take("reserved");
    this.#closed = true;
    const waiting = this.#waiting.ordinary.splice(0);
    // The last of the reserved lane is our own.
    waiting.push(...this.#waiting.reserved.splice(0, this.#waiting.reserved.length - 1));
    for (const { reject } of waiting) reject(closedError());
    await lastTurn;
  }
}

function closedError(): Error {
  return new Error("the database has been closed");
}
