/** What senders posted, byte for byte but for keys in it, kept before anything is made of it. */

import { CompiledQuery } from "kysely";
import type { RowsQuery } from "./bulk-statement.ts";
import type { ReceiptRow, Tx } from "./schema.ts";
import { dialectOf, type SqlValue } from "./statement.ts";

export interface Receipt {
  readonly id: string;
  readonly integrationId: string;
  readonly receivedAt: number;
  readonly contentType: string;
  readonly body: Uint8Array;
  /** 1 when the body was longer and only its beginning is kept. */
  readonly truncated: 0 | 1;
}

const COLUMNS = "id, integration_id, received_at, content_type, body, truncated";
const COLUMN_COUNT = 6;
/** PostgreSQL counts a statement's parameters in 16 bits; this stays far below and keeps the text short. */
const ROWS_PER_STATEMENT = 100;

const insertRow = CompiledQuery.raw(`insert into receipt (${COLUMNS}) values (?, ?, ?, ?, ?, ?)`);

/** Stores receipts. */
export async function insertReceipts(tx: Tx, receipts: readonly Receipt[]): Promise<void> {
  if (receipts.length === 0) return;
  const rows = receipts.map(valuesOf);
  if (dialectOf(tx) === "sqlite") {
    const query: RowsQuery<unknown> = { ...insertRow, rows };
    await tx.executeQuery(query);
    return;
  }
  // Bodies go as binary parameters: in one JSON parameter they would double in hexadecimal.
  for (let start = 0; start < rows.length; start += ROWS_PER_STATEMENT) {
    const chunk = rows.slice(start, start + ROWS_PER_STATEMENT);
    const query = CompiledQuery.raw(insertText(chunk.length), chunk.flat());
    await tx.executeQuery(query);
  }
}

function valuesOf(receipt: Receipt): SqlValue[] {
  const { id, integrationId, receivedAt, contentType, body, truncated } = receipt;
  return [id, integrationId, receivedAt, contentType, body, truncated];
}

function insertText(rowCount: number): string {
  const rows = Array.from({ length: rowCount }, (_, row) => {
    const places = Array.from({ length: COLUMN_COUNT }, (_, column) => {
      return `$${row * COLUMN_COUNT + column + 1}`;
    });
    return `(${places.join(", ")})`;
  });
  return `insert into receipt (${COLUMNS}) values ${rows.join(", ")}`;
}

/** One receipt, to read again what a sender posted. */
export async function loadReceipt(tx: Tx, id: string): Promise<Receipt | undefined> {
  const row = await tx.selectFrom("receipt").selectAll().where("id", "=", id).executeTakeFirst();
  return row === undefined ? undefined : fromRow(row);
}

function fromRow(row: ReceiptRow): Receipt {
  return {
    id: row.id,
    integrationId: row.integration_id,
    receivedAt: row.received_at,
    contentType: row.content_type,
    body: row.body,
    truncated: row.truncated,
  };
}
