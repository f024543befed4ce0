/**
 * Tokens that grant access: 256 random bits behind a prefix that says what they are, so that a person,
 * a log filter and a secret scanner recognise a leaked one. Only the SHA-256 is kept; with this much
 * randomness it needs no salt and no slow hash (ASVS 5.0, 6.5.2 asks for 112 bits).
 */

import { createHash, timingSafeEqual } from "node:crypto";
import type { RandomBytes } from "./random.ts";

/** What a token is for, and its prefix. */
export const TOKEN_PREFIXES = {
  /** A person's or a script's, for the HTTP API. */
  access: "tocsin_pat_",
  /** An integration's, for alerts only. */
  integration: "tocsin_int_",
  /** A browser's session. */
  session: "tocsin_ses_",
  /** A calendar's, in its address. */
  calendar: "tocsin_cal_",
  /** A heartbeat's, in its ping URL. */
  heartbeat: "tocsin_beat_",
  /** A runner's, to ask for work. */
  runner: "tocsin_run_",
  /** Once, to sign in for the first time. */
  bootstrap: "tocsin_once_",
} as const;

export type TokenKind = keyof typeof TOKEN_PREFIXES;

const TOKEN_BYTES = 32;
const ROUTING_KEY_BYTES = 16;
const TOKEN = /^(tocsin_[a-z]{2,8}_)[\w-]{43}$/u;
const HASH = /^[0-9a-f]{64}$/u;
const SECRET_LENGTH_MAX = 512;

/** A new token: to be shown once, then only its hash is known. */
export function mintToken(kind: TokenKind, randomBytes: RandomBytes): string {
  return TOKEN_PREFIXES[kind] + Buffer.from(randomBytes(TOKEN_BYTES)).toString("base64url");
}

/**
 * A new integration key in the form of PagerDuty's routing keys, 32 hexadecimal digits, because many
 * senders refuse any other. Its 128 bits are enough for a plain hash.
 */
export function mintRoutingKey(randomBytes: RandomBytes): string {
  return Buffer.from(randomBytes(ROUTING_KEY_BYTES)).toString("hex");
}

/** What the text is a token for, by its form; undefined when it is none of ours. */
export function tokenKind(text: string): TokenKind | undefined {
  const prefix = TOKEN.exec(text)?.[1];
  return Object.entries(TOKEN_PREFIXES).find(([, known]) => known === prefix)?.[0] as
    | TokenKind
    | undefined;
}

/** The hash under which a token is kept and looked up: SHA-256 in lower-case hexadecimal. */
export function hashToken(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

/** Whether a presented token is the one with this hash, in time that does not tell how nearly. */
export function tokenMatches(token: string, hash: string): boolean {
  // Shapes first: `timingSafeEqual` throws on unequal lengths.
  if (token.length > SECRET_LENGTH_MAX || !HASH.test(hash)) return false;
  return timingSafeEqual(Buffer.from(hashToken(token), "hex"), Buffer.from(hash, "hex"));
}
