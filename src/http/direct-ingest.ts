/**
 * The same answers as the ingest routes give, straight on Node's request and response: Hono's objects
 * would cost as much as all the rest of taking an alert in. Only senders whose key was found a moment ago
 * and stands in a header are answered here; everybody else, and everything that may have to be refused,
 * goes to the routes.
 */

import type { IncomingMessage, ServerResponse } from "node:http";
import type { InboundReply, Source } from "../integrations/source.ts";
import { ingestKey } from "./ingest-key.ts";
import type { IngestIntegration } from "./ingest-port.ts";
import { type BoundedBody, collectBounded } from "./read-bounded.ts";
import {
  HEADER_KEY_ROUTES,
  INGEST_BODY_BYTES_MAX,
  type IngestOptions,
  type TakeInDependencies,
  takeIn,
} from "./take-in.ts";

/** Takes a request over, or returns false and has not touched it. */
export type DirectAnswer = (incoming: IncomingMessage, outgoing: ServerResponse) => boolean;

export type DirectOptions = Omit<IngestOptions, "attempts" | "dependencies"> & {
  readonly dependencies: TakeInDependencies;
};

const SOURCES: ReadonlyMap<string, Source> = new Map(
  HEADER_KEY_ROUTES.map(({ path, source }) => [path, source]),
);

export function directIngest(options: DirectOptions): DirectAnswer {
  const { keys, dependencies } = options;
  const headers = Object.entries(options.headers).flat();
  return (incoming, outgoing) => {
    if (incoming.method !== "POST") return false;
    const source = SOURCES.get(incoming.url ?? "");
    if (source === undefined) return false;
    // A signature may have to be refused.
    if (source.signature?.headers.some((name) => incoming.headers[name] !== undefined))
      return false;
    const { authorization, "x-tocsin-key": tocsinKey } = incoming.headers;
    const key = ingestKey({
      authorization,
      tocsinKey: Array.isArray(tocsinKey) ? tocsinKey.join(", ") : tocsinKey,
    });
    const now = dependencies.context.clock.now();
    const integration = key === undefined ? undefined : keys.remembered(key, now);
    if (integration === undefined) return false;
    void answer({ source, integration, incoming }, options).then((reply) => {
      if (reply !== undefined) send(outgoing, reply, headers);
    });
    return true;
  };
}

interface DirectRequest {
  readonly source: Source;
  readonly integration: IngestIntegration;
  readonly incoming: IncomingMessage;
}

/** Undefined when the sender went away before its body was complete. Never throws. */
async function answer(
  { source, integration, incoming }: DirectRequest,
  { dependencies, budget }: DirectOptions,
): Promise<InboundReply | undefined> {
  const limits = { bytesMax: INGEST_BODY_BYTES_MAX, budget };
  let body: BoundedBody;
  try {
    body = await collectBounded(incoming, limits);
  } catch {
    return incoming.complete ? source.overloaded() : undefined;
  }
  const contentType = incoming.headers["content-type"] ?? "";
  const reply = await takeIn({ source, body, contentType, integration }, dependencies);
  budget.giveBack(body.bytes.length);
  return reply;
}

function send(outgoing: ServerResponse, reply: InboundReply, headers: readonly string[]): void {
  const length = String(Buffer.byteLength(reply.body));
  const own = Object.entries(reply.headers).flat();
  outgoing.writeHead(reply.status, [...headers, ...own, "content-length", length]);
  outgoing.end(reply.body);
}
