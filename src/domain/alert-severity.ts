/** Which severity an alert has, and why. */

import { type AlertRoute, type CompiledRoutes, compileRoutes, routeAlert } from "./alert-routes.ts";
import type { MeasuredAlert } from "./measured-value.ts";
import type { Playbook } from "./playbook.ts";
import { matchExamples, type SeverityExamples, severityExamples } from "./severity-examples.ts";
import type { SeverityReason } from "./severity-reason.ts";
import { severityRules } from "./severity-rules.ts";

export interface SeverityChoice {
  readonly severity: string;
  readonly reason: SeverityReason;
}

/** What these words mean when the playbook does not use them itself: the first to fourth severity. */
const WORD_RANKS: ReadonlyMap<string, number> = new Map([
  ["critical", 0],
  ["page", 0],
  ["fatal", 0],
  ["emergency", 0],
  ["error", 1],
  ["high", 1],
  ["major", 1],
  ["warning", 2],
  ["warn", 2],
  ["medium", 2],
  ["minor", 2],
  ["info", 3],
  ["information", 3],
  ["informational", 3],
  ["low", 3],
  ["none", 3],
]);

/** Without anything to go by: the second severity. */
const UNSAID_RANK = 1;

/**
 * The severity of an alert: the overlay's first matching route decides; else the worst of what its label
 * says and what the playbook's examples say; else the second severity. An example whose threshold the alert
 * passes goes before a general word on a label ("critical", "warning"), unless that word would page somebody
 * and the example would not.
 */
export function severityForAlert(playbook: Playbook, alert: MeasuredAlert): SeverityChoice {
  return severityWith(routeOf(playbook, alert.labels), playbook, alert);
}

/** The same where it is known already what the rules say. */
export function severityWith(
  { severity: ruled }: AlertRoute,
  playbook: Playbook,
  alert: MeasuredAlert,
): SeverityChoice {
  const rules = rulesOf(playbook);
  if (ruled !== undefined) {
    const { value, at } = ruled;
    return { severity: value, reason: { kind: "rule", ...(at === undefined ? {} : { at }) } };
  }
  const label = byLabel(playbook, rules.labelChoices, alert.labels);
  const { decided, proposed } = matchExamples(rules.examples, alert);
  const isOverruled =
    label?.isGeneral === true &&
    decided !== undefined &&
    (rules.paging.has(decided.severity) || !rules.paging.has(label.choice.severity));
  const candidates = [isOverruled ? undefined : label?.choice, decided, proposed].filter(
    (candidate) => candidate !== undefined,
  );
  const rankOf = (choice: SeverityChoice): number => rules.ranks.get(choice.severity) ?? 0;
  const worst = candidates.sort((a, b) => rankOf(a) - rankOf(b))[0];
  return worst ?? { severity: atRank(playbook, UNSAID_RANK), reason: { kind: "unsaid" } };
}

interface LabelChoice {
  readonly choice: SeverityChoice;
  /** It names no severity of the playbook. */
  readonly isGeneral: boolean;
}

/** Alerts have few severities; a sender with more of them pays for its own. */
const LABEL_CHOICES_KEPT = 100;

function byLabel(
  playbook: Playbook,
  known: Map<string, LabelChoice | undefined>,
  labels: Readonly<Record<string, string>>,
): LabelChoice | undefined {
  const value = Object.hasOwn(labels, "severity") ? labels["severity"] : undefined;
  if (value === undefined || value === "") return undefined;
  if (known.has(value)) return known.get(value);
  const choice = choiceByWord(playbook, value);
  if (known.size < LABEL_CHOICES_KEPT) known.set(value, choice);
  return choice;
}

function choiceByWord(playbook: Playbook, value: string): LabelChoice | undefined {
  const word = value.toLowerCase();
  const reason = { kind: "label", name: "severity", value } as const;
  const named = playbook.severities.find(
    (severity) => severity.id.toLowerCase() === word || severity.name.toLowerCase() === word,
  );
  // A playbook may well call its first severity "Critical"; the sender did not mean its playbook by it.
  const isGeneral = WORD_RANKS.has(word);
  if (named !== undefined) return { choice: { severity: named.id, reason }, isGeneral };
  const rank = WORD_RANKS.get(word);
  return rank === undefined
    ? undefined
    : { choice: { severity: atRank(playbook, rank), reason }, isGeneral };
}

function atRank({ severities }: Playbook, rank: number): string {
  return severities[Math.min(rank, severities.length - 1)]?.id ?? "";
}

/** What the overlay's rules say of an alert beside its severity. */
export function routeOf(playbook: Playbook, labels: MeasuredAlert["labels"]): AlertRoute {
  return routeAlert(rulesOf(playbook).routes, labels);
}

/** Whether any rule groups alerts. */
export function groupsByRule(playbook: Playbook): boolean {
  return rulesOf(playbook).isGrouping;
}

/** Whether any rule delays alerts. */
export function delaysByRule(playbook: Playbook): boolean {
  return rulesOf(playbook).isDelaying;
}

/** What a playbook says of severities, made ready once: it is asked for every alert. */
interface SeverityRulesOfAlerts {
  readonly routes: CompiledRoutes;
  readonly isGrouping: boolean;
  readonly isDelaying: boolean;
  readonly examples: SeverityExamples;
  /** By the values of labels seen so far. */
  readonly labelChoices: Map<string, LabelChoice | undefined>;
  readonly ranks: ReadonlyMap<string, number>;
  /** The severities that page. */
  readonly paging: ReadonlySet<string>;
}

const known = new WeakMap<Playbook, SeverityRulesOfAlerts>();

function rulesOf(playbook: Playbook): SeverityRulesOfAlerts {
  const found = known.get(playbook);
  if (found !== undefined) return found;
  const ids = playbook.severities.map(({ id }) => id);
  const routes = compileRoutes(playbook.overlay.routes);
  const made = {
    routes,
    isGrouping: routes.routes.some(({ says }) => says.groupBy !== undefined),
    isDelaying: routes.routes.some(({ says }) => says.delay !== undefined),
    examples: severityExamples(playbook),
    labelChoices: new Map<string, LabelChoice | undefined>(),
    ranks: new Map(ids.map((id, rank) => [id, rank])),
    paging: new Set(ids.filter((id) => severityRules(playbook, id)?.pages === true)),
  };
  known.set(playbook, made);
  return made;
}
