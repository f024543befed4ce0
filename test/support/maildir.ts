/** Mail as it lies in a Maildir, read as far as our own messages need. */

import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

export interface Mail {
  readonly subject: string;
  /** By lower-case name; of several the last. */
  readonly headers: Readonly<Record<string, string>>;
  /** The plain text. */
  readonly text: string;
  /** Where its "Acknowledge" leads; undefined when nothing is asked. */
  readonly answerUrl: string | undefined;
  /** Epoch milliseconds. */
  readonly arrivedAt: number;
}

/** The messages of a mailbox, the oldest first; none while there is no such folder. */
export function readMaildir(folder: string): readonly Mail[] {
  const files = join(folder, "new");
  if (!existsSync(files)) return [];
  return readdirSync(files)
    .map((name) => {
      const path = join(files, name);
      return parseMail(readFileSync(path, "latin1"), statSync(path).mtimeMs);
    })
    .toSorted((a, b) => a.arrivedAt - b.arrivedAt);
}

/** @param source as bytes, one a character (latin1) */
export function parseMail(source: string, arrivedAt: number): Mail {
  const whole = parsePart(source);
  const text = plainText(whole);
  return {
    subject: whole.headers["subject"] ?? "",
    headers: whole.headers,
    text,
    answerUrl: /\bhttps?:\/\/\S+\/a\/\S+/u.exec(text)?.[0],
    arrivedAt,
  };
}

interface Part {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

function parsePart(source: string): Part {
  const [head = "", ...rest] = source.split(/\r?\n\r?\n/u);
  const lines = head.replace(/\r?\n[ \t]+/gu, " ").split(/\r?\n/u);
  const headers = lines.map((line) => {
    const colon = line.indexOf(":");
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
  });
  return { headers: Object.fromEntries(headers), body: rest.join("\n\n") };
}

function plainText(part: Part): string {
  const type = part.headers["content-type"] ?? "text/plain";
  const boundary = /boundary="?([^";]+)"?/u.exec(type)?.[1];
  if (boundary === undefined) return type.startsWith("text/plain") ? decoded(part) : "";
  const parts = part.body.split(`--${boundary}`).slice(1, -1);
  return parts.map((source) => plainText(parsePart(source.trimStart()))).join("");
}

function decoded({ headers, body }: Part): string {
  switch (headers["content-transfer-encoding"]?.toLowerCase()) {
    case "base64":
      return Buffer.from(body, "base64").toString("utf8");
    case "quoted-printable": {
      const bytes = body
        .replace(/=\r?\n/gu, "")
        .replace(/=([0-9A-F]{2})/gu, (_, hex: string) =>
          String.fromCharCode(Number.parseInt(hex, 16)),
        );
      return Buffer.from(bytes, "latin1").toString("utf8");
    }
    default:
      return Buffer.from(body, "latin1").toString("utf8");
  }
}
