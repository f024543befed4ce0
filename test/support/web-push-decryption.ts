/** Opens what was sealed for a browser: RFC 8291 and RFC 8188, written from their text with Node's primitives alone. */

import { createDecipheriv, createECDH, hkdfSync } from "node:crypto";

/** The keys of a browser; base64url but for the private one. */
export interface BrowserKeys {
  readonly privateKey: Buffer;
  readonly p256dh: string;
  readonly auth: string;
}

const SALT_BYTES = 16;
const TAG_BYTES = 16;
const LAST_RECORD = 2;

/** @throws Error when the message was not sealed for this browser, or has more than one record */
export function openPush(body: Buffer, keys: BrowserKeys): string {
  const salt = body.subarray(0, SALT_BYTES);
  const recordSize = body.readUInt32BE(SALT_BYTES);
  const keyLength = body.readUInt8(SALT_BYTES + 4);
  const senderKey = body.subarray(SALT_BYTES + 5, SALT_BYTES + 5 + keyLength);
  const record = body.subarray(SALT_BYTES + 5 + keyLength);
  // RFC 8291, 4: "The content-coding header MUST … a single record".
  if (record.length > recordSize) throw new Error("a push message has one record");

  const browser = createECDH("prime256v1");
  browser.setPrivateKey(keys.privateKey);
  const secret = browser.computeSecret(senderKey);
  const browserKey = Buffer.from(keys.p256dh, "base64url");
  const keyInfo = Buffer.concat([Buffer.from("WebPush: info\0"), browserKey, senderKey]);
  const auth = Buffer.from(keys.auth, "base64url");
  const material = derive(secret, auth, keyInfo, 32);
  const key = derive(material, salt, Buffer.from("Content-Encoding: aes128gcm\0"), 16);
  const nonce = derive(material, salt, Buffer.from("Content-Encoding: nonce\0"), 12);

  const decipher = createDecipheriv("aes-128-gcm", key, nonce);
  decipher.setAuthTag(record.subarray(-TAG_BYTES));
  const padded = Buffer.concat([decipher.update(record.subarray(0, -TAG_BYTES)), decipher.final()]);
  const end = padded.findLastIndex((byte) => byte !== 0);
  if (padded[end] !== LAST_RECORD) throw new Error("a push message ends with its delimiter");
  return padded.subarray(0, end).toString("utf8");
}

function derive(material: Buffer, salt: Buffer, info: Buffer, bytes: number): Buffer {
  return Buffer.from(hkdfSync("sha256", material, salt, info, bytes));
}
