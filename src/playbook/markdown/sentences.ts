/** A paragraph by its sentences. */

import type { Paragraph } from "mdast";
import { ABBREVIATIONS } from "../vocabulary/runbooks.ts";
import { anyOf } from "../words/wording.ts";
import { paragraphLines } from "./labelled-lines.ts";

export interface Sentence {
  readonly text: string;
  /** Where its first word stands. */
  readonly line: number;
  readonly lastLine: number;
}

/** A full stop that ends a sentence: before a capital letter, and not after "e.g." or "vs". */
const END = /(?<=[.!?]["”’)\]]?)\s+(?=["“(]?[\p{Lu}\p{N}`])/u;
const ABBREVIATION = new RegExp(`\\b(?:${anyOf(ABBREVIATIONS)})\\.$`, "iu");

/** The paragraph's sentences in order, each with the line it begins on. */
export function sentencesOf(paragraph: Paragraph): readonly Sentence[] {
  const sentences: Sentence[] = [];
  for (const { text, line } of paragraphLines(paragraph))
    for (const piece of text.split(END)) {
      const last = sentences.at(-1);
      if (last === undefined || endsSentence(last.text, piece))
        sentences.push({ text: piece, line, lastLine: line });
      else
        sentences[sentences.length - 1] = {
          text: `${last.text} ${piece}`,
          line: last.line,
          lastLine: line,
        };
    }
  return sentences;
}

function endsSentence(text: string, next: string): boolean {
  return /[.!?]["”’)\]]?$/u.test(text) && !ABBREVIATION.test(text) && !/^\p{Ll}/u.test(next);
}
