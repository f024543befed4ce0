/** A template string of words, each once and sorted, in lines that can be compared. */
export function wrappedWords(words: readonly string[]): string {
  const lines = [...new Set(words)].sort().join(" ");
  return `\`${lines.replaceAll(/(.{80,96}) /gu, "$1\n  ")}\``;
}
