/** Every compiler asks the same of the same lines; what was answered of short texts is kept for the next one. */

const KEPT_MAX = 2048;
const KEPT_LENGTH_MAX = 320;

/** The function, which depends on the text alone, with the answers to the texts asked about lately. */
export function keepAnswers<Answer>(answer: (text: string) => Answer): (text: string) => Answer {
  const kept = new Map<string, Answer>();
  return (text) => {
    if (text.length > KEPT_LENGTH_MAX) return answer(text);
    const known = kept.get(text);
    if (known !== undefined) return known;
    const found = answer(text);
    if (kept.size >= KEPT_MAX) kept.clear();
    kept.set(text, found);
    return found;
  };
}
