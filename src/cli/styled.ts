/** Text with its colour, kept apart until it is written: so whatever others wrote is neutralised first. */

import { styleText } from "node:util";
import type { CliIo } from "./io.ts";
import { terminalLine } from "./terminal-text.ts";
import { textWidth, wrapWords } from "./text-width.ts";

export type Style = "bold" | "dim" | "red" | "yellow" | "green" | "cyan";

export interface Styled {
  readonly text: string;
  readonly style?: Style;
}

/** One line, of plain and of styled pieces. */
export type Line = string | Styled | readonly (string | Styled)[];

export type Paint = (piece: string | Styled) => string;

/** Colour only on a terminal that can, and never against the reader's will (no-color.org). */
export function wantsColour(io: CliIo): boolean {
  return io.isTty && (io.env["NO_COLOR"] ?? "") === "" && io.env["TERM"] !== "dumb";
}

/** Writes a piece: neutralised, then coloured. */
export function painter(colour: boolean): Paint {
  return (piece) => {
    const { text, style } = typeof piece === "string" ? { text: piece, style: undefined } : piece;
    const safe = terminalLine(text);
    if (!colour || style === undefined || safe === "") return safe;
    return styleText(style, safe, { validateStream: false });
  };
}

export function paintLine(line: Line, paint: Paint): string {
  return pieces(line)
    .map((piece) => paint(piece))
    .join("");
}

/** Breaks a line at its spaces, as `wrapText` does; every piece keeps its colour. */
export function wrapLine(line: Line, width: number): readonly Line[] {
  const safe = pieces(line).map((piece) => ({ ...piece, text: terminalLine(piece.text) }));
  const plain = safe.map(({ text }) => text).join("");
  if (textWidth(plain) <= width) return [line];
  const indent = /^ */.exec(plain)?.[0] ?? "";
  const lines: Line[] = [];
  let start = indent.length;
  for (const words of wrapWords(plain.slice(start), Math.max(1, width - indent.length))) {
    lines.push([indent, ...slicePieces(safe, start, start + words.length)]);
    start += words.length;
    if (plain[start] === " ") start += 1;
  }
  return lines;
}

function pieces(line: Line): readonly Styled[] {
  if (typeof line === "string") return [{ text: line }];
  if ("text" in line) return [line];
  return line.map((piece) => (typeof piece === "string" ? { text: piece } : piece));
}

function slicePieces(all: readonly Styled[], start: number, end: number): readonly Styled[] {
  const found: Styled[] = [];
  let offset = 0;
  for (const piece of all) {
    const text = piece.text.slice(Math.max(0, start - offset), Math.max(0, end - offset));
    if (text !== "") found.push({ ...piece, text });
    offset += piece.text.length;
  }
  return found;
}
