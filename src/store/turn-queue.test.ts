import { expect, test } from "vitest";
import { TurnQueue } from "./turn-queue.ts";

test("turns go round in the order of asking, the reserved lane first", async () => {
  const queue = new TurnQueue();
  const order: string[] = [];
  await queue.take("ordinary");
  const waiting = (["ordinary", "reserved", "ordinary", "reserved"] as const).map(
    async (lane, index) => {
      await queue.take(lane);
      order.push(`${lane} ${index}`);
      queue.give();
    },
  );
  queue.give();
  await Promise.all(waiting);
  expect(order).toEqual(["reserved 1", "reserved 3", "ordinary 0", "ordinary 2"]);
});

test("closing waits for the turn under way and refuses who waits or comes later", async () => {
  const queue = new TurnQueue();
  await queue.take("ordinary");
  const waiting = [queue.take("ordinary"), queue.take("reserved")];
  let closed = false;
  const closing = queue.close().then(() => {
    closed = true;
  });
  for (const turn of waiting) await expect(turn).rejects.toThrow("closed");
  await expect(queue.take("reserved")).rejects.toThrow("closed");
  expect(closed).toBe(false);
  queue.give();
  await closing;
});

test("an idle queue closes at once", async () => {
  const queue = new TurnQueue();
  await queue.close();
  await expect(queue.take("ordinary")).rejects.toThrow("closed");
});
