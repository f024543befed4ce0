/**
 * Text as a database can keep it. PostgreSQL refuses U+0000 in text, and neither engine can encode half a
 * surrogate pair in UTF-8; a sender's label may hold both. Each such code unit becomes U+FFFD, so that
 * nothing else moves and the place stays visible.
 */

/** Replaces U+0000 and lone surrogates by U+FFFD. The length in code units stays the same. */
export function cleanText(text: string): string {
  if (text.isWellFormed() && !text.includes("\0")) return text;
  return text.toWellFormed().replaceAll("\0", "\uFFFD");
}

/** Cleans every string and every key of a JSON-like value; the value itself comes back when all are clean. */
export function cleanTexts<T>(value: T): T {
  return clean(value) as T;
}

function clean(value: unknown): unknown {
  if (typeof value === "string") return cleanText(value);
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) {
    const items = value.map(clean);
    return items.some((item, index) => item !== value[index]) ? items : value;
  }
  let changed = false;
  const entries = Object.entries(value).map(([key, item]): [string, unknown] => {
    const cleanKey = cleanText(key);
    const cleanItem = clean(item);
    changed ||= cleanKey !== key || cleanItem !== item;
    return [cleanKey, cleanItem];
  });
  // Object.fromEntries defines own properties, so that a key "__proto__" stays a key.
  return changed ? Object.fromEntries(entries) : value;
}
