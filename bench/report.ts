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

/**
 * One line: what, how much, and what the design asks for where it does; below it what bounds it, where that
 * is known.
 */
export function figure(what: string, value: string, wanted = "", bound = ""): void {
  console.log(`  ${what.padEnd(58)} ${value.padStart(22)}  ${wanted}`.trimEnd());
  if (bound !== "") console.log(`      bound by ${bound}`);
}

/** How much of a core this process takes from now until it is asked: what is left is waiting. */
export function startCpuWatch(): () => string {
  const startedAt = performance.now();
  const before = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(before);
    const share = (user + system) / 1000 / (performance.now() - startedAt);
    return `${(share * 100).toFixed(0)} % of a core`;
  };
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
