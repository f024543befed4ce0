/**
 * A mail server as one address: `smtp://USER:PASSWORD@HOST:587`, `smtps://…` for TLS from the first byte,
 * `?starttls=required|opportunistic|off`.
 */

export interface SmtpSettings {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte. */
  readonly implicitTls: boolean;
  readonly startTls: "required" | "opportunistic" | "off";
  readonly credentials?: { readonly user: string; readonly password: string };
  /** This very machine: its certificate, usually one it made for itself, is not checked. */
  readonly isLoopback: boolean;
}

export type ReadSmtpUrl =
  | { readonly ok: true; readonly settings: SmtpSettings }
  /** The end of a sentence, without any part of the address: it holds a password. */
  | { readonly ok: false; readonly reason: string };

const PORTS = { "smtp:": 587, "smtps:": 465 } as const;
const START_TLS = ["required", "opportunistic", "off"] as const;

export function readSmtpUrl(text: string): ReadSmtpUrl {
  const url = URL.parse(text);
  if (url === null || (url.protocol !== "smtp:" && url.protocol !== "smtps:")) {
    return refuse("is not of the form smtp://USER:PASSWORD@HOST:PORT (or smtps://)");
  }
  if (url.hostname === "") return refuse("names no host");
  const unknown = [...url.searchParams.keys()].filter((name) => name !== "starttls");
  if (unknown.length > 0) return refuse("has options other than ?starttls=");

  const host = url.hostname.replace(/^\[|\]$/gu, "");
  const isLoopback = host === "localhost" || host === "::1" || /^127(?:\.\d+){3}$/u.test(host);
  const credentials = credentialsOf(url);
  if (credentials === undefined)
    return refuse("has a user name or password that is not URL-encoded");
  const hasCredentials = credentials.user !== "";
  const startTls =
    url.searchParams.get("starttls") ??
    (hasCredentials && !isLoopback ? "required" : "opportunistic");
  if (!isStartTls(startTls))
    return refuse(`has a starttls that is none of ${START_TLS.join(", ")}`);
  const implicitTls = url.protocol === "smtps:";
  if (hasCredentials && !implicitTls && !isLoopback && startTls !== "required") {
    return refuse("would send its password unencrypted: use starttls=required or smtps://");
  }
  return {
    ok: true,
    settings: {
      host,
      port: url.port === "" ? PORTS[url.protocol] : Number(url.port),
      implicitTls,
      startTls,
      isLoopback,
      ...(hasCredentials ? { credentials } : {}),
    },
  };
}

function refuse(reason: string): ReadSmtpUrl {
  return { ok: false, reason };
}

function isStartTls(text: string): text is SmtpSettings["startTls"] {
  return START_TLS.some((known) => known === text);
}

function credentialsOf(url: URL): { user: string; password: string } | undefined {
  try {
    return {
      user: decodeURIComponent(url.username),
      password: decodeURIComponent(url.password),
    };
  } catch {
    return undefined;
  }
}
