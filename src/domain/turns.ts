/** Steps that call on one person each time, in turn: whose turn it is. */

import type { PolicyStep, SeverityRules } from "./incident.ts";
import type { Person } from "./person.ts";
import { roleKey } from "./roster.ts";

/** By the key of a step: who was called on last, as `roleKey` of the name; empty before the first. */
export type Turns = ReadonlyMap<string, string>;

/** All incidents of a severity share the turns of a step, also across a change of the playbook. */
export function turnKey(rules: Pick<SeverityRules, "id">, step: Pick<PolicyStep, "role">): string {
  return `${roleKey(rules.id)}: ${roleKey(step.role)}`;
}

/** The keys of those steps that take turns. */
export function turnKeysOf(rules: Pick<SeverityRules, "id" | "steps">): readonly string[] {
  return rules.steps.filter((step) => step.takesTurns === true).map((step) => turnKey(rules, step));
}

/**
 * The one after whoever was last, in the order of names: that order stays when somebody comes, goes or
 * cannot be reached, so that nobody's turn comes twice for it.
 */
export function whoseTurn(people: readonly Person[], last: string): Person | undefined {
  const inOrder = people.toSorted((a, b) => (roleKey(a.name) < roleKey(b.name) ? -1 : 1));
  return inOrder.find(({ name }) => roleKey(name) > last) ?? inOrder[0];
}
