/** Ids made of titles: stable, readable, the same for the same text. */

const LENGTH_MAX = 80;

/** "API Pods Crashing (OOM)" as "api-pods-crashing-oom"; letters of every script stay. `fallback` when none is left. */
export function slug(text: string, fallback: string): string {
  const words = text
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .replace(/['’]/gu, "")
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu);
  if (words === null) return fallback;
  let result = "";
  for (const word of words) {
    const longer = result === "" ? word : `${result}-${word}`;
    if (result !== "" && longer.length > LENGTH_MAX) break;
    result = longer;
  }
  return result.slice(0, LENGTH_MAX);
}

/** Makes ids unique in the order they are asked for: "redis", "redis-2", "redis-3". */
export function uniqueIds(): (id: string) => string {
  const taken = new Set<string>();
  const lastNumber = new Map<string, number>();
  return (id) => {
    let number = lastNumber.get(id) ?? 1;
    let unique = id;
    while (taken.has(unique)) {
      number += 1;
      unique = `${id}-${number}`;
    }
    lastNumber.set(id, number);
    taken.add(unique);
    return unique;
  };
}
