/** Text from outside, made safe to show on one line of a phone, a terminal or a mail header. */

import { boundedText } from "./bounded-text.ts";

/** The joiners that emoji and some scripts need. */
const INVISIBLE = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Co}]/gu;

/**
 * One line of at most `lengthMax` UTF-16 units, cut with an ellipsis. Line breaks become spaces; control
 * characters (terminal escapes among them) and direction overrides go, because they could make a line
 * show something other than it says.
 */
export function displayLine(text: string, lengthMax: number): string {
  const line = text
    .slice(0, 4 * lengthMax)
    .replace(/\s+/gu, " ")
    .replace(INVISIBLE, "")
    .trim();
  // What was cut above shows here, also where hostile filling shrank below the length.
  return boundedText(text.length > 4 * lengthMax ? `${line}…` : line, lengthMax);
}

/** An id reduced to what may stand in any header and in a message id without quoting. */
export function headerToken(id: string): string {
  return id.replace(/[^\w.-]/gu, "-").slice(0, 100) || "unknown";
}

/** Text inside HTML, in element content and in quoted attributes. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}
