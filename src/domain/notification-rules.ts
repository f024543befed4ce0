/**
 * When a person is told over which of their channels, as they state it themselves: one list for what is
 * important, which is high urgency, and one for everything else. A rule names a kind of contact method and
 * means every method of that kind, so that it holds when an address is replaced. Rules are looked at when a
 * notification is planned, against the methods of that moment.
 */

import { MS } from "./duration.ts";
import type { Urgency } from "./notification.ts";
import type { ContactMethod, Person } from "./person.ts";
import type { ContactMethodKind } from "./playbook.ts";
import type { WeeklyWindow } from "./schedule/schedule.ts";

export const RULE_SETS = ["important", "default"] as const;
export type RuleSet = (typeof RULE_SETS)[number];

export interface NotificationRule {
  readonly via: ContactMethodKind;
  /** Counted from when the person is called on. */
  readonly afterMs: number;
}

/** A set that is left out or empty means the built-in. */
type RuleLists = { readonly [S in RuleSet]?: readonly NotificationRule[] };

export interface NotificationRules extends RuleLists {
  /** In which what can wait does, by `quiet-hours.ts`; none when left out. */
  readonly quietHours?: readonly WeeklyWindow[];
}

/** A page that waits longer is better sent to somebody else. */
export const RULE_AFTER_MS_MAX = 30 * MS.minute;
export const RULES_MAX = 10;

export interface RuledMethod {
  readonly method: ContactMethod;
  readonly afterMs: number;
}

/** The methods that a person's rules name, the earliest first, each once; none where the rules cover none. */
export function ruledMethods(person: Person, urgency: Urgency): readonly RuledMethod[] {
  const rules = rulesFor(person, urgency === "high" ? "important" : "default");
  const named = rules
    .flatMap(({ via, afterMs }) =>
      person.contactMethods
        .filter(({ kind }) => kind === via)
        .map((method) => ({ method, afterMs })),
    )
    .sort((a, b) => a.afterMs - b.afterMs);
  return named.filter(
    ({ method }, index) => named.findIndex((other) => other.method.id === method.id) === index,
  );
}

/** What is skipped, and what happens instead; sentences that begin with the person's name. */
export function ruleWarnings(person: Person): readonly string[] {
  return RULE_SETS.flatMap((set) => {
    const rules = rulesFor(person, set);
    const missing = new Set(rules.map(({ via }) => via).filter((via) => !hasKind(person, via)));
    const skipped = [...missing].map(
      (kind) =>
        `${person.name} has no contact method for the ${set} rule of ${kind}: it is skipped.`,
    );
    return rules.length > 0 && rules.every(({ via }) => missing.has(via))
      ? [...skipped, `No ${set} rule of ${person.name} is left: the built-in order is used.`]
      : skipped;
  });
}

function rulesFor({ notificationRules }: Person, set: RuleSet): readonly NotificationRule[] {
  return notificationRules?.[set] ?? [];
}

function hasKind({ contactMethods }: Person, kind: ContactMethodKind): boolean {
  return contactMethods.some((method) => method.kind === kind);
}
