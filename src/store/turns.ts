/** Who was called on last by steps that take turns. */

import type { Turns } from "../domain/turns.ts";
import type { Tx } from "./schema.ts";
import { defineStatement } from "./statement.ts";

const begin = defineStatement<never>(
  "insert into escalation_turn (key, last) values ($1, '') on conflict (key) do nothing",
);

const lock = defineStatement<{ last: string }>({
  sqlite: "select last from escalation_turn where key = $1",
  postgres: "select last from escalation_turn where key = $1 for update",
});

const load = defineStatement<{ last: string }>("select last from escalation_turn where key = $1");

const save = defineStatement<never>(
  `insert into escalation_turn (key, last) values ($1, $2)
   on conflict (key) do update set last = excluded.last`,
);

/**
 * Whose turn was last, kept from others until the transaction ends: two processes that call at once call
 * on two people. Always in the same order, or they would wait for each other.
 */
export async function lockTurns(tx: Tx, keys: readonly string[]): Promise<Turns> {
  const turns = new Map<string, string>();
  for (const key of [...new Set(keys)].sort()) {
    await begin(tx, key);
    turns.set(key, (await lock(tx, key))[0]?.last ?? "");
  }
  return turns;
}

/** The same to look at. */
export async function loadTurns(tx: Tx, keys: readonly string[]): Promise<Turns> {
  const turns = new Map<string, string>();
  for (const key of new Set(keys)) turns.set(key, (await load(tx, key))[0]?.last ?? "");
  return turns;
}

export async function saveTurns(tx: Tx, turns: Turns): Promise<void> {
  for (const [key, last] of turns) await save(tx, key, last);
}
