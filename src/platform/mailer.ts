/**
 * Mail by SMTP. One connection is used for many messages; a message goes out once: when its connection
 * dies, whether the server took it is unknown, and whoever asked for it decides on another try.
 */

import { createTransport } from "nodemailer";
import type { SmtpSettings } from "./smtp-settings.ts";

export interface MailRequest {
  /** One bare address. */
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly messageId: string;
  readonly references: string;
  readonly headers: Readonly<Record<string, string>>;
}

export type MailResponse =
  | {
      readonly kind: "answered";
      /** The server's reply code. */
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      /** The reply's text without the code, at most 4 KiB. */
      readonly body: string;
    }
  | { readonly kind: "timeout" }
  | { readonly kind: "unreachable"; readonly detail: string }
  | { readonly kind: "not-configured"; readonly detail: string };

export interface Mailer {
  /** Sends one message. Never throws. */
  send(request: MailRequest): Promise<MailResponse>;
  /** Lets messages under way finish and closes the connections. */
  close(): void;
}

export interface MailerOptions {
  /** Undefined: there is no mail server, and every message is answered so. */
  readonly server: SmtpSettings | undefined;
  /** `Name <address>` or an address. */
  readonly from: string;
  /** For the whole exchange. */
  readonly deadlineMs?: number;
  /** Certificate authorities in PEM, in place of the usual ones. */
  readonly ca?: string;
}

const DEADLINE_MS = 20_000;
const CONNECT_MS = 5000;
const REPLY_MS = 10_000;
/** Below what servers allow, so that a message seldom meets a connection that is just being closed. */
const IDLE_MS = 20_000;
const CONNECTIONS = 4;
const BODY_LENGTH_MAX = 4096;

export function createMailer(options: MailerOptions): Mailer {
  const { server, from, deadlineMs = DEADLINE_MS } = options;
  if (server === undefined) {
    const detail = "no mail server is set: TOCSIN_SMTP_URL names it";
    return { send: async () => ({ kind: "not-configured", detail }), close: () => undefined };
  }
  const transport = createTransport(poolOptions(server, options.ca));
  return {
    send: async ({ to, ...request }) => {
      const signal = AbortSignal.timeout(deadlineMs);
      try {
        const sent = await transport.sendMail({
          ...request,
          from,
          // As an object: a comma or a bracket must not make two addresses of it.
          to: { name: "", address: to },
          signal,
          disableFileAccess: true,
          disableUrlAccess: true,
        });
        return answered(sent.response);
      } catch (error) {
        return signal.aborted ? { kind: "timeout" } : failureOf(error);
      }
    },
    close: () => transport.close(),
  };
}

function poolOptions(server: SmtpSettings, ca: string | undefined) {
  return {
    pool: true,
    host: server.host,
    port: server.port,
    secure: server.implicitTls,
    requireTLS: server.startTls === "required",
    ignoreTLS: server.startTls === "off",
    ...(server.credentials === undefined
      ? {}
      : { auth: { user: server.credentials.user, pass: server.credentials.password } }),
    tls: { rejectUnauthorized: !server.isLoopback, ...(ca === undefined ? {} : { ca }) },
    maxConnections: CONNECTIONS,
    // nodemailer takes another connection only while not a byte of the message was sent on the first.
    maxRequeues: 2,
    idleTimeout: IDLE_MS,
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    dnsTimeout: CONNECT_MS,
    socketTimeout: REPLY_MS,
  } as const;
}

/** "250 2.0.0 Ok: queued as 4XyZ" as status and text. */
function answered(reply: string): MailResponse {
  const status = Number(/^\d{3}/u.exec(reply)?.[0] ?? 0);
  const body = reply.replace(/^\d{3}[ -]?/u, "").slice(0, BODY_LENGTH_MAX);
  return { kind: "answered", status, headers: {}, body };
}

interface SmtpError {
  readonly code?: unknown;
  readonly responseCode?: unknown;
  readonly response?: unknown;
}

/** What nodemailer's error codes mean (its lib/errors). Only codes and the server's own reply are passed on. */
function failureOf(error: unknown): MailResponse {
  const { code, responseCode, response } = Object(error) as SmtpError;
  if (typeof responseCode === "number" && typeof response === "string") return answered(response);
  switch (code) {
    case "ETIMEDOUT":
      return { kind: "timeout" };
    case "EENVELOPE":
      // Refused before it was sent: no server would take such an address (RFC 5321: 553).
      return answered("553 the address cannot be used");
    case "EAUTH":
    case "ENOAUTH":
      return {
        kind: "not-configured",
        detail: "the mail server's user name or password is missing",
      };
    default: {
      const known = typeof code === "string" && /^[A-Z0-9_]{1,60}$/u.test(code);
      return { kind: "unreachable", detail: `mail server: ${known ? code : "no connection"}` };
    }
  }
}
