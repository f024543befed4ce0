/** Listening, and stopping without cutting anybody off. */

import { createServer as createHttpServer, type RequestListener, type Server } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import { AppError } from "../domain/error.ts";
import type { DirectAnswer } from "./direct-ingest.ts";

export interface ServerOptions {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** PEM texts; without them it speaks plain HTTP, behind a proxy of yours that does TLS. */
  readonly tls?: { readonly cert: string; readonly key: string };
}

export interface HttpServer {
  readonly port: number;
  /**
   * Stops accepting, lets requests in flight finish, and returns when the last one has, or cuts off what
   * is left after `limitMs`. @returns how many connections had to be cut off
   */
  drain(limitMs: number): Promise<number>;
}

/** Limits that keep slow or silent clients from holding connections. */
const LIMITS = {
  headersTimeout: 10_000,
  // A slow sender of 5 MiB needs no more than 90 kB/s.
  requestTimeout: 60_000,
  keepAliveTimeout: 65_000,
  connectionsCheckingInterval: 2000,
  maxHeaderSize: 16_384,
} as const;
const CONNECTIONS_MAX = 5000;
const DRAIN_CHECK_MS = 50;

export interface ServedApp {
  fetch(request: Request, env?: object): Response | Promise<Response>;
  /** Asked first; what it does not take goes to `fetch`. */
  readonly direct?: DirectAnswer;
}

/** Starts to listen. @throws AppError `unavailable` with what to do when the address cannot be had */
export async function startServer(app: ServedApp, options: ServerOptions): Promise<HttpServer> {
  const { tls } = options;
  const viaFetch = getRequestListener((request, env) => app.fetch(request, env));
  const listener: RequestListener = (incoming, outgoing) => {
    if (app.direct?.(incoming, outgoing) !== true) void viaFetch(incoming, outgoing);
  };
  const server =
    tls === undefined
      ? createHttpServer(LIMITS, listener)
      : createHttpsServer({ ...LIMITS, cert: tls.cert, key: tls.key }, listener);
  server.maxConnections = CONNECTIONS_MAX;
  await new Promise<void>((resolve, reject) => {
    const refuse = (error: Error): void => reject(explainListenError(error, options));
    server.once("error", refuse);
    server.listen(options.port, options.host, () => {
      server.off("error", refuse);
      resolve();
    });
  });
  const { port } = server.address() as AddressInfo;
  return { port, drain: (limitMs) => drain(server, limitMs) };
}

function explainListenError(cause: Error, { host, port }: ServerOptions): Error {
  const elsewhere = "give another address with TOCSIN_LISTEN";
  const sentences: Readonly<Record<string, string>> = {
    EADDRINUSE: `Another program listens on ${host}:${port} already. Stop it, or ${elsewhere}.`,
    EADDRNOTAVAIL: `This machine has no address ${host}. Use 127.0.0.1, 0.0.0.0 for all, or ${elsewhere}.`,
    EACCES: `This user may not listen on port ${port}. Take one from 1024 up: ${elsewhere}.`,
    ENOTFOUND: `There is no host ${host} to listen on: ${elsewhere}.`,
  };
  const sentence = "code" in cause ? sentences[String(cause.code)] : undefined;
  return sentence === undefined ? cause : new AppError("unavailable", sentence, { cause });
}

async function drain(server: Server, limitMs: number): Promise<number> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  // A connection that falls idle after its last answer would otherwise be kept for the next request.
  const sweep = setInterval(() => server.closeIdleConnections(), DRAIN_CHECK_MS);
  let cutOff = 0;
  const limit = setTimeout(() => {
    server.getConnections((_error, count) => {
      cutOff = count ?? 0;
      server.closeAllConnections();
    });
  }, limitMs);
  await closed;
  clearInterval(sweep);
  clearTimeout(limit);
  return cutOff;
}
