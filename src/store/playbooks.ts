/** Every playbook that was ever saved, by its hash: incidents stay pinned to theirs. */

import { assert } from "../domain/assert.ts";
import type { Playbook } from "../domain/playbook.ts";
import { fromJson, toJson } from "./json-text.ts";
import type { Tx } from "./schema.ts";
import { defineStatement } from "./statement.ts";

export interface PlaybookSources {
  readonly files: readonly { readonly path: string; readonly text: string }[];
}

export interface NewPlaybook {
  readonly hash: string;
  readonly title: string;
  readonly compiled: Playbook;
  readonly sources: PlaybookSources;
  readonly savedAt: number;
}

const insert = defineStatement<never>(
  `insert into playbook (hash, title, compiled, sources, saved_at) values ($1, $2, $3, $4, $5)
   on conflict (hash) do nothing`,
);

/** Keeps a playbook; one with the same hash is the same playbook. */
export async function savePlaybook(tx: Tx, playbook: NewPlaybook): Promise<void> {
  const { hash, title, compiled, sources, savedAt } = playbook;
  await insert(tx, hash, title, toJson(compiled), toJson(sources), savedAt);
}

const activate = defineStatement<{ hash: string }>(
  `update playbook set activated_at = $2,
     activation = (select coalesce(max(p.activation), 0) + 1 from playbook as p)
   where hash = $1 returning hash`,
);

/** Makes a playbook that was saved the live one, be it new or an earlier one. */
export async function activateStoredPlaybook(tx: Tx, hash: string, at: number): Promise<void> {
  const activated = await activate(tx, hash, at);
  assert(activated.length === 1, `a playbook is saved before it is activated: ${hash}`);
}

const selectCompiled = defineStatement<{ compiled: string }>(
  "select compiled from playbook where hash = $1",
);

export async function loadPlaybook(tx: Tx, hash: string): Promise<Playbook | undefined> {
  const [row] = await selectCompiled(tx, hash);
  return row === undefined ? undefined : fromJson<Playbook>(row.compiled);
}

const selectSources = defineStatement<{ sources: string }>(
  "select sources from playbook where hash = $1",
);

/** The text a playbook was compiled from. */
export async function loadPlaybookSources(
  tx: Tx,
  hash: string,
): Promise<PlaybookSources | undefined> {
  const [row] = await selectSources(tx, hash);
  return row === undefined ? undefined : fromJson<PlaybookSources>(row.sources);
}

const selectActive = defineStatement<{ hash: string }>(
  "select hash from playbook where activation is not null order by activation desc limit 1",
);

/** The live playbook's hash; undefined before the first activation. */
export async function activePlaybookHash(tx: Tx): Promise<string | undefined> {
  const [row] = await selectActive(tx);
  return row?.hash;
}

/** The live playbook. */
export async function activePlaybook(tx: Tx): Promise<Playbook | undefined> {
  const hash = await activePlaybookHash(tx);
  return hash === undefined ? undefined : loadPlaybook(tx, hash);
}
