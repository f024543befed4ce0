/** Our service worker in a frame that behaves as a browser's, and remembers what the worker did. */

import { readFileSync } from "node:fs";
import { createContext, runInContext } from "node:vm";

const SOURCE = new URL("../../src/web/worker/push-worker.js", import.meta.url);
const ORIGIN = "https://tocsin.example";

export interface Shown {
  readonly title: string;
  readonly options: Readonly<Record<string, unknown>> & { readonly data?: object };
}

type Listener = (event: object) => void;

export class WorkerFrame {
  /** By tag: of one tag there is one on the screen. */
  readonly screen = new Map<string, Shown>();
  readonly opened: string[] = [];
  readonly requests: { readonly url: string; readonly init: RequestInit }[] = [];
  #shown = 0;
  readonly #listeners = new Map<string, Listener>();

  /** @param answer status of what the worker asks over the network */
  constructor(answer: number | "no connection" = 200) {
    const self = {
      location: new URL(`${ORIGIN}/push-worker.js`),
      addEventListener: (kind: string, listener: Listener) => this.#listeners.set(kind, listener),
      skipWaiting: () => {},
      clients: {
        claim: async () => {},
        openWindow: async (url: string) => void this.opened.push(url),
      },
      registration: {
        scope: `${ORIGIN}/`,
        showNotification: async (title: string, options: Shown["options"]) => {
          this.#shown += 1;
          this.screen.set(String(options["tag"]), { title, options });
        },
        getNotifications: async ({ tag }: { tag: string }) => {
          const shown = this.screen.get(tag);
          return shown === undefined ? [] : [{ data: shown.options.data }];
        },
      },
    };
    const fetch = async (url: string, init: RequestInit) => {
      this.requests.push({ url, init });
      if (answer === "no connection") throw new TypeError("no connection");
      return { status: answer };
    };
    const context = createContext({ self, fetch, URL, AbortSignal });
    runInContext(readFileSync(SOURCE, "utf8"), context);
  }

  /** A message comes. @returns how many notifications the worker showed for it */
  async push(text: string | undefined): Promise<number> {
    const before = this.#shown;
    const data = text === undefined ? null : { json: () => JSON.parse(text) };
    await this.#dispatch("push", { data });
    return this.#shown - before;
  }

  /** Somebody touches the notification of a tag, or one of its buttons. */
  async click(tag: string, action = ""): Promise<void> {
    const shown = this.screen.get(tag);
    const notification = {
      data: shown?.options.data,
      close: () => void this.screen.delete(tag),
    };
    await this.#dispatch("notificationclick", { action, notification });
  }

  async #dispatch(kind: string, event: object): Promise<void> {
    const waits: Promise<unknown>[] = [];
    const waitUntil = (promise: Promise<unknown>): void => void waits.push(promise);
    this.#listeners.get(kind)?.({ ...event, waitUntil });
    await Promise.all(waits);
  }
}
