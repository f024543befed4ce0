/** An endpoint of somebody else's, for webhooks and ntfy: takes every request and remembers it. */

import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import type { Lab } from "./lab.ts";
import { waitUntil } from "./wait-until.ts";

export interface ReceivedPost {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly json: Readonly<Record<string, unknown>>;
  /** Epoch milliseconds. */
  readonly receivedAt: number;
}

export interface HttpReceiver {
  readonly url: string;
  readonly received: readonly ReceivedPost[];
  /** Waits for a request that fits. */
  post(what: string, fits: (post: ReceivedPost) => boolean): Promise<ReceivedPost>;
}

/** @param answers false: takes requests and never answers them */
export async function startHttpReceiver(lab: Lab, answers = true): Promise<HttpReceiver> {
  const received: ReceivedPost[] = [];
  const server = createServer(async (request, response) => {
    let body = "";
    request.setEncoding("utf8");
    for await (const chunk of request) body += chunk;
    received.push({
      path: request.url ?? "",
      headers: request.headers,
      body,
      json: JSON.parse(body) as Record<string, unknown>,
      receivedAt: Date.now(),
    });
    if (answers) response.writeHead(200, { "content-type": "application/json" }).end("{}");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  lab.onClose(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    received,
    post: (what, fits) => waitUntil(`a request arrives: ${what}`, () => received.find(fits)),
  };
}
