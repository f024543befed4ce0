/** Which severity an alert has, and why. */

import type { Playbook, Severity, SeverityExample } from "./playbook.ts";

export interface SeverityChoice {
  readonly severity: string;
  /** For people: "matched line 47, High error rate (>5%)". */
  readonly reason: string;
}

/** What these words mean when the playbook does not use them itself: the first to fourth severity. */
const LABEL_RANKS: Readonly<Record<string, number>> = {
  critical: 0,
  page: 0,
  fatal: 0,
  emergency: 0,
  error: 1,
  high: 1,
  major: 1,
  warning: 2,
  warn: 2,
  medium: 2,
  minor: 2,
  info: 3,
  information: 3,
  informational: 3,
  low: 3,
  none: 3,
};

/** Without anything to go by: the second severity. */
const UNLABELLED_RANK = 1;

/** Words that say nothing about what is wrong. */
const FILLER: ReadonlySet<string> = new Set([
  "a",
  "an",
  "the",
  "or",
  "and",
  "of",
  "in",
  "is",
  "to",
]);

/**
 * The severity of an alert: the overlay's first matching route decides; else the worst of what its label
 * says and what a playbook example that it matches says; else the second severity.
 */
export function severityForAlert(
  playbook: Playbook,
  alert: { readonly title: string; readonly labels: Readonly<Record<string, string>> },
): SeverityChoice {
  const routed = routeFor(playbook, alert.labels);
  if (routed !== undefined) return routed;
  const candidates = [byLabel(playbook, alert.labels), byExample(playbook, alert)].filter(
    (candidate) => candidate !== undefined,
  );
  const rankOf = (choice: SeverityChoice): number =>
    playbook.severities.findIndex((severity) => severity.id === choice.severity);
  const worst = candidates.sort((a, b) => rankOf(a) - rankOf(b))[0];
  return worst ?? atRank(playbook, UNLABELLED_RANK, "no severity label");
}

function routeFor(
  playbook: Playbook,
  labels: Readonly<Record<string, string>>,
): SeverityChoice | undefined {
  const route = rulesOf(playbook).routes.find(({ match }) =>
    match.every(([name, value]) => labels[name] === value),
  );
  return route?.choice;
}

function byLabel(
  playbook: Playbook,
  labels: Readonly<Record<string, string>>,
): SeverityChoice | undefined {
  const value = Object.hasOwn(labels, "severity") ? labels["severity"] : undefined;
  if (value === undefined || value === "") return undefined;
  const word = value.toLowerCase();
  const reason = `label severity=${value}`;
  const named = playbook.severities.find(
    (severity) => severity.id.toLowerCase() === word || severity.name.toLowerCase() === word,
  );
  if (named !== undefined) return { severity: named.id, reason };
  const rank = Object.hasOwn(LABEL_RANKS, word) ? LABEL_RANKS[word] : undefined;
  return rank === undefined ? undefined : atRank(playbook, rank, reason);
}

function atRank(playbook: Playbook, rank: number, reason: string): SeverityChoice {
  const last = playbook.severities.length - 1;
  const severity = playbook.severities[Math.min(rank, last)];
  return { severity: severity?.id ?? "", reason };
}

/** An example matches when all its telling words stand in the alert's title. One word alone does not tell. */
function byExample(
  playbook: Playbook,
  alert: { readonly title: string },
): SeverityChoice | undefined {
  const { examples } = rulesOf(playbook);
  if (examples.length === 0) return undefined;
  const title = new Set(words(alert.title));
  return examples.find(({ telling }) => telling.every((word) => title.has(word)))?.choice;
}

/** What a playbook says of severities, made ready once: it is asked for every alert. */
interface SeverityRulesOfAlerts {
  readonly routes: readonly {
    readonly match: readonly (readonly [string, string])[];
    readonly choice: SeverityChoice;
  }[];
  /** Those with words that tell, the worst severity first. */
  readonly examples: readonly {
    readonly telling: readonly string[];
    readonly choice: SeverityChoice;
  }[];
}

const known = new WeakMap<Playbook, SeverityRulesOfAlerts>();

function rulesOf(playbook: Playbook): SeverityRulesOfAlerts {
  const found = known.get(playbook);
  if (found !== undefined) return found;
  const routes = playbook.overlay.routes.flatMap(({ match, severity }) => {
    if (severity === undefined) return [];
    const entries = Object.entries(match);
    const named = entries.map(([name, value]) => `${name}=${value}`);
    return [{ match: entries, choice: { severity, reason: `route ${named.join(", ")}` } }];
  });
  const examples = playbook.severities.flatMap((severity) =>
    severity.examples.map((example) => ({
      telling: tellingWords(example),
      choice: citing(severity, example),
    })),
  );
  const made = { routes, examples: examples.filter(({ telling }) => telling.length >= 2) };
  known.set(playbook, made);
  return made;
}

function tellingWords(example: SeverityExample): readonly string[] {
  return words(example.text.replace(/\([^)]*\)/g, " ")).filter((word) => !FILLER.has(word));
}

function citing(severity: Severity, example: SeverityExample): SeverityChoice {
  return {
    severity: severity.id,
    reason: `matched line ${example.source.line}, ${example.text}`,
  };
}

function words(text: string): readonly string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}
