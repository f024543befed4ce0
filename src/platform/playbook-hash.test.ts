import { describe, expect, it } from "vitest";
import { playbookHash } from "./playbook-hash.ts";

const file = (path: string, text: string) => ({ path, bytes: new TextEncoder().encode(text) });
const OVERLAY = { path: "tocsin.yaml", text: "timeZone: UTC\n" };

describe("what a playbook is known by", () => {
  const plain = playbookHash([file("a.md", "one"), file("b.md", "two")], OVERLAY, "r1");

  it("is the same in whatever order the files come", () => {
    expect(playbookHash([file("b.md", "two"), file("a.md", "one")], OVERLAY, "r1")).toBe(plain);
  });

  it.each([
    ["another text", [file("a.md", "one"), file("b.md", "2")], OVERLAY, "r1"],
    ["another name", [file("a.md", "one"), file("c.md", "two")], OVERLAY, "r1"],
    ["the same text joined otherwise", [file("a.md", "onet"), file("b.md", "wo")], OVERLAY, "r1"],
    ["no tocsin.yaml", [file("a.md", "one"), file("b.md", "two")], undefined, "r1"],
    ["another compiler", [file("a.md", "one"), file("b.md", "two")], OVERLAY, "r2"],
  ])("is another one with %s", (_, files, overlay, revision) => {
    expect(playbookHash(files, overlay, revision)).not.toBe(plain);
  });

  it("is that of the compiler at hand when none is named", () => {
    expect(playbookHash([file("a.md", "one")], undefined)).toMatch(/^[0-9a-f]{64}$/);
    expect(playbookHash([], undefined)).toBe(playbookHash([], undefined));
  });
});
