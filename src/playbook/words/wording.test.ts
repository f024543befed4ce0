import { expect, test } from "vitest";
import { anyOf, beginsWith, countMentioned, mentions, spacedWords } from "./wording.ts";

test("words are lower case, without punctuation, one space around each", () => {
  expect(spacedWords("On-Call  Engineer's (Œuvre 2)")).toBe(" on call engineers œuvre 2 ");
  expect(spacedWords("— !")).toBe(" ");
});

test.each([
  ["Escalation Matrix", ["escalat*"], true],
  ["De-escalation", ["escalat*"], true],
  ["deescalation", ["escalat*"], false],
  ["On-call rotation", ["on call"], true],
  ["One call", ["on call"], false],
  ["", ["on call"], false],
])("%j mentions %j: %s", (text, phrases, mentioned) => {
  expect(mentions(text, phrases)).toBe(mentioned);
});

test("each phrase is counted once", () => {
  const phrases = ["summary", "impact", "root cause*"];
  expect(countMentioned("Summary / Impact / Summary of causes", phrases)).toBe(2);
});

test("the first phrase in their order that the text begins with", () => {
  expect(beginsWith("Wake up the miller", ["call", "wake", "wake up"])).toBe("wake");
  expect(beginsWith("Then call", ["call"])).toBeUndefined();
});

test("an answer does not depend on what was asked before", () => {
  const texts = Array.from({ length: 1000 }, (_, index) => `Title ${index}`);
  for (const text of [...texts, ...texts])
    expect(spacedWords(text)).toBe(` ${text.toLowerCase()} `);
});

test("literal texts stay literal in a regular expression, the longest first", () => {
  const pattern = new RegExp(`^(?:${anyOf(["a.b", "a.b c"])})`, "u");
  expect(pattern.exec("a.b-c")?.[0]).toBe("a.b-c");
  expect(pattern.exec("axb")).toBeNull();
});
