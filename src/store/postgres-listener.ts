/**
 * Hears what other processes tell by NOTIFY. It is only a hint, so losing some is harmless; but a
 * listener whose connection died without a word would lose all of them, so it asks the server now and
 * then whether it is there, and connects again when it is not.
 */

import { Client } from "pg";
import { clientConfig, queryWithin } from "./postgres-pool.ts";

export const HINT_CHANNEL = "tocsin_due";

const HEARTBEAT_MS = 10_000;
const QUERY_DEADLINE_MS = 5_000;
const RECONNECT_MS = 1_000;

export interface ListenerOptions {
  readonly url: string;
  /** Called with the payload of each notification, and without one after a reconnection. */
  readonly onNotification: (payload?: string) => void;
}

export class PostgresListener {
  readonly #options: ListenerOptions;
  #client: Client | undefined;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;
  #heardBefore = false;

  constructor(options: ListenerOptions) {
    this.#options = options;
  }

  /** Connects; when that fails it goes on trying, and does not throw. */
  async start(): Promise<void> {
    if (this.#closed) return;
    const client = new Client(clientConfig(this.#options.url));
    this.#client = client;
    client.on("error", () => this.#restart(client));
    client.on("end", () => this.#restart(client));
    client.on("notification", ({ payload }) => this.#options.onNotification(payload));
    try {
      await client.connect();
      await queryWithin(QUERY_DEADLINE_MS, client, { text: `listen ${HINT_CHANNEL}` });
      this.#scheduleHeartbeat(client);
      // Some may have been missed.
      if (this.#heardBefore) this.#options.onNotification();
      this.#heardBefore = true;
    } catch {
      this.#restart(client);
    }
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#client?.connection.stream.destroy();
  }

  #scheduleHeartbeat(client: Client): void {
    if (this.#closed || this.#client !== client) return;
    this.#timer = setTimeout(() => this.#heartbeat(client), HEARTBEAT_MS).unref();
  }

  async #heartbeat(client: Client): Promise<void> {
    try {
      await queryWithin(QUERY_DEADLINE_MS, client, { text: "select 1" });
      this.#scheduleHeartbeat(client);
    } catch {
      this.#restart(client);
    }
  }

  #restart(client: Client): void {
    // The same end may be noticed more than once.
    if (this.#closed || this.#client !== client) return;
    this.#client = undefined;
    clearTimeout(this.#timer);
    client.connection.stream.destroy();
    this.#timer = setTimeout(() => this.start(), RECONNECT_MS).unref();
  }
}
