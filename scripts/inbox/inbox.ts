/** Messages that a development server has sent, the newest first, and the page that shows them. */

import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { html } from "hono/html";

const KEPT_MAX = 200;
const REFRESH_SECONDS = 2;

export interface InboxMessage {
  readonly channel: string;
  readonly to: string;
  readonly title: string;
  readonly text: string;
  /** By what they are called; only http(s) is shown as a link. */
  readonly links: Readonly<Record<string, string>>;
}

export class Inbox {
  readonly #hint: string;
  readonly #messages: (InboxMessage & { readonly at: Date })[] = [];

  /** @param hint what to type for something to arrive */
  constructor(hint: string) {
    this.#hint = hint;
  }

  /** Takes a message; the oldest goes when there are many. */
  take(message: InboxMessage): void {
    this.#messages.unshift({ ...message, at: new Date() });
    this.#messages.length = Math.min(this.#messages.length, KEPT_MAX);
  }

  get messages(): readonly InboxMessage[] {
    return this.#messages;
  }

  /** The whole page. Everything in it comes from outside and is shown as text. */
  async page(): Promise<string> {
    const items = this.#messages.map(
      ({ at, channel, to, title, text, links }) => html`<article>
<h2>${title}</h2>
<p class="quiet">${at.toISOString().slice(11, 19)} UTC · ${channel} · ${to}</p>
<pre>${text}</pre>
<p>${Object.entries(links)
        .filter(([, url]) => /^https?:\/\//u.test(url))
        .map(([label, url]) => html`<a href="${url}">${label}</a> `)}</p>
</article>`,
    );
    const page = await html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="${REFRESH_SECONDS}">
<title>${this.#messages.length} pages</title>
<style>
:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 42rem; margin: 0 auto; padding: 1rem; }
article { border: 1px solid #8888; border-radius: 0.5rem; padding: 0.75rem 1rem; margin: 1rem 0; }
h2 { font-size: 1.1rem; margin: 0; overflow-wrap: anywhere; }
p { margin: 0.25rem 0; }
pre { font: 0.9rem/1.4 ui-monospace, monospace; white-space: pre-wrap; overflow-wrap: anywhere; margin: 0.5rem 0; }
.quiet { opacity: 0.7; }
</style>
</head>
<body>
<h1>What Tocsin has sent</h1>
${
  items.length === 0
    ? html`<p>Nothing yet. In another terminal:</p>
<pre>${this.#hint}</pre>`
    : items
}
</body>
</html>
`;
    return page.toString();
  }

  /** Serves the page to this machine alone, and to no name that merely leads here. */
  async serve(port: number): Promise<{ readonly url: string; close(): void }> {
    const server = createServer(async ({ headers, method, url }, response) => {
      const isOurs = /^(?:127\.0\.0\.1|localhost)(?::\d+)?$/u.test(headers.host ?? "");
      if (!isOurs || method !== "GET" || url !== "/") response.writeHead(404).end();
      else response.writeHead(200, PAGE_HEADERS).end(await this.page());
    });
    return { url: await listening(server, port), close: () => closed(server) };
  }
}

const PAGE_HEADERS = {
  "content-type": "text/html; charset=utf-8",
  "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'",
  "referrer-policy": "no-referrer",
  "cache-control": "no-store",
};

/** Starts a server on this machine alone. */
export async function listening(server: Server, port: number): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

export function closed(server: Server): void {
  server.closeAllConnections();
  server.close();
}
