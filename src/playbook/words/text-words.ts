/** A text by its words, each in lower case and without apostrophes. */

export const WORD = /[\p{L}\p{N}]+(?:['’][\p{L}\p{N}]+)*/gu;

/** Lower case, without apostrophes; "on-call" are two. */
export function wordsOf(text: string): string[] {
  return (text.match(WORD) ?? []).map((word) => word.replace(/['’]/gu, "").toLowerCase());
}

/** What stands after that many words and the punctuation behind them. */
export function afterWords(text: string, count: number): string {
  let end = 0;
  let left = count;
  for (const match of text.matchAll(WORD)) {
    if (left === 0) break;
    left -= 1;
    end = match.index + match[0].length;
  }
  return text.slice(end).replace(/^[\s,:;–—-]+/u, "");
}

/** A word to whoever edits the playbook. */
export function isNote(text: string): boolean {
  return /^(?:todo|fixme|tbd)\b/iu.test(text);
}
