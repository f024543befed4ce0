import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { inputKind, refusedValue } from "./input-value.ts";

describe("what sort of value a name asks for", () => {
  test.each([
    ["pod-name", "name"],
    ["POD_NAME", "name"],
    ["Pod name", "name"],
    ["namespace", "namespace"],
    ["NS", "namespace"],
    ["node", "name"],
    ["db-host", "address"],
    ["AWS_REGION", "region"],
    ["replicas", "number"],
    ["since", "duration"],
    ["user-id", "text"],
    ["what you like", "text"],
  ])("%s: %s", (name, kind) => {
    expect(inputKind(name)).toBe(kind);
  });
});

describe("a value", () => {
  test.each([
    ["web-7d9f-x2", "name"],
    ["shop", "namespace"],
    ["10.0.0.7", "address"],
    ["fd00::7", "address"],
    ["eu-central-1", "region"],
    ["15m", "duration"],
    ["50", "number"],
    ["i-0abc/def=1", "text"],
  ] as const)("%s is a %s", (value, kind) => {
    expect(refusedValue(value, { kind })).toBeUndefined();
  });

  test.each([
    ["--kubeconfig=evil", /begins with “-”/u],
    ["-n", /begins with “-”/u],
    ["", /empty/u],
    ["a\nb", /end of a line/u],
    ["a\u2028b", /end of a line/u],
    ["a\0b", /cannot be seen/u],
    ["a\u200bb", /cannot be seen/u],
    ["a\u202eb", /cannot be seen/u],
    ["a\ud800", /cannot be seen/u],
    ["\u0440od", /“р” \(U\+0440\).*look like/u],
    ["ｐod", /U\+FF50/u],
    ["a".repeat(254), /longer than 253/u],
    ["a".repeat(1_048_576), /longer than 253/u],
    [" a", /space/u],
    ["a;id", /not of the form/u],
    ["$(id)", /not of the form/u],
    ["`id`", /not of the form/u],
    ["a'b", /not of the form/u],
    ['a"b', /not of the form/u],
    ["a|b", /not of the form/u],
    ["a>b", /not of the form/u],
    ["*", /not of the form/u],
    ["{a,b}", /not of the form/u],
    ["~root", /not of the form/u],
  ])("%j is refused", (value, reason) => {
    expect(refusedValue(value, { kind: "text" })).toMatch(reason);
  });

  test("a choice takes what it offers and nothing else", () => {
    const wanted = { kind: "text", choices: ["blue", "green"] } as const;
    expect(refusedValue("blue", wanted)).toBeUndefined();
    expect(refusedValue("red", wanted)).toBe("it is none of blue, green");
  });

  test("what may be filled in is short plain text that is no option, whatever it is for", () => {
    const kinds = fc.constantFrom(
      "name",
      "namespace",
      "number",
      "duration",
      "address",
      "region",
      "text",
    );
    const texts = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.string({ unit: fc.constantFrom(..."-ab1.=/ '\"$`;|&<>\n\0\u0440") }),
    );
    fc.assert(
      fc.property(texts, kinds, (value, kind) => {
        if (refusedValue(value, { kind }) !== undefined) return;
        expect(value).toMatch(/^[A-Za-z0-9:][\x20-\x7e]{0,252}$/u);
        expect(value).not.toMatch(/['"$`;|&<>\\*?{}()[\]!#]/u);
      }),
    );
  });
});
