import { describe, expect, test } from "vitest";
import { pooledRandomBytes } from "./random.ts";
import { redact } from "./redact.ts";
import {
  hashToken,
  mintRoutingKey,
  mintToken,
  TOKEN_PREFIXES,
  type TokenKind,
  tokenKind,
  tokenMatches,
} from "./secret-token.ts";

const randomBytes = pooledRandomBytes();
const KINDS = Object.keys(TOKEN_PREFIXES) as TokenKind[];

describe.each(KINDS)("a token of kind %s", (kind) => {
  test("is recognised by its prefix, holds 256 bits, and is masked in the log", () => {
    const token = mintToken(kind, randomBytes);
    expect(token).toMatch(new RegExp(`^${TOKEN_PREFIXES[kind]}[\\w-]{43}$`, "u"));
    expect(tokenKind(token)).toBe(kind);
    expect(redact(`x ${token} y`)).toBe(`x ${TOKEN_PREFIXES[kind]}[redacted] y`);
    expect(mintToken(kind, randomBytes)).not.toBe(token);
  });

  test("matches its own hash and no other", () => {
    const token = mintToken(kind, randomBytes);
    expect(tokenMatches(token, hashToken(token))).toBe(true);
    expect(tokenMatches(mintToken(kind, randomBytes), hashToken(token))).toBe(false);
  });
});

test("shapes are checked before anything is compared", () => {
  const hash = hashToken("x");
  expect(tokenMatches("x".repeat(100_000), hash)).toBe(false);
  for (const bad of ["", "ab", hash.toUpperCase(), `${hash}00`, "é".repeat(64)]) {
    expect(tokenMatches("x", bad)).toBe(false);
  }
});

test.each(["", "tocsin_pat_", "tocsin_xyz_".padEnd(54, "a"), "Bearer x"])(
  "%j is no token",
  (text) => {
    expect(tokenKind(text)).toBeUndefined();
  },
);

test("a routing key has PagerDuty's form", () => {
  expect(mintRoutingKey(randomBytes)).toMatch(/^[0-9a-f]{32}$/u);
  expect(mintRoutingKey(randomBytes)).not.toBe(mintRoutingKey(randomBytes));
});

test("the hash is plain SHA-256, as the store keeps it", () => {
  expect(hashToken("abc")).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
});
