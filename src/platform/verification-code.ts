/**
 * Codes that a person reads on one device and types on another: six digits, kept as a slow salted hash.
 * Six digits are few enough to be tried out against a hash, so each costs some ten milliseconds; within the
 * minutes that a code is valid a stolen table gives little away.
 */

import { scrypt, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";
import type { RandomBytes } from "./random.ts";

const CODES = 1_000_000;
const DIGITS = 6;
/** The greatest multiple of the number of codes that fits in 32 bits: below it each code is as likely. */
const UNBIASED_BELOW = Math.floor(2 ** 32 / CODES) * CODES;
const SALT_BYTES = 16;
const KEY_BYTES = 32;
const HASH = /^[0-9a-f]{32}\.[0-9a-f]{64}$/u;

const derive = promisify<string, Uint8Array, number, Buffer>(scrypt);

/** A new code, each as likely as any other. */
export function mintVerificationCode(randomBytes: RandomBytes): string {
  for (;;) {
    const drawn = Buffer.from(randomBytes(4)).readUInt32BE();
    if (drawn < UNBIASED_BELOW) return String(drawn % CODES).padStart(DIGITS, "0");
  }
}

/** @param boundTo what the code is for; it matches for nothing else */
export async function hashVerificationCode(
  code: string,
  boundTo: string,
  randomBytes: RandomBytes,
): Promise<string> {
  const salt = Buffer.from(randomBytes(SALT_BYTES)).toString("hex");
  return `${salt}.${await digest(code, boundTo, salt)}`;
}

/** Whether a code is the one with this hash, for the same thing; in time that does not tell how nearly. */
export async function verificationCodeMatches(
  code: string,
  boundTo: string,
  hash: string,
): Promise<boolean> {
  if (!HASH.test(hash)) return false;
  const [salt = "", expected = ""] = hash.split(".");
  const given = await digest(code, boundTo, salt);
  return timingSafeEqual(Buffer.from(given, "hex"), Buffer.from(expected, "hex"));
}

async function digest(code: string, boundTo: string, salt: string): Promise<string> {
  const key = await derive(`${code}\n${boundTo}`, Buffer.from(salt, "hex"), KEY_BYTES);
  return key.toString("hex");
}
