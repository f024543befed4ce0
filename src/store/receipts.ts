/**
 * What senders posted, byte for byte but for keys in it, kept before anything is made of it. Requests that
 * one integration's senders made at the same time lie one behind the other in one row: a row for each
 * would cost several times what its body does.
 */

import { fromJson, toJson } from "./json-text.ts";
import type { ReceiptRow, Tx } from "./schema.ts";
import { defineStatement } from "./statement.ts";

export interface ReceivedBody {
  readonly contentType: string;
  readonly body: Uint8Array;
  /** The body was longer and only its beginning is kept. */
  readonly truncated: boolean;
  /** Method and address below the sender's API, where it has several. */
  readonly target?: string;
  /** The id of the receipt; such a request shares its row with no other. */
  readonly receiptId?: string;
}

export interface Receipt {
  readonly id: string;
  readonly integrationId: string;
  readonly receivedAt: number;
  /** In the order in which they came. */
  readonly requests: readonly ReceivedBody[];
}

/** How one request of a row is found in it. */
type StoredRequest = Pick<ReceivedBody, "contentType" | "truncated" | "target"> & {
  readonly length: number;
};

/** Bodies that are longer together do not share a row: putting them together is a copy. */
const SHARED_BYTES_MAX = 1024 * 1024;

/** Divides requests of one integration, in their order, into receipts of a sensible size. */
export function receiptsOf(
  requests: readonly ReceivedBody[],
  {
    newId,
    ...of
  }: Pick<Receipt, "integrationId" | "receivedAt"> & { readonly newId: () => string },
): Receipt[] {
  const receipts: (Receipt & { readonly requests: ReceivedBody[] })[] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const request of requests) {
    if (request.receiptId !== undefined) {
      receipts.push({ id: request.receiptId, ...of, requests: [request] });
      bytes = Number.POSITIVE_INFINITY;
      continue;
    }
    bytes += request.body.length;
    const open = bytes > SHARED_BYTES_MAX ? undefined : receipts.at(-1);
    if (open !== undefined) open.requests.push(request);
    else {
      receipts.push({ id: newId(), ...of, requests: [request] });
      bytes = request.body.length;
    }
  }
  return receipts;
}

const insertRow = defineStatement<never>(
  `insert into receipt (id, integration_id, received_at, requests, bodies)
   values ($1, $2, $3, $4, $5)`,
);

/** Stores receipts. */
export async function insertReceipts(tx: Tx, receipts: readonly Receipt[]): Promise<void> {
  for (const { id, integrationId, receivedAt, requests } of receipts) {
    const stored = requests.map(
      ({ contentType, truncated, target, body }): StoredRequest => ({
        contentType,
        truncated,
        length: body.length,
        ...(target === undefined ? {} : { target }),
      }),
    );
    const bodies = requests.map(({ body }) => body);
    const [only] = bodies;
    const bytes = bodies.length === 1 && only !== undefined ? only : Buffer.concat(bodies);
    await insertRow(tx, id, integrationId, receivedAt, toJson(stored), bytes);
  }
}

const selectRow = defineStatement<ReceiptRow>(
  "select id, integration_id, received_at, requests, bodies from receipt where id = $1",
);

/** One receipt, to read again what was posted. */
export async function loadReceipt(tx: Tx, id: string): Promise<Receipt | undefined> {
  const [row] = await selectRow(tx, id);
  return row === undefined ? undefined : receiptFromRow(row);
}

export function receiptFromRow(row: ReceiptRow): Receipt {
  let end = 0;
  const requests = fromJson<StoredRequest[]>(row.requests).map(
    ({ length, ...request }): ReceivedBody => {
      const start = end;
      end += length;
      return { ...request, body: row.bodies.subarray(start, end) };
    },
  );
  return { id: row.id, integrationId: row.integration_id, receivedAt: row.received_at, requests };
}

export interface ReceiptSummary {
  readonly id: string;
  readonly receivedAt: number;
  readonly requests: readonly { readonly contentType: string; readonly bytes: number }[];
}

/** Ids begin with the instant at which they were made, which is that of the transaction, or some time before. */
const MADE_WITHIN_MS = 60_000;

/** What an integration's senders posted and one transaction took in, without the bodies. */
export async function findReceipts(
  tx: Tx,
  { integrationId, receivedAt }: Pick<Receipt, "integrationId" | "receivedAt">,
): Promise<readonly ReceiptSummary[]> {
  const rows = await tx
    .selectFrom("receipt")
    .select(["id", "received_at", "requests"])
    .where("id", ">=", idPrefix(receivedAt - MADE_WITHIN_MS))
    .where("id", "<", idPrefix(receivedAt + MADE_WITHIN_MS))
    .where("integration_id", "=", integrationId)
    .where("received_at", "=", receivedAt)
    .orderBy("id")
    .limit(RECEIPTS_FOUND_MAX)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    receivedAt: row.received_at,
    requests: fromJson<StoredRequest[]>(row.requests).map(({ contentType, length }) => ({
      contentType,
      bytes: length,
    })),
  }));
}

const RECEIPTS_FOUND_MAX = 10;

/** What every UUIDv7 of that instant and later is not before. */
function idPrefix(at: number): string {
  const hex = Math.max(0, at).toString(16).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8)}`;
}
