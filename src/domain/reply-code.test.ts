import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { freeReplyCode, readReply, replyCodeAt } from "./reply-code.ts";

describe("reply codes", () => {
  it("are one letter, then two, and never one that looks like a digit", () => {
    expect([0, 1, 20, 21, 22, 461, 462].map(replyCodeAt)).toEqual([
      "a",
      "b",
      "y",
      "aa",
      "ab",
      "yy",
      "aaa",
    ]);
    const codes = Array.from({ length: 1000 }, (_, index) => replyCodeAt(index));
    expect(new Set(codes).size).toBe(1000);
    expect(codes.join("")).not.toMatch(/[ilosz]/u);
  });

  it("are the first that is free", () => {
    expect(freeReplyCode(new Set())).toBe("a");
    expect(freeReplyCode(new Set(["a", "c"]))).toBe("b");
  });

  it("are read back from any reply that is made of them", () => {
    const spaces = fc.constantFrom("", " ", "  ", "\n", " - ", ".");
    fc.assert(
      fc.property(
        fc.nat(9000),
        spaces,
        fc.boolean(),
        fc.boolean(),
        (index, gap, upper, resolve) => {
          const code = replyCodeAt(index);
          const written = `${gap}${resolve ? "6" : "1"}${gap}${code}${gap}`;
          expect(readReply(upper ? written.toUpperCase() : written)).toEqual({
            kind: resolve ? "resolve" : "acknowledge",
            code,
          });
        },
      ),
    );
  });
});

describe("a reply", () => {
  it.each([
    ["1", undefined],
    ["1a", "a"],
    ["4 A", "a"],
    ["ack", undefined],
    ["ACK b", "b"],
    ["Acknowledged", undefined],
    ["ok", undefined],
    ["OK!", undefined],
    ["okay ab", "ab"],
    ["\u201c1a\u201d", "a"],
    ["\uff11\uff41", "a"],
  ])("%j acknowledges", (text, code) => {
    expect(readReply(text)).toEqual({ kind: "acknowledge", code });
  });

  it.each([
    ["6", undefined],
    ["6a", "a"],
    ["Resolve A", "a"],
    ["resolved", undefined],
  ])("%j resolves", (text, code) => {
    expect(readReply(text)).toEqual({ kind: "resolve", code });
  });

  it.each([
    ["5", undefined],
    ["5b", "b"],
    ["Escalate", undefined],
    ["esc b", "b"],
  ])("%j escalates", (text, code) => {
    expect(readReply(text)).toEqual({ kind: "escalate", code });
  });

  it.each(["STOP", "stop.", "Unsubscribe", "START", "help", "yes"])(
    "%j is the carrier's",
    (text) => {
      expect(readReply(text)).toEqual({ kind: "carrier" });
    },
  );

  it.each(["", "a", "11a", "1ab 2", "2a", "ok then", "1 l", "who is this?", "1".repeat(2000)])(
    "%j is not understood",
    (text) => {
      expect(readReply(text)).toEqual({ kind: "unclear" });
    },
  );

  it("of any text is read without an error", () => {
    fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => void readReply(text)));
  });
});
