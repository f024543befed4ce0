import fc from "fast-check";
import { expect, test } from "vitest";
import { freshDatabase } from "../../test/support/database.ts";
import { nextId } from "../../test/support/store-fixtures.ts";
import { insertReceipts, loadReceipt, type ReceivedBody, receiptsOf } from "./receipts.ts";

const MIB = 1024 * 1024;
const OF = { integrationId: "integration-1", receivedAt: 1_000, newId: () => nextId("receipt") };

function posted(body: Uint8Array, more: Partial<ReceivedBody> = {}): ReceivedBody {
  return { contentType: "application/json", body, truncated: false, ...more };
}

/** Bytes as plain arrays, whatever kind of view holds them. */
function plainly(requests: readonly ReceivedBody[]): unknown {
  return requests.map(({ body, ...rest }) => ({
    ...rest,
    body: Buffer.from(body).toString("hex"),
  }));
}

test("bodies come back byte for byte, whatever they are, each by itself", async () => {
  const database = await freshDatabase();
  const every = Uint8Array.from({ length: 256 }, (_, byte) => byte);
  const requests = [
    posted(every, { truncated: true, contentType: "text/plain; charset=latin1" }),
    posted(new Uint8Array()),
    posted(new TextEncoder().encode('{"a": "\\u0000 \\ud800"}')),
    posted(every.subarray(100, 200), { contentType: 'odd\u0000 "type" \ud800' }),
  ];
  const receipts = receiptsOf(requests, OF);
  expect(receipts).toHaveLength(1);
  await database.transaction((tx) => insertReceipts(tx, receipts));
  const found = await loadReceipt(database.read, receipts[0]?.id ?? "");
  expect(found).toMatchObject({ integrationId: "integration-1", receivedAt: 1_000 });
  const cleaned = requests.with(3, {
    ...posted(every.subarray(100, 200)),
    contentType: 'odd\uFFFD "type" \uFFFD',
  });
  expect(plainly(found?.requests ?? [])).toEqual(plainly(cleaned));
  expect(await loadReceipt(database.read, "nobody")).toBeUndefined();
});

test("a body as long as they may be comes back", async () => {
  const database = await freshDatabase();
  const long = new Uint8Array(5 * MIB).fill(7);
  const receipts = receiptsOf([posted(Uint8Array.of(1)), posted(long)], OF);
  await database.transaction((tx) => insertReceipts(tx, receipts));
  const found = await loadReceipt(database.read, receipts[1]?.id ?? "");
  expect(Buffer.compare(found?.requests[0]?.body ?? Uint8Array.of(0), long)).toBe(0);
});

test("what does not fit together is divided: nothing is lost, moved, or copied without bound", () => {
  const sizes = fc.array(fc.oneof(fc.nat(2000), fc.nat(3 * MIB)), { maxLength: 30 });
  fc.assert(
    fc.property(sizes, (lengths) => {
      const requests = lengths.map((length) => posted({ length } as Uint8Array));
      const receipts = receiptsOf(requests, OF);
      expect(receipts.flatMap((receipt) => receipt.requests)).toEqual(requests);
      const bytesOf = (some: readonly ReceivedBody[]) =>
        some.reduce((sum, { body }) => sum + body.length, 0);
      for (const [index, { requests: own }] of receipts.entries()) {
        expect(own.length === 1 || bytesOf(own) <= MIB).toBe(true);
        const next = receipts[index + 1]?.requests[0];
        if (next !== undefined) expect(bytesOf([...own, next])).toBeGreaterThan(MIB);
      }
      expect(new Set(receipts.map(({ id }) => id)).size).toBe(receipts.length);
    }),
  );
});

test("nothing is stored of a transaction that fails", async () => {
  const database = await freshDatabase();
  const [first, late] = [
    ...receiptsOf([posted(Uint8Array.of(1))], OF),
    ...receiptsOf([posted(Uint8Array.of(2))], OF),
  ];
  if (first === undefined || late === undefined) throw new Error("one for each");
  await database.transaction((tx) => insertReceipts(tx, [first]));
  const twice = database.transaction((tx) => insertReceipts(tx, [late, first]));
  await expect(twice).rejects.toThrow(/unique/i);
  expect(await loadReceipt(database.read, late.id)).toBeUndefined();
});
