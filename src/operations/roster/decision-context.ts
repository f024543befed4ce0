import type { DecisionContext } from "../../domain/decision.ts";
import type { SeverityRules } from "../../domain/incident.ts";
import type { Roster } from "../../domain/roster.ts";
import { turnKeysOf } from "../../domain/turns.ts";
import type { Tx } from "../../store/database.ts";
import { lockTurns } from "../../store/turns.ts";

/** What is decided by: whose turn it is is locked, where one of the policies has a step that takes turns. */
export async function decisionContext(
  tx: Tx,
  at: { readonly now: number; readonly roster: Roster },
  rules: readonly SeverityRules[],
): Promise<DecisionContext> {
  const keys = rules.flatMap(turnKeysOf);
  return keys.length === 0 ? at : { ...at, turns: await lockTurns(tx, keys) };
}
