/** "2026-01-14 06:30 UTC" */
export function inUtc(at: number): string {
  const text = Temporal.Instant.fromEpochMilliseconds(at).toString({ smallestUnit: "minute" });
  return `${text.slice(0, 16).replace("T", " ")} UTC`;
}
