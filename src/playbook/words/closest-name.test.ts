import fc from "fast-check";
import { expect, test } from "vitest";
import { closestName } from "./closest-name.ts";

test("a slip of the pen finds the name that was meant", () => {
  const known = ["timeZone", "handoffTime", "people", "catchAll"];
  expect(closestName("timezone", known)).toBe("timeZone");
  expect(closestName("catch-all", known)).toBe("catchAll");
  expect(closestName("poeple", known)).toBe("people");
  expect(closestName("handofftimes", known)).toBe("handoffTime");
});

test("another word finds none", () => {
  expect(closestName("severity", ["people", "roles"])).toBeUndefined();
  expect(closestName("x", [])).toBeUndefined();
});

test("of several near ones the nearest", () => {
  expect(closestName("P2", ["P0", "P2", "P3"])).toBe("P2");
  expect(closestName("Secondry", ["Second", "Secondary"])).toBe("Secondary");
});

test("a known name is its own closest, and the answer is always a known name", () => {
  const names = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,12}$/), { minLength: 1 });
  fc.assert(
    fc.property(names, fc.string(), (known, written) => {
      for (const name of known) expect(closestName(name, known)).toBe(name);
      const found = closestName(written, known);
      if (found !== undefined) expect(known).toContain(found);
    }),
  );
});
