import fc from "fast-check";
import { expect, test } from "vitest";
import { keyHash } from "./key-hash.ts";

test("is 16 bytes in hexadecimal, and never changes", () => {
  expect(keyHash("integration-1", "key")).toBe("3d6872f28c02d444a37a1ac16270195f");
});

test("tells integrations and keys apart wherever the border lies", () => {
  expect(keyHash("a", "bc")).not.toBe(keyHash("ab", "c"));
  expect(keyHash("", "1:a")).not.toBe(keyHash("1", ":a"));
  const text = fc.string({ maxLength: 6 });
  fc.assert(
    fc.property(text, text, text, text, (a, b, c, d) => {
      fc.pre(a !== c || b !== d);
      expect(keyHash(a, b)).not.toBe(keyHash(c, d));
    }),
  );
});

test("is that of the key as it is stored", () => {
  expect(keyHash("a", "k\0\ud800")).toBe(keyHash("a", "k\uFFFD\uFFFD"));
});

test("stays the same when more keys are asked for than are remembered", () => {
  const keys = Array.from({ length: 40_000 }, (_, index) => `key ${index}`);
  const before = keys.slice(0, 10).map((key) => keyHash("a", key));
  expect(new Set(keys.map((key) => keyHash("a", key))).size).toBe(keys.length);
  expect(keys.slice(0, 10).map((key) => keyHash("a", key))).toEqual(before);
});
