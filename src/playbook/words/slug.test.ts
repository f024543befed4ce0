import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { slug, uniqueIds } from "./slug.ts";

describe("slug", () => {
  it.each([
    ["Queue workers stuck (EU)", "queue-workers-stuck-eu"],
    ["Don't panic: it's DNS", "dont-panic-its-dns"],
    ["Panne générale", "panne-generale"],
    ["障害対応", "障害対応"],
    ["…", "section"],
    ["", "section"],
  ])("writes %j as %j", (text, id) => {
    expect(slug(text, "section")).toBe(id);
  });

  it("cuts a long title between two words", () => {
    const id = slug("word ".repeat(50), "section");
    expect(id.length).toBeLessThanOrEqual(80);
    expect(id.endsWith("word")).toBe(true);
  });
});

describe("uniqueIds", () => {
  it("numbers what is asked for again, also when a numbered name is taken", () => {
    const unique = uniqueIds();
    expect(["a", "a-2", "a", "a", "a-2"].map(unique)).toEqual(["a", "a-2", "a-3", "a-4", "a-2-2"]);
  });

  it("never gives the same id twice", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom("a", "a-2", "a-3", "b", "a-2-2")), (ids) => {
        const given = ids.map(uniqueIds());
        expect(new Set(given).size).toBe(given.length);
      }),
    );
  });
});
