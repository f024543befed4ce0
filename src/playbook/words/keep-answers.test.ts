import { expect, test } from "vitest";
import { keepAnswers } from "./keep-answers.ts";

test("asks once about the same short text, each time about a long one", () => {
  const asked: string[] = [];
  const lengthOf = keepAnswers((text) => {
    asked.push(text);
    return text.length;
  });
  const long = "a".repeat(1000);
  expect(["pump", "valve", "pump", long, long].map(lengthOf)).toEqual([4, 5, 4, 1000, 1000]);
  expect(asked).toEqual(["pump", "valve", long, long]);
});

test("forgets when it has been asked about too many, and answers on", () => {
  const twice = keepAnswers((text) => `${text}${text}`);
  for (let count = 0; count < 10_000; count += 1)
    expect(twice(`${count}`)).toBe(`${count}${count}`);
});
