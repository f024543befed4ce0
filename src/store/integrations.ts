/** Integrations: the senders we take alerts from, each known by the hash of its key. */

import { AppError } from "../domain/error.ts";
import type { InboundMapping } from "../domain/inbound-mapping.ts";
import { fromJson, toJson } from "./json-text.ts";
import type { IntegrationRow, Tx } from "./schema.ts";
import { defineStatement } from "./statement.ts";
import { isUniqueViolation } from "./store-error.ts";

export interface Integration {
  readonly id: string;
  /** Which sender's shape it takes, e.g. "alertmanager". */
  readonly kind: string;
  readonly name: string;
  readonly keyHash: string;
  readonly team: string | null;
  readonly createdAt: number;
  readonly disabledAt: number | null;
  /** Where its senders put what an alert needs, where they have a form of their own. */
  readonly mapping?: InboundMapping;
}

/** Throws AppError "conflict" when the name is taken. */
export async function insertIntegration(tx: Tx, integration: Integration): Promise<void> {
  const row: IntegrationRow = {
    id: integration.id,
    kind: integration.kind,
    name: integration.name,
    key_hash: integration.keyHash,
    team: integration.team,
    created_at: integration.createdAt,
    disabled_at: integration.disabledAt,
    mapping: integration.mapping === undefined ? null : toJson(integration.mapping),
  };
  try {
    await tx.insertInto("integration").values(row).execute();
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    const message = `There is an integration named ${integration.name} already.`;
    throw new AppError("conflict", message, { cause: error });
  }
}

const selectByKeyHash = defineStatement<IntegrationRow>(
  `select id, kind, name, key_hash, team, created_at, disabled_at, mapping
   from integration where key_hash = $1 and disabled_at is null`,
);

/** The integration whose key has this hash, unless it is disabled. */
export async function findIntegrationByKeyHash(
  tx: Tx,
  keyHash: string,
): Promise<Integration | undefined> {
  const [row] = await selectByKeyHash(tx, keyHash);
  return row === undefined ? undefined : fromRow(row);
}

/** A disabled one too. */
export async function loadIntegration(tx: Tx, id: string): Promise<Integration | undefined> {
  const row = await tx
    .selectFrom("integration")
    .selectAll()
    .where("id", "=", id)
    .executeTakeFirst();
  return row === undefined ? undefined : fromRow(row);
}

/** All integrations, disabled ones too, in the order of names. */
export async function listIntegrations(tx: Tx): Promise<Integration[]> {
  const rows = await tx.selectFrom("integration").selectAll().orderBy("name").execute();
  return rows.map(fromRow);
}

/** Takes no more alerts with its key. False when there is no such integration or it was disabled before. */
export async function disableIntegration(tx: Tx, id: string, at: number): Promise<boolean> {
  const disabled = await tx
    .updateTable("integration")
    .set({ disabled_at: at })
    .where("id", "=", id)
    .where("disabled_at", "is", null)
    .returning("id")
    .execute();
  return disabled.length > 0;
}

function fromRow(row: IntegrationRow): Integration {
  return {
    id: row.id,
    kind: row.kind,
    name: row.name,
    keyHash: row.key_hash,
    team: row.team,
    createdAt: row.created_at,
    disabledAt: row.disabled_at,
    ...(row.mapping === null ? {} : { mapping: fromJson<InboundMapping>(row.mapping) }),
  };
}
