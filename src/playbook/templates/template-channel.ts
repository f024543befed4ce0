/** Where a message template is sent, and the states of a status page it has a wording for. */

import { CHANNEL_WORDS, STATES } from "../words/message-words.ts";
import { anyOf, mentions } from "../words/wording.ts";

/** From the most telling words to the least; what matches first names the channel. */
const CHANNELS = Object.entries(CHANNEL_WORDS);

/** The channel named by the first of the texts that names any; "other" when none does. */
export function channelOf(texts: readonly string[]): string {
  for (const text of texts) {
    // "External Communication (Status Page)": what stands in parentheses is the channel itself.
    const inside = /\(([^()]*)\)/u.exec(text)?.[1] ?? "";
    for (const words of [inside, text]) {
      const found = CHANNELS.find(([, phrases]) => mentions(words, phrases));
      if (found !== undefined) return found[0];
    }
  }
  return "other";
}

/** "status.example.com" is where a status page is read. */
export function namesStatusPage(text: string): boolean {
  return /(?<![\w.-])status\.[a-z\d-]{1,60}\.[a-z]{2,}/iu.test(text);
}

const STATE = new RegExp(
  `^[\\s>*_#-]*(?:\\p{Extended_Pictographic}\\uFE0F?\\s*)?[*_[]*(${anyOf(Object.keys(STATES))})\\b[\\]*_]*\\s*(?:[-–—:：(]|$)`,
  "iu",
);

/** The states that begin a line of the body, in order, lower case. */
export function statesIn(body: string): readonly string[] {
  const states = body.split("\n").map((line) => STATES[wordsOf(STATE.exec(line)?.[1] ?? "")]);
  return [...new Set(states.filter((state) => state !== undefined))];
}

/** As the vocabulary writes them. */
function wordsOf(state: string): string {
  return state.toLowerCase().replace(/[\s-]+/gu, " ");
}
