/**
 * Asks whether something answers: a page, a port, a certificate. By the same way out as everything else:
 * each address is checked when it is connected to, a redirect's as well. Nothing here throws, and nothing of
 * an answer but its beginning is kept.
 */

import { promises as dns } from "node:dns";
import type { Socket } from "node:net";
import { TLSSocket } from "node:tls";
import type { buildConnector } from "undici";
import type { AddressPolicy } from "./address-policy.ts";
import { BlockedAddressError, checkedConnector, type LookUp } from "./checked-connector.ts";
import type { HttpClient } from "./http-client.ts";

export type ProbeTarget =
  | { readonly kind: "http"; readonly url: string }
  | { readonly kind: "tcp" | "tls"; readonly host: string; readonly port: number };

export interface ProbeRequest {
  readonly target: ProbeTarget;
  readonly timeoutMs: number;
  /** Whether the end of the certificate is asked for, too. */
  readonly certificate: boolean;
}

export type ProbeResult =
  | {
      readonly kind: "answered";
      readonly status: number;
      readonly body: string;
      readonly certificateEndsAt?: number;
    }
  | { readonly kind: "connected"; readonly certificateEndsAt?: number }
  | { readonly kind: "failed"; readonly detail: string };

export type Probe = (request: ProbeRequest) => Promise<ProbeResult>;

export interface ProberOptions {
  readonly http: Pick<HttpClient, "send">;
  readonly policy: AddressPolicy;
  readonly lookUp?: LookUp;
  /** Certificate authorities in PEM, in place of the usual ones. */
  readonly ca?: string;
}

const REDIRECTS_MAX = 5;
const REDIRECTS = [301, 302, 303, 307, 308];
const BODY_BYTES_MAX = 64 * 1024;
const HTTPS_PORT = 443;

export function createProber(options: ProberOptions): Probe {
  const lookUp = options.lookUp ?? ((hostname) => dns.lookup(hostname, { all: true }));
  const connect = checkedConnector(options.policy, lookUp, options.ca);
  return async ({ target, timeoutMs, certificate }) => {
    if (target.kind !== "http") return connectTo(connect, target, timeoutMs);
    const startedAt = performance.now();
    const answered = await get(options.http, target.url, timeoutMs);
    if (answered.kind !== "answered" || !certificate) return answered;
    const url = new URL(target.url);
    const port = url.port === "" ? HTTPS_PORT : Number(url.port);
    const leftMs = Math.max(1, timeoutMs - (performance.now() - startedAt));
    const host = url.hostname.replace(/^\[|\]$/gu, "");
    const met = await connectTo(connect, { kind: "tls", host, port }, leftMs);
    return met.kind === "connected" ? { ...met, ...answered } : met;
  };
}

/** Follows redirects, each by the client's own rules. */
async function get(
  http: ProberOptions["http"],
  from: string,
  timeoutMs: number,
): Promise<ProbeResult> {
  const until = performance.now() + timeoutMs;
  let url = from;
  for (let hops = 0; hops <= REDIRECTS_MAX; hops += 1) {
    const answer = await http.send({
      method: "GET",
      url,
      headers: {},
      body: "",
      deadlineMs: Math.max(1, Math.ceil(until - performance.now())),
      answerBytesMax: BODY_BYTES_MAX,
    });
    if (answer.kind === "timeout") return timedOut(timeoutMs);
    if (answer.kind !== "answered") return { kind: "failed", detail: inWords(answer.detail) };
    const { status, body, headers } = answer;
    const location = headers["location"];
    if (!REDIRECTS.includes(status) || location === undefined) {
      return { kind: "answered", status, body };
    }
    const next = URL.parse(location, url);
    if (next === null) return { kind: "failed", detail: "a redirect leads nowhere" };
    url = next.href;
  }
  return { kind: "failed", detail: `more than ${REDIRECTS_MAX} redirects` };
}

function timedOut(timeoutMs: number): ProbeResult {
  return { kind: "failed", detail: `no answer within ${Math.round(timeoutMs / 100) / 10} s` };
}

function connectTo(
  connect: buildConnector.connector,
  { kind, host, port }: Exclude<ProbeTarget, { readonly kind: "http" }>,
  timeoutMs: number,
): Promise<ProbeResult> {
  const { promise, resolve } = Promise.withResolvers<ProbeResult>();
  const timer = setTimeout(() => resolve(timedOut(timeoutMs)), timeoutMs);
  const protocol = kind === "tls" ? "https:" : "http:";
  connect({ hostname: host, host, protocol, port: String(port) }, (error, socket) => {
    clearTimeout(timer);
    if (error !== null) {
      resolve({ kind: "failed", detail: faultText(error, host, timeoutMs) });
      return;
    }
    resolve({ kind: "connected", ...certificateOf(socket) });
    socket.destroy();
  });
  return promise;
}

function certificateOf(socket: Socket): { readonly certificateEndsAt?: number } {
  if (!(socket instanceof TLSSocket)) return {};
  const endsAt = Date.parse(socket.getPeerCertificate().valid_to);
  return Number.isNaN(endsAt) ? {} : { certificateEndsAt: endsAt };
}

const TIMEOUT_CODES = ["UND_ERR_CONNECT_TIMEOUT", "ETIMEDOUT"];

/** Only codes and the host's name: messages of the network may quote more. */
function faultText(error: Error, host: string, timeoutMs: number): string {
  if (error instanceof BlockedAddressError) {
    return `${host} leads to a private or reserved address; TOCSIN_ALLOW_PRIVATE_ADDRESSES lists exceptions`;
  }
  const code = "code" in error && typeof error.code === "string" ? error.code : "no connection";
  return TIMEOUT_CODES.includes(code)
    ? `${host}: no connection within ${Math.round(timeoutMs / 100) / 10} s`
    : inWords(`${host}: ${/^[A-Z0-9_]{1,60}$/u.test(code) ? code : "no connection"}`);
}

/** What the commonest codes mean, for somebody who has just been woken. */
const WORDS: ReadonlyMap<string, string> = new Map([
  ["ECONNREFUSED", "the connection was refused"],
  ["ECONNRESET", "the connection was broken off"],
  ["UND_ERR_SOCKET", "the connection was broken off"],
  ["ENOTFOUND", "there is no such name"],
  ["EAI_AGAIN", "the name could not be looked up"],
  ["EHOSTUNREACH", "there is no way there"],
  ["ENETUNREACH", "there is no way there"],
  ["CERT_HAS_EXPIRED", "its certificate has expired"],
  ["DEPTH_ZERO_SELF_SIGNED_CERT", "its certificate is signed by itself alone"],
  ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", "its certificate is signed by nobody who is trusted"],
  ["SELF_SIGNED_CERT_IN_CHAIN", "its certificate is signed by nobody who is trusted"],
  ["ERR_TLS_CERT_ALTNAME_INVALID", "its certificate is for another name"],
]);

function inWords(detail: string): string {
  return detail.replace(/[A-Z0-9_]+$/u, (code) => WORDS.get(code) ?? code);
}
