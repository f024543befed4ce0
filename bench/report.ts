/** Figures as they are printed: median of rounds, never a pass or a fail. */

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low, high] = [sorted[middle - 1] ?? 0, sorted[middle] ?? 0];
  return sorted.length % 2 === 0 ? (low + high) / 2 : high;
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

export function heading(title: string): void {
  console.log(`\n${title}`);
}

/** One line: what, how much, and what the design asks for where it does. */
export function figure(what: string, value: string, wanted = ""): void {
  console.log(`  ${what.padEnd(58)} ${value.padStart(22)}  ${wanted}`.trimEnd());
}

export function skipped(what: string, why: string): void {
  console.log(`  ${what.padEnd(58)} skipped: ${why}`);
}

export function ms(value: number): string {
  return `${value < 10 ? value.toFixed(2) : value.toFixed(0)} ms`;
}

export function perSecond(value: number): string {
  return `${Math.round(value).toLocaleString("en-GB")}/s`;
}
