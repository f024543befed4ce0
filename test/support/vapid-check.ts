/** What a push service looks at before it takes a message: VAPID, after the text of RFC 8292. */

import { createPublicKey, verify } from "node:crypto";

const EXPIRY_MAX_MS = 24 * 60 * 60 * 1000;
const AUTHORIZATION =
  /^vapid t=(?<header>[\w-]+)\.(?<claims>[\w-]+)\.(?<signature>[\w-]+), ?k=(?<key>[\w-]+)$/u;
/** Apple refuses localhost, display names and anything without a dot. */
const SUBJECT = /^(?:mailto:[^\s<>@]+@[^\s<>@]+\.[^\s<>@]+|https:\/\/[^\s/]+\.[^\s/]+\/?)$/u;

export interface VapidExpected {
  /** Scheme, host and port of the push service. */
  readonly origin: string;
  /** With which the browser subscribed, base64url; any when left out. */
  readonly publicKey?: string | undefined;
  readonly now: number;
}

/** The reason for which a push service answers 403, or the subject of the token. */
export function checkVapid(
  authorization: string | undefined,
  expected: VapidExpected,
): { readonly subject: string } | { readonly refused: string } {
  const parts = AUTHORIZATION.exec(authorization ?? "")?.groups;
  if (parts === undefined) return { refused: "there is no vapid authorization" };
  const { header = "", claims = "", signature = "", key = "" } = parts;
  if (key !== (expected.publicKey ?? key)) return { refused: "the key is not the subscription's" };
  if (json(header)["alg"] !== "ES256") return { refused: "the algorithm is not ES256" };
  if (!isSigned(`${header}.${claims}`, signature, key))
    return { refused: "the signature is wrong" };
  const { aud, exp, sub } = json(claims);
  if (aud !== expected.origin) return { refused: `the audience is ${aud}` };
  const expiresAt = Number(exp) * 1000;
  const isInTime = expiresAt > expected.now && expiresAt <= expected.now + EXPIRY_MAX_MS;
  if (!isInTime) return { refused: `it expires at ${exp}` };
  if (typeof sub !== "string" || !SUBJECT.test(sub)) return { refused: `the subject is ${sub}` };
  return { subject: sub };
}

function isSigned(text: string, signature: string, key: string): boolean {
  const point = Buffer.from(key, "base64url");
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((part) =>
    part.toString("base64url"),
  );
  const jwk = { kty: "EC", crv: "P-256", x: x ?? "", y: y ?? "" };
  const publicKey = createPublicKey({ key: jwk, format: "jwk" });
  const options = { key: publicKey, dsaEncoding: "ieee-p1363" } as const;
  return verify("sha256", Buffer.from(text), options, Buffer.from(signature, "base64url"));
}

function json(part: string): Readonly<Record<string, unknown>> {
  return JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
}
