/**
 * Links that need no login: an id and an expiry, signed, so that a forged or altered link costs no query.
 * `ID.EXPIRY.SIGNATURE`, the expiry in base 36, the signature HMAC-SHA-256 in base64url. That a link
 * works once is for the store, which knows the id.
 */

import { createHmac, timingSafeEqual } from "node:crypto";

export interface SignedLink {
  /** Letters, digits, `-` and `_`, at most 64: a UUID fits. */
  readonly id: string;
  /** Epoch milliseconds, whole. */
  readonly expiresAt: number;
}

export type VerifiedLink =
  | ({ readonly kind: "valid" } & SignedLink)
  /** Ours, but too late: worth saying so. */
  | ({ readonly kind: "expired" } & SignedLink)
  | { readonly kind: "invalid" };

const KEY_BYTES_MIN = 32;
const ID = /^[\w-]{1,64}$/u;
const TOKEN = /^(?<id>[\w-]{1,64})\.(?<expiry>[0-9a-z]{1,11})\.(?<signature>[\w-]{43})$/u;
/** Keeps these signatures apart from whatever else the same key may ever sign. */
const DOMAIN = "tocsin-link-v1";

/** @throws RangeError when the id, the expiry or the key cannot be used: a programmer's error. */
export function signLink(link: SignedLink, key: Uint8Array): string {
  if (!ID.test(link.id)) throw new RangeError("a link's id has letters, digits, - and _ only");
  if (!Number.isSafeInteger(link.expiresAt) || link.expiresAt < 0) {
    throw new RangeError("a link's expiry is a whole number of epoch milliseconds");
  }
  const signed = `${link.id}.${link.expiresAt.toString(36)}`;
  return `${signed}.${signatureOf(signed, key)}`;
}

/** Reads a token that came from outside. A link is good up to and not including its expiry. */
export function verifyLink(token: string, key: Uint8Array, now: number): VerifiedLink {
  // The shape first: `timingSafeEqual` throws on unequal lengths, and a megabyte costs no hash.
  const { id, expiry, signature } = TOKEN.exec(token)?.groups ?? {};
  if (id === undefined || expiry === undefined || signature === undefined) {
    return { kind: "invalid" };
  }
  // As texts, not as decoded bytes: several texts decode to the same bytes, only one is ours.
  const expected = signatureOf(`${id}.${expiry}`, key);
  if (!timingSafeEqual(Buffer.from(signature), Buffer.from(expected))) return { kind: "invalid" };
  const expiresAt = Number.parseInt(expiry, 36);
  return { kind: now < expiresAt ? "valid" : "expired", id, expiresAt };
}

function signatureOf(signed: string, key: Uint8Array): string {
  if (key.length < KEY_BYTES_MIN) throw new RangeError("a signing key has at least 32 bytes");
  return createHmac("sha256", key).update(`${DOMAIN}\n${signed}`).digest("base64url");
}
