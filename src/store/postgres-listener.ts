/**
 * Hears what other processes tell by NOTIFY. It is only a hint, so losing some is harmless; but a
 * listener whose connection died without a word would lose all of them, so it asks the server now and
 * then whether it is there, and connects again when it is not.
 */

import { Client } from "pg";
import { clientConfig } from "./postgres-pool.ts";

export const HINT_CHANNEL = "tocsin_due";

const HEARTBEAT_MS = 10_000;
const HEARTBEAT_DEADLINE_MS = 5_000;
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

  constructor(options: ListenerOptions) {
    this.#options = options;
  }

  /** Connects; when that fails it goes on trying, and does not throw. */
  async start(): Promise<void> {
    const client = new Client(clientConfig(this.#options.url));
    this.#client = client;
    client.on("error", () => this.#restart(client));
    client.on("end", () => this.#restart(client));
    client.on("notification", ({ payload }) => this.#options.onNotification(payload));
    try {
      await client.connect();
      await client.query(`listen ${HINT_CHANNEL}`);
      this.#scheduleHeartbeat(client);
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
    const deadline = setTimeout(() => this.#restart(client), HEARTBEAT_DEADLINE_MS).unref();
    try {
      await client.query("select 1");
      this.#scheduleHeartbeat(client);
    } catch {
      this.#restart(client);
    } finally {
      clearTimeout(deadline);
    }
  }

  #restart(client: Client): void {
    // The same end may be noticed more than once.
    if (this.#closed || this.#client !== client) return;
    this.#client = undefined;
    clearTimeout(this.#timer);
    client.connection.stream.destroy();
    this.#timer = setTimeout(async () => {
      await this.start();
      this.#options.onNotification();
    }, RECONNECT_MS).unref();
  }
}
