import { expect, test } from "vitest";
import { freshDatabase } from "../../test/support/database.ts";
import { nextId } from "../../test/support/store-fixtures.ts";
import { insertReceipts, loadReceipt, type Receipt } from "./receipts.ts";

function aReceipt(body: Uint8Array, overrides: Partial<Receipt> = {}): Receipt {
  return {
    id: nextId("receipt"),
    integrationId: "integration-1",
    receivedAt: 1_000,
    contentType: "application/json",
    body,
    truncated: 0,
    ...overrides,
  };
}

test("a body comes back byte for byte, whatever it is", async () => {
  const database = await freshDatabase();
  const every = Uint8Array.from({ length: 256 }, (_, byte) => byte);
  const receipts = [
    aReceipt(every, { truncated: 1, contentType: "text/plain; charset=latin1" }),
    aReceipt(new Uint8Array()),
    aReceipt(new TextEncoder().encode('{"a": "\\u0000 \\ud800"}')),
    aReceipt(new Uint8Array(5 * 1024 * 1024).fill(7)),
  ];
  await database.transaction((tx) => insertReceipts(tx, receipts));
  for (const receipt of receipts) {
    const found = await loadReceipt(database.read, receipt.id);
    expect(found).toMatchObject({ ...receipt, body: expect.anything() });
    expect(Buffer.compare(found?.body ?? new Uint8Array([0]), receipt.body)).toBe(0);
  }
  expect(await loadReceipt(database.read, "nobody")).toBeUndefined();
});

test("more receipts than one statement takes are stored, and none of a transaction that fails", async () => {
  const database = await freshDatabase();
  const receipts = Array.from({ length: 250 }, (_, n) => aReceipt(Uint8Array.of(n)));
  await database.transaction((tx) => insertReceipts(tx, receipts));
  const found = await Promise.all(receipts.map(({ id }) => loadReceipt(database.read, id)));
  expect(found.map((receipt) => receipt?.body[0])).toEqual(receipts.map(({ body }) => body[0]));
  const late = aReceipt(Uint8Array.of(1));
  const twice = database.transaction((tx) => insertReceipts(tx, [late, ...receipts.slice(0, 1)]));
  await expect(twice).rejects.toThrow(/unique/i);
  expect(await loadReceipt(database.read, late.id)).toBeUndefined();
});
