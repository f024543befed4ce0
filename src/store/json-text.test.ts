import fc from "fast-check";
import { expect, test } from "vitest";
import { cleanTexts } from "../domain/clean-text.ts";
import { fromJson, toJson } from "./json-text.ts";

test("gives JSON of the value with its texts cleaned, whatever they hold", () => {
  const text = fc.string({
    unit: fc.constantFrom("a", "\\", "u", "0", "d", "8", "\0", "\ud83d", "\udea8", '"'),
  });
  const value = fc.dictionary(text, fc.oneof(text, fc.array(text), fc.integer()));
  fc.assert(
    fc.property(value, (anything) => {
      expect(fromJson(toJson(anything))).toEqual(JSON.parse(JSON.stringify(cleanTexts(anything))));
    }),
  );
});
