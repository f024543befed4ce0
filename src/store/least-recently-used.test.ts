import { expect, test } from "vitest";
import { LeastRecentlyUsed } from "./least-recently-used.ts";

test("what was used longest ago goes when there are too many", () => {
  const cache = new LeastRecentlyUsed<string, number>(2);
  cache.set("a", 1);
  cache.set("b", 2);
  expect(cache.get("a")).toBe(1);
  cache.set("c", 3);
  expect(cache.get("b")).toBeUndefined();
  expect([cache.get("a"), cache.get("c")]).toEqual([1, 3]);
});

test("setting a key again replaces its value and makes no room", () => {
  const cache = new LeastRecentlyUsed<string, number>(2);
  cache.set("a", 1);
  cache.set("b", 2);
  cache.set("a", 3);
  cache.set("c", 4);
  expect([cache.get("a"), cache.get("b"), cache.get("c")]).toEqual([3, undefined, 4]);
});
