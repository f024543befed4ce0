import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readTruncatedList } from "./truncated-list.ts";

describe("readTruncatedList", () => {
  test("gives the members before the list, and the items that are complete", () => {
    const text =
      '{ "a": {"alerts": [1]}, "b": "x]}\\"", "alerts" : [ {"n":[1,{}]}, "two" , 3, {"cut": ';
    const list = readTruncatedList(text, "alerts");
    expect(JSON.parse(list?.head ?? "")).toEqual({ a: { alerts: [1] }, b: 'x]}"' });
    expect(list?.items.map((item) => JSON.parse(item))).toEqual([{ n: [1, {}] }, "two", 3]);
  });

  test("a number at the cut may go on and is not taken", () => {
    expect(readTruncatedList('{"alerts":[1,23', "alerts")?.items).toEqual(["1"]);
  });

  test.each([
    "",
    "[",
    '"alerts"',
    "{",
    '{"a"',
    '{"a":',
    '{"a":1',
    '{"alerts":7}',
    '{"alert":[1]}',
    "{a:1}",
  ])("%j has no such list", (text) => {
    expect(readTruncatedList(text, "alerts")).toBeUndefined();
  });

  test("agrees with JSON.parse on whole objects, and never throws on cut ones", () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.jsonValue()),
        fc.array(fc.jsonValue()),
        fc.nat(),
        (before, items, cut) => {
          const { alerts: _, ...head } = before;
          const text = JSON.stringify({ ...head, alerts: items });
          // Names that are numbers move to the front and the list stays where it is: last.
          const whole = readTruncatedList(text, "alerts");
          expect(whole?.items.map((item) => JSON.parse(item))).toEqual(
            JSON.parse(JSON.stringify(items)),
          );
          expect(JSON.parse(whole?.head ?? "")).toEqual(JSON.parse(JSON.stringify(head)));
          readTruncatedList(text.slice(0, cut % text.length), "alerts");
        },
      ),
    );
  });

  test.each(['{"alerts":[', '{"a":[[', '{"alerts":[{"a":"', "[{", '\\"'])(
    "hostile repetition of %j is read in one pass",
    (piece) => {
      // No clock: reading again and again from the start would run into the test's time limit.
      const text = `{"alerts":[${piece.repeat(200_000)}`;
      expect(readTruncatedList(text, "alerts")?.items).toEqual([]);
    },
  );
});
