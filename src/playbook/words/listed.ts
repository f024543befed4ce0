const NAMED_MAX = 6;

/** "P0, P1 and P2"; of many names the first ones and how many more. */
export function listed(names: readonly string[]): string {
  if (names.length > NAMED_MAX)
    return `${names.slice(0, NAMED_MAX - 1).join(", ")} and ${names.length - NAMED_MAX + 1} more`;
  return names.length < 2
    ? (names[0] ?? "")
    : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
