/** Reading one setting's text each. A reason ends a sentence that begins with the setting's name; it quotes no secret. */

import { isIP } from "node:net";
import { resolve } from "node:path";
import { type Cidr, parseCidr } from "./cidr.ts";
import { LOG_LEVELS, type LogLevel } from "./log.ts";

export type ReadValue<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly reason: string };

export interface Listen {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
}

export type Database =
  | { readonly kind: "sqlite"; readonly path: string }
  | { readonly kind: "postgres"; readonly url: string };

function take<T>(value: T): ReadValue<T> {
  return { ok: true, value };
}

function refuse<T>(reason: string): ReadValue<T> {
  return { ok: false, reason };
}

const HOST_AND_PORT = /^(?:\[(?<ipv6>[^\]]+)\]|(?<host>[^\s:[\]/]+)):(?<port>\d{1,5})$/u;

/** `HOST:PORT`, an IPv6 address in brackets. */
export function readListen(text: string): ReadValue<Listen> {
  const { ipv6, host, port } = HOST_AND_PORT.exec(text)?.groups ?? {};
  const form = `must be HOST:PORT, such as 127.0.0.1:8420 or [::]:8420, and is "${text}"`;
  if (port === undefined || Number(port) > 65_535) return refuse(form);
  if (ipv6 !== undefined && isIP(ipv6) !== 6) return refuse(form);
  return take({ host: ipv6 ?? host ?? "", port: Number(port) });
}

/** Where this very machine reaches a server that listens like this. */
export function listenUrl({ host, port }: Listen, isTls: boolean): string {
  const name = host === "0.0.0.0" || host === "::" ? "localhost" : host;
  const written = name.includes(":") ? `[${name}]` : name;
  return `${isTls ? "https" : "http"}://${written}:${port}`;
}

/** An http(s) URL; comes back without a slash at its end. */
export function readWebUrl(text: string): ReadValue<string> {
  const url = URL.parse(text);
  if (url === null || (url.protocol !== "http:" && url.protocol !== "https:")) {
    return refuse("must be a URL that begins with http:// or https://");
  }
  if (url.username !== "" || url.password !== "") return refuse("must not hold a user name");
  if (url.hash !== "") return refuse("must not hold a #");
  return take(url.href.replace(/\/+$/u, ""));
}

/** `postgres://…` or `sqlite:PATH`, the path relative to the folder. */
export function readDatabaseUrl(text: string, folder: string): ReadValue<Database> {
  if (/^postgres(?:ql)?:\/\/./u.test(text)) {
    return URL.canParse(text)
      ? take({ kind: "postgres", url: text })
      : refuse("is not a valid URL: special characters of a password are written as %XX");
  }
  const path = /^sqlite:(?:\/\/)?(.+)$/u.exec(text)?.[1];
  if (path === undefined) return refuse("must begin with postgres:// or sqlite:");
  return take({ kind: "sqlite", path: path === ":memory:" ? path : resolve(folder, path) });
}

const MAIL_FROM = /^(?:[^<>@"\p{Cc}]*<)?[^\s<>@",;\p{Cc}]+@[^\s<>@",;\p{Cc}]+>?$/u;

export function readMailFrom(text: string): ReadValue<string> {
  const hasBothBrackets = text.includes("<") === text.endsWith(">");
  return MAIL_FROM.test(text) && hasBothBrackets
    ? take(text)
    : refuse("must be an address or Name <address>");
}

const WEBHOOK_SECRET = /^whsec_(?<base64>[A-Za-z0-9+/]+={0,2})$/u;
const WEBHOOK_SECRET_BYTES_MIN = 24;
const WEBHOOK_SECRET_BYTES_MAX = 64;
const WEBHOOK_SECRETS_MAX = 2;

/** One or two Standard Webhooks secrets: 24 to 64 bytes in base64 after `whsec_`. */
export function readWebhookSecrets(text: string): ReadValue<readonly string[]> {
  const secrets = listed(text);
  if (secrets.length > WEBHOOK_SECRETS_MAX) return refuse("must be one secret, or two");
  for (const secret of secrets) {
    const base64 = WEBHOOK_SECRET.exec(secret)?.groups?.["base64"] ?? "";
    const bytes = Buffer.from(base64, "base64").length;
    if (bytes < WEBHOOK_SECRET_BYTES_MIN || bytes > WEBHOOK_SECRET_BYTES_MAX) {
      return refuse(
        "must be whsec_ and 24 to 64 random bytes in base64; `openssl rand -base64 32` makes some",
      );
    }
  }
  return take(secrets);
}

/** A bot's id, a colon, and 35 or so letters: https://core.telegram.org/bots/api#authorizing-your-bot. */
export function readTelegramToken(text: string): ReadValue<string> {
  return /^\d{3,20}:[\w-]{30,100}$/u.test(text)
    ? take(text)
    : refuse("must be a bot's token as @BotFather gives it: digits, a colon, and letters");
}

/** Telegram takes up to 256 of these characters (setWebhook, secret_token); a guess must be hopeless. */
export function readTelegramSecret(text: string): ReadValue<string> {
  return /^[\w-]{32,256}$/u.test(text)
    ? take(text)
    : refuse("must be 32 to 256 letters, digits, _ and -; `openssl rand -hex 32` makes some");
}

export function readPushoverToken(text: string): ReadValue<string> {
  return /^[A-Za-z0-9]{30}$/u.test(text)
    ? take(text)
    : refuse("must be the API token of an application at pushover.net: 30 letters and digits");
}

const PAGERDUTY_SECRETS_MAX = 10;
const PAGERDUTY_SECRET_LENGTH_MIN = 16;

/** Secrets that PagerDuty shows when a webhook is made there. */
export function readPagerDutySecrets(text: string): ReadValue<readonly string[]> {
  const secrets = listed(text);
  if (secrets.length > PAGERDUTY_SECRETS_MAX) {
    return refuse(`must be at most ${PAGERDUTY_SECRETS_MAX} secrets`);
  }
  return secrets.every((secret) => secret.length >= PAGERDUTY_SECRET_LENGTH_MIN)
    ? take(secrets)
    : refuse("must be the secrets that PagerDuty shows when a webhook is made; one is too short");
}

const PROXIES_MAX = 10;

export function readProxyCount(text: string): ReadValue<number> {
  return /^\d{1,2}$/u.test(text) && Number(text) <= PROXIES_MAX
    ? take(Number(text))
    : refuse(`must be a number from 0 to ${PROXIES_MAX}, and is "${text}"`);
}

/** CIDR blocks or single addresses, separated by commas or spaces. */
export function readNetworks(text: string): ReadValue<readonly Cidr[]> {
  const networks: Cidr[] = [];
  for (const item of listed(text)) {
    const network = parseCidr(item);
    if (network === undefined) {
      return refuse(`must list blocks such as 10.2.0.0/16; "${item}" is none`);
    }
    networks.push(network);
  }
  return take(networks);
}

export function readLogLevel(text: string): ReadValue<LogLevel> {
  const level = LOG_LEVELS.find((known) => known === text.toLowerCase());
  return level === undefined
    ? refuse(`must be one of ${LOG_LEVELS.join(", ")}, and is "${text}"`)
    : take(level);
}

function listed(text: string): string[] {
  return text.split(/[\s,]+/u).filter((item) => item !== "");
}
