/**
 * A minute of a failing network, as Prometheus would report it to an Alertmanager: some 5,000 reports of 500
 * alerts that flap, some together and some each by itself, and among them a few that last, which are those
 * that somebody has to be woken for.
 */

export interface StormAlert {
  readonly labels: Readonly<Record<string, string>>;
  /** When it fires, in milliseconds since the storm began; without an end it goes on firing. */
  readonly spells: readonly { readonly fromMs: number; readonly toMs?: number }[];
}

export interface StormReport {
  readonly atMs: number;
  readonly labels: Readonly<Record<string, string>>;
  readonly firedAtMs: number;
  /** Undefined: it fires. */
  readonly endedAtMs?: number;
}

export const STORM_MS = 60_000;
const FLAPPING_GROUPS = 50;
const ALERTS_EACH = 10;
const SPELLS = 5;
const SPELL_MS = 6000;

/** Of each alert that flaps five spells. In every second group all of its alerts flap as one. */
function flapping(): readonly StormAlert[] {
  return Array.from({ length: FLAPPING_GROUPS * ALERTS_EACH }, (_, index) => {
    const group = Math.floor(index / ALERTS_EACH);
    const isAsOne = group % 2 === 0;
    const offsetMs = isAsOne ? (group * 97) % SPELL_MS : (index * 613) % SPELL_MS;
    return {
      labels: labelsOf("LinkDown", `link-${group}`, `10.0.${group}.${index % ALERTS_EACH}:9100`),
      spells: Array.from({ length: SPELLS }, (__, spell) => {
        const fromMs = offsetMs / 2 + spell * 2 * SPELL_MS;
        return { fromMs, toMs: fromMs + SPELL_MS - 500 };
      }),
    };
  });
}

/** Of which nobody needs to hear. */
function passing(): readonly StormAlert[] {
  return Array.from({ length: 5 }, (_, index) => {
    const fromMs = 1000 + index * 9000;
    const labels = labelsOf("ProbeFailed", `probe-${index}`, "10.1.0.1:9115");
    return { labels, spells: [{ fromMs, toMs: fromMs + 2000 }] };
  });
}

/** Those that matter: some from the beginning, some when the storm has been going on for a while. */
function lasting(): readonly StormAlert[] {
  return Array.from({ length: 12 }, (_, index) => {
    const fromMs = 500 + index * 2200;
    const labels = labelsOf("DatabaseDown", `db-${index}`, `10.2.0.${index}:9187`);
    // Every fourth is over before the storm is.
    return { labels, spells: [{ fromMs, ...(index % 4 === 3 ? { toMs: fromMs + 35_000 } : {}) }] };
  });
}

export const STORM: readonly StormAlert[] = [...flapping(), ...passing(), ...lasting()];

function labelsOf(alertname: string, service: string, instance: string): Record<string, string> {
  return { alertname, cluster: "prod-eu", service, instance, severity: "critical" };
}

/** What both sides group by. */
export function groupOf({ alertname, service }: Readonly<Record<string, string>>): string {
  return `${alertname} ${service}`;
}

/** The groups of which an alert fires for longer than that without a break. */
export function groupsLasting(longerThanMs: number): ReadonlySet<string> {
  const found = STORM.filter(({ spells }) =>
    spells.some(({ fromMs, toMs = Number.POSITIVE_INFINITY }) => toMs - fromMs > longerThanMs),
  );
  return new Set(found.map(({ labels }) => groupOf(labels)));
}

/** In the order of time. */
export function reportsOfStorm(): readonly StormReport[] {
  return STORM.flatMap(({ labels, spells }) =>
    spells.flatMap(({ fromMs, toMs }): StormReport[] => {
      const fired = { atMs: fromMs, labels, firedAtMs: fromMs };
      if (toMs === undefined) return [fired];
      return [fired, { atMs: toMs, labels, firedAtMs: fromMs, endedAtMs: toMs }];
    }),
  ).toSorted((a, b) => a.atMs - b.atMs);
}
