import { expect, test } from "vitest";
import { LETTERS, LETTERS_AND_DIGITS } from "./word-characters.ts";

const letter = new RegExp(`^[${LETTERS}]$`, "iu");
const letterOrDigit = new RegExp(`^[${LETTERS_AND_DIGITS}]$`, "iu");

test.each([
  ["Latin", 0x0000, 0x02c1],
  ["punctuation, signs and arrows", 0x2010, 0x206f],
  ["arrows, operators, strokes and pictures", 0x2190, 0x2bff],
  ["Han", 0x4e00, 0x9fff],
  ["Hangul", 0xac00, 0xd7a3],
])("%s are what Unicode says", (_, from, to) => {
  const wrong = Array.from({ length: to - from + 1 }, (_, index) =>
    String.fromCharCode(from + index),
  )
    .filter(
      (character) =>
        letter.test(character) !== /\p{L}/u.test(character) ||
        letterOrDigit.test(character) !== /[\p{L}\p{N}]/u.test(character),
    )
    .map((character) => character.charCodeAt(0).toString(16));
  expect(wrong).toEqual([]);
});

test.each(["Ω", "ж", "ب", "א", "ह", "ไ", "あ", "ー", "々", "ｚ"])("%s is a letter", (character) => {
  expect(letter.test(character)).toBe(true);
});
