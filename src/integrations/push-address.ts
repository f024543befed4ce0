/**
 * The address of a browser: its push subscription (https://www.w3.org/TR/push-api/) and what device it is
 * on, as one text. Whoever has the whole can send to the browser, so people are shown the device and the
 * push service's host only.
 */

import { ECDH } from "node:crypto";
import type { PushSubscription } from "./channel.ts";
import { displayLine } from "./display-text.ts";
import { isObject } from "./inbound-json.ts";

export interface PushAddress extends PushSubscription {
  /** What its owner calls it, such as "Chrome on Android"; "" when nobody said. */
  readonly device: string;
}

const ADDRESS_LENGTH_MAX = 2000;
const ENDPOINT_LENGTH_MAX = 1400;
const DEVICE_LENGTH_MAX = 60;
/** An uncompressed point of P-256, and the secret of RFC 8291, 3.2. */
const KEY_BYTES = { p256dh: 65, auth: 16 } as const;
const UNCOMPRESSED_POINT = 4;
const BASE64URL = /^[\w-]+$/u;
const MEMBERS = ["endpoint", "p256dh", "auth", "device"];
/** Turned off in 2019; it knew no VAPID (RFC 8292). */
const RETIRED = "https://android.googleapis.com/";

/** Reads an address; a text that is none gives the reason, to be put after "the address". */
export function readPushAddress(
  text: string,
): { readonly ok: true; readonly address: PushAddress } | { readonly ok: false; reason: string } {
  const refuse = (reason: string) => ({ ok: false, reason }) as const;
  if (text.length > ADDRESS_LENGTH_MAX)
    return refuse(`is longer than ${ADDRESS_LENGTH_MAX} characters`);
  const value = parsed(text);
  if (!isObject(value)) return refuse("is not a push subscription in JSON");
  const { endpoint, p256dh, auth, device = "" } = value;
  const unknown = Object.keys(value).find((name) => !MEMBERS.includes(name));
  if (unknown !== undefined) return refuse("has a member that no push subscription has");
  if (typeof endpoint !== "string" || !isEndpoint(endpoint))
    return refuse("has no https endpoint of a push service");
  if (typeof p256dh !== "string" || !isPublicKey(p256dh))
    return refuse("has no p256dh key: a point of P-256 of 65 bytes in base64url");
  if (typeof auth !== "string" || bytesOf(auth)?.length !== KEY_BYTES.auth)
    return refuse("has no auth secret: 16 bytes in base64url");
  if (typeof device !== "string" || displayLine(device, DEVICE_LENGTH_MAX) !== device)
    return refuse("has a device whose name cannot be shown on one line");
  return { ok: true, address: { endpoint, p256dh, auth, device } };
}

/** An address as it is stored: the same subscription and device give the same text. */
export function writePushAddress({ endpoint, p256dh, auth, device }: PushAddress): string {
  return JSON.stringify({ endpoint, p256dh, auth, ...(device === "" ? {} : { device }) });
}

/** "Chrome on Android (fcm.googleapis.com)"; nothing of the subscription itself. */
export function presentPushAddress(text: string): string {
  const read = readPushAddress(text);
  if (!read.ok) return "a browser whose subscription cannot be read";
  const { device, endpoint } = read.address;
  return `${device === "" ? "a browser" : device} (${new URL(endpoint).host})`;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isEndpoint(text: string): boolean {
  const url = URL.parse(text);
  if (url === null || text.length > ENDPOINT_LENGTH_MAX || /[\s\p{Cc}]/u.test(text)) return false;
  if (text.startsWith(RETIRED)) return false;
  return url.protocol === "https:" && url.username === "" && url.password === "" && url.hash === "";
}

/** On the curve: another point would not fail before the first page. */
function isPublicKey(text: string): boolean {
  const bytes = bytesOf(text);
  if (bytes?.length !== KEY_BYTES.p256dh || bytes[0] !== UNCOMPRESSED_POINT) return false;
  try {
    ECDH.convertKey(bytes, "prime256v1");
    return true;
  } catch {
    return false;
  }
}

/** Undefined for what is not base64url, or has bits that stand for nothing. */
function bytesOf(text: string): Buffer | undefined {
  if (!BASE64URL.test(text)) return undefined;
  const bytes = Buffer.from(text, "base64url");
  return bytes.toString("base64url") === text ? bytes : undefined;
}
