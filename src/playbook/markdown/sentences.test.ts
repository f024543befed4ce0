import { expect, it } from "vitest";
import { documentOf } from "../../../test/support/compile-context.ts";
import { sentencesOf } from "./sentences.ts";

function sentences(text: string) {
  const [node] = documentOf(text).root.content;
  return node?.type === "paragraph" ? sentencesOf(node).map(({ text, line }) => [text, line]) : [];
}

it("tells sentences apart, each with the line of its first word", () => {
  expect(
    sentences("The boiler is\nold. Look at **the gauge** first. If it is low\nrefill the tank."),
  ).toEqual([
    ["The boiler is old.", 1],
    ["Look at the gauge first.", 2],
    ["If it is low refill the tank.", 2],
  ]);
});

it("does not take an abbreviation or a version for an end", () => {
  expect(sentences("Use tools, e.g. Wrench 2.1 or similar.")).toEqual([
    ["Use tools, e.g. Wrench 2.1 or similar.", 1],
  ]);
});
