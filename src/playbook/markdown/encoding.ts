/** Makes right text of whatever bytes a playbook file holds, and says what had to be mended. */

import { decodeBytes } from "./decode-bytes.ts";
import { type MendedText, mendMojibake } from "./mojibake.ts";

export interface RepairedText {
  /** Without byte order mark, NUL, or lone surrogate; lines end in LF. */
  readonly text: string;
  /** What was wrong, as words that complete "the file …"; undefined when the text was right. */
  readonly repaired: string | undefined;
  /** First line that was damaged; 1 when none was. */
  readonly line: number;
  /** False when a character of it is the likeliest guess, or lost. */
  readonly isCertain: boolean;
  /** The text before anything was mended, with LF line ends. */
  readonly decoded: string;
  /** True when this is no text at all (an image, an archive). */
  readonly unreadable: boolean;
}

/**
 * Text of a file's bytes (or of text somebody already decoded). Right text comes back unchanged but for
 * its byte order mark and line ends, neither of which counts as damage.
 */
export function repairText(input: Uint8Array | string): RepairedText {
  const decoded =
    typeof input === "string"
      ? { text: input, foreignBytes: 0, firstForeignLine: 0 }
      : decodeBytes(input);
  const raw = normaliseLineEnds(decoded.text);
  if (isBinary(raw))
    return {
      text: "",
      repaired: undefined,
      isCertain: false,
      decoded: "",
      line: 1,
      unreadable: true,
    };

  const clean = raw.replace(/\0/gu, "\ufffd").toWellFormed();
  const mended = mendMojibake(clean);
  const findings: string[] = [];
  if (mended !== undefined) findings.push(describeMending(mended));
  if (decoded.foreignBytes > 0)
    findings.push(
      `holds ${counted(decoded.foreignBytes, "byte")} that ${decoded.foreignBytes === 1 ? "is" : "are"} not UTF-8, read as windows-1252`,
    );
  if (clean !== raw) findings.push("held NUL characters or halves of characters");
  const text = mended?.text ?? clean;
  const differsAt = findings.length === 0 ? 0 : firstDifference(raw, text);
  return {
    text,
    repaired: findings.length === 0 ? undefined : findings.join("; it "),
    isCertain:
      decoded.foreignBytes === 0 &&
      clean === raw &&
      (mended === undefined || mended.recovered + mended.lost === 0),
    decoded: raw,
    line: firstLine(decoded.firstForeignLine, differsAt),
    unreadable: false,
  };
}

function normaliseLineEnds(text: string): string {
  const start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  return text.slice(start).replace(/\r\n?/gu, "\n");
}

/** More than one control character in twenty is not written by people. */
function isBinary(text: string): boolean {
  let controls = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code < 0x20 && code !== 0x0a && code !== 0x09 && code !== 0x0c && code !== 0x1b)
      controls += 1;
  }
  return controls > 4 && controls * 20 > text.length;
}

function describeMending(mended: MendedText): string {
  const times = ["", "", " twice", " three times", " four times"][mended.passes] ?? "";
  const parts = [`is UTF-8 that was read as ${mended.codePage}${times}`];
  if (mended.recovered > 0)
    parts.push(
      `${counted(mended.recovered, "character")} with a lost byte recovered by likelihood`,
    );
  if (mended.lost > 0) parts.push(`${counted(mended.lost, "character")} could not be recovered`);
  return parts.join(", ");
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** Line of the first difference, or 0 when there is none. */
function firstDifference(before: string, after: string): number {
  if (before === after) return 0;
  let line = 1;
  for (let index = 0; index < before.length; index += 1) {
    if (before[index] !== after[index]) return line;
    if (before[index] === "\n") line += 1;
  }
  return line;
}

function firstLine(...candidates: readonly number[]): number {
  const lines = candidates.filter((line) => line > 0);
  return lines.length === 0 ? 1 : Math.min(...lines);
}
