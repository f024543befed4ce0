/** Values that the installation makes for itself once, such as its id and its signing key. */

import type { Tx } from "./schema.ts";
import { defineStatement } from "./statement.ts";

const select = defineStatement<{ value: string }>("select value from setting where key = $1");

export async function loadSetting(tx: Tx, key: string): Promise<string | undefined> {
  const [row] = await select(tx, key);
  return row?.value;
}

const insert = defineStatement<never>(
  "insert into setting (key, value) values ($1, $2) on conflict (key) do nothing",
);

/** Keeps a value unless there is one; returns the one that is kept. Two processes get the same. */
export async function ensureSetting(tx: Tx, key: string, value: string): Promise<string> {
  await insert(tx, key, value);
  return (await loadSetting(tx, key)) ?? value;
}

const upsert = defineStatement<never>(
  `insert into setting (key, value) values ($1, $2)
   on conflict (key) do update set value = excluded.value`,
);

export async function saveSetting(tx: Tx, key: string, value: string): Promise<void> {
  await upsert(tx, key, value);
}
