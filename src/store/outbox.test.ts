import { beforeEach, describe, expect, it } from "vitest";
import { freshDatabase } from "../../test/support/database.ts";
import { anIncident } from "../../test/support/store-fixtures.ts";
import type { Database } from "./database.ts";
import { insertIncidents } from "./incidents.ts";
import {
  claimOutboxItems,
  completeOutboxItem,
  insertOutboxItems,
  type NewOutboxItem,
  nextOutboxDueAt,
} from "./outbox.ts";

let database: Database;
let incidentId: string;

beforeEach(async () => {
  database = await freshDatabase();
  const incident = anIncident();
  incidentId = incident.id;
  await database.transaction((tx) => insertIncidents(tx, [incident]));
});

function item(id: string, changes: Partial<NewOutboxItem> = {}): NewOutboxItem {
  const named = { id, kind: "take-back", subject: id, key: "" } as const;
  return { ...named, incidentId, body: "", dueAt: 1000, createdAt: 500, ...changes };
}

const insert = (...items: NewOutboxItem[]) =>
  database.transaction((tx) => insertOutboxItems(tx, items));
const claim = (now: number) =>
  database.transaction((tx) =>
    claimOutboxItems(tx, { kind: "take-back", now, limit: 10, owner: "test", leaseMs: 100 }),
  );
const attempts = async () =>
  database.read
    .selectFrom("outbox_attempt")
    .select(["fence", "outcome"])
    .orderBy("outbox_item_id")
    .orderBy("fence")
    .execute();

describe("the outbox", () => {
  it("keeps one item of a kind, subject and key", async () => {
    expect(
      await insert(item("a"), item("b", { subject: "a" }), item("c", { subject: "a", key: "k" })),
    ).toBe(2);
    expect(await insert(item("d", { subject: "a" }))).toBe(0);
  });

  it("gives what is due to one sender at a time, and again when its lease has run out", async () => {
    await insert(item("a"), item("later", { dueAt: 5000 }));
    expect(await nextOutboxDueAt(database.read, "take-back")).toBe(1000);
    expect(await claim(999)).toEqual([]);
    expect(await claim(1000)).toMatchObject([{ id: "a", attempts: 1, fence: 1 }]);
    expect(await claim(1099)).toEqual([]);
    expect(await claim(1100)).toMatchObject([{ id: "a", attempts: 2, fence: 2 }]);
    expect(await attempts()).toEqual([
      { fence: 1, outcome: "unknown" },
      { fence: 2, outcome: null },
    ]);
  });

  it("takes an outcome from who holds the lease, and from nobody else", async () => {
    await insert(item("a"));
    await claim(1000);
    await claim(1100);
    const end = (fence: number) =>
      database.transaction((tx) =>
        completeOutboxItem(tx, { id: "a", fence, state: "done", outcome: "delivered", at: 1150 }),
      );
    expect(await end(1)).toBe(false);
    expect(await end(2)).toBe(true);
    expect(await end(2)).toBe(false);
    expect(await nextOutboxDueAt(database.read, "take-back")).toBeNull();
    expect((await attempts()).at(-1)).toEqual({ fence: 2, outcome: "delivered" });
  });

  it("has what failed for a while come due again", async () => {
    await insert(item("a"));
    await claim(1000);
    const again = { id: "a", fence: 1, state: "pending", dueAt: 3000 } as const;
    await database.transaction((tx) =>
      completeOutboxItem(tx, { ...again, outcome: "retry", reason: "timeout", at: 1050 }),
    );
    expect(await claim(2999)).toEqual([]);
    expect(await claim(3000)).toMatchObject([{ id: "a", fence: 2 }]);
  });
});
