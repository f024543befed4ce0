/**
 * The one way out over HTTP. Each address is checked when it is connected to, and that very address is
 * connected to, so no spelling, DNS answer or rebinding leads inside. No redirects, a deadline for the
 * whole exchange, little of the answer kept (where no more is asked for), and nothing of the request in an error.
 */

import { promises as dns } from "node:dns";
import { Agent } from "undici";
import type { AddressPolicy } from "./address-policy.ts";
import { BlockedAddressError, checkedConnector, type LookUp } from "./checked-connector.ts";

export interface HttpRequest {
  readonly method: "GET" | "POST" | "PUT";
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Empty for none; a text goes as UTF-8. */
  readonly body: string | Uint8Array;
  /** For the whole exchange, where the client's own will not do. */
  readonly deadlineMs?: number;
  /** How much of the answer is kept; 4 KiB when left out. */
  readonly answerBytesMax?: number;
}

export type HttpResponse =
  | {
      readonly kind: "answered";
      readonly status: number;
      /** Names in lower case. */
      readonly headers: Readonly<Record<string, string>>;
      /** The beginning of it. */
      readonly body: string;
    }
  | { readonly kind: "timeout" }
  | { readonly kind: "unreachable"; readonly detail: string }
  | { readonly kind: "blocked-address"; readonly detail: string }
  | { readonly kind: "not-configured"; readonly detail: string };

export interface HttpClient {
  /** Sends one request. Never throws, whatever the address, the network and the other side do. */
  send(request: HttpRequest): Promise<HttpResponse>;
  /** Waits for what is under way, then closes the connections. */
  close(): Promise<void>;
}

export interface HttpClientOptions {
  readonly policy: AddressPolicy;
  readonly userAgent: string;
  /** For the whole exchange, name look-up and answer included. */
  readonly deadlineMs?: number;
  readonly lookUp?: LookUp;
  /** Certificate authorities in PEM, in place of the usual ones. */
  readonly ca?: string;
}

const DEADLINE_MS = 10_000;
const KEEP_ALIVE_MS = 4000;
const CONNECTIONS_PER_ORIGIN = 32;
const BODY_BYTES_MAX = 4096;

/** Says what to do, and not which address was found: that would map the inside for whoever asks. */
const BLOCKED =
  "leads to a private or reserved address; TOCSIN_ALLOW_PRIVATE_ADDRESSES lists exceptions";

export function createHttpClient(options: HttpClientOptions): HttpClient {
  const { policy, userAgent, deadlineMs = DEADLINE_MS } = options;
  const lookUp = options.lookUp ?? ((hostname) => dns.lookup(hostname, { all: true }));
  const agent = new Agent({
    connect: checkedConnector(policy, lookUp, options.ca),
    connections: CONNECTIONS_PER_ORIGIN,
    keepAliveTimeout: KEEP_ALIVE_MS,
  });
  return {
    send: (request) => send(agent, request, { userAgent, deadlineMs }),
    close: () => agent.close(),
  };
}

async function send(
  agent: Agent,
  request: HttpRequest,
  options: { readonly userAgent: string; readonly deadlineMs: number },
): Promise<HttpResponse> {
  const url = URL.parse(request.url);
  if (url === null) return { kind: "not-configured", detail: "the address is not a URL" };
  if (url.protocol !== "http:" && url.protocol !== "https:") {
    return { kind: "blocked-address", detail: "only http and https addresses are used" };
  }
  if (url.username !== "" || url.password !== "") {
    return { kind: "blocked-address", detail: "addresses with a user name are not used" };
  }
  const signal = AbortSignal.timeout(request.deadlineMs ?? options.deadlineMs);
  const headers = { ...request.headers, "user-agent": options.userAgent };
  let heard: HttpResponse | undefined;
  const exchanging = exchange(agent, url, { ...request, headers, signal }, (response) => {
    heard = response;
  });
  try {
    // undici heeds the signal only once it is connected; a hanging name look-up would go on without us.
    return await Promise.race([exchanging, rejectedByAbort(signal)]);
  } catch (error) {
    exchanging.catch(() => undefined);
    // A status that arrived counts, however long the rest of the answer takes.
    if (heard !== undefined) return heard;
    return signal.aborted ? { kind: "timeout" } : failureOf(error, url.hostname);
  }
}

async function exchange(
  agent: Agent,
  url: URL,
  request: HttpRequest & { readonly signal: AbortSignal },
  hear: (response: HttpResponse) => void,
): Promise<HttpResponse> {
  const response = await agent.request({
    origin: url.origin,
    path: url.pathname + url.search,
    method: request.method,
    headers: request.headers,
    body: request.body.length === 0 ? null : request.body,
    signal: request.signal,
  });
  const answered = {
    kind: "answered",
    status: response.statusCode,
    headers: flatHeaders(response.headers),
    body: "",
  } as const;
  hear(answered);
  const bytesMax = request.answerBytesMax ?? BODY_BYTES_MAX;
  return { ...answered, body: await boundedBody(response.body, bytesMax) };
}

function rejectedByAbort(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}

/** The beginning of the answer. An answer that breaks off is still an answer: its status is known. */
async function boundedBody(body: AsyncIterable<Uint8Array>, bytesMax: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of body) {
      chunks.push(chunk);
      size += chunk.length;
      if (size >= bytesMax) break;
    }
  } catch {
    // The rest is not needed.
  }
  return Buffer.concat(chunks).subarray(0, bytesMax).toString("utf8");
}

function flatHeaders(
  headers: Readonly<Record<string, string | string[] | undefined>>,
): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    flat[name.toLowerCase()] = Array.isArray(value) ? value.join(", ") : (value ?? "");
  }
  return flat;
}

const TIMEOUT_CODES = ["UND_ERR_CONNECT_TIMEOUT", "ETIMEDOUT"];
/** What undici says of a header that cannot be sent, for instance with a line break in a token. */
const OWN_FAULT_CODES = ["UND_ERR_INVALID_ARG", "UND_ERR_NOT_SUPPORTED"];

/** Only codes and the host's name: messages of the network may quote the address and the headers. */
function failureOf(error: unknown, hostname: string): HttpResponse {
  if (error instanceof BlockedAddressError) {
    return { kind: "blocked-address", detail: `${hostname} ${BLOCKED}` };
  }
  const code = codeOf(error);
  if (TIMEOUT_CODES.includes(code)) return { kind: "timeout" };
  if (OWN_FAULT_CODES.includes(code)) {
    return { kind: "not-configured", detail: "a header cannot be sent: check tokens and secrets" };
  }
  return { kind: "unreachable", detail: `${hostname}: ${code}` };
}

function codeOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return typeof code === "string" && /^[A-Z0-9_]{1,60}$/u.test(code) ? code : "no connection";
}
