/**
 * Makes text that others wrote safe for a terminal.
 *
 * Titles, labels and notes come from senders nobody vetted. An escape sequence in one could repaint the
 * screen, a line break could fake a row, a bidirectional override could reverse what a command seems to
 * do. Each such character is shown as a visible stand-in, so that nothing is hidden and nothing acts.
 */

/** C0 has pictures of its own in Unicode: ESC is shown as ␛. */
const CONTROL_PICTURES = 0x2400;
const DELETE_PICTURE = "\u2421";

/** One line: line breaks and tabs become a space, whatever steers a terminal becomes visible. */
export function terminalLine(text: string): string {
  return steady(text.replace(/\r\n|[\n\r\t\v\f\u0085\u2028\u2029]/g, " "));
}

/** Several lines: `\n` stays, everything else that steers a terminal becomes visible. */
export function terminalLines(text: string): string {
  return text
    .replaceAll("\r\n", "\n")
    .split("\n")
    .map((line) => steady(line.replaceAll("\t", "    ")))
    .join("\n");
}

/** JSON text with the same meaning, in which the characters that steer a terminal are escaped. */
export function terminalJson(value: unknown): string {
  return JSON.stringify(value, null, 2).replace(STEERING, (character) =>
    character === "\n" ? character : escapedUnits(character),
  );
}

function steady(line: string): string {
  return line.toWellFormed().replace(STEERING, visible);
}

/**
 * Controls, and what is invisible or turns the direction of writing: `Cf` but for the joiners that emoji
 * and some scripts need, the separators of lines and paragraphs, and unassigned tags.
 */
const STEERING = /(?![\u200C\u200D])[\p{Cc}\p{Cf}\u2028\u2029]/gu;

function visible(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return String.fromCodePoint(CONTROL_PICTURES + code);
  if (code === 0x7f) return DELETE_PICTURE;
  return `<U+${code.toString(16).toUpperCase().padStart(4, "0")}>`;
}

function escapedUnits(character: string): string {
  return [...Array(character.length).keys()]
    .map((index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, "0")}`)
    .join("");
}
