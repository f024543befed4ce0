/** What stands below the headline on a phone, where every byte is counted. */

import type { MessageText } from "./message-text.ts";

/** Room for the member's name and the mark that something was cut. */
const CUT_BYTES = 32;

/** As `wholeLines`, in so many bytes as JSON. */
export function phoneText(text: MessageText, bytesMax: number): string {
  return wholeLines(text, (message) => jsonBytes(message) <= bytesMax - CUT_BYTES);
}

/** Whole lines, the most needed first, while they fit: the headline already says what and how badly. */
export function wholeLines(text: MessageText, fits: (message: string) => boolean): string {
  const lines = [text.why];
  if (text.next !== "") lines.push(`If nobody answers: ${text.next}`);
  if (text.repeatNote !== "") lines.push(text.repeatNote);
  lines.push(...text.alerts.map((alert) => `- ${alert}`));
  let message = "";
  for (const line of lines) {
    const longer = message === "" ? line : `${message}\n${line}`;
    if (!fits(longer)) return `${message}\n…`;
    message = longer;
  }
  return message;
}

/** How long a value is as JSON in UTF-8. */
export function jsonBytes(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value), "utf8");
}
