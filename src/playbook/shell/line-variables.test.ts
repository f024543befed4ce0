import { parse } from "unbash";
import { describe, expect, test } from "vitest";
import { lineVariables } from "./line-variables.ts";

const kindIn = (line: string, name: string): string => lineVariables(parse(line)).kind(name);

describe("what a variable can be", () => {
  test.each([
    ["echo $POD", "POD", "hole"],
    ["POD=web-0; echo $POD", "POD", "hole"],
    ["POD='web-0'; echo $POD", "POD", "hole"],
    ["POD=--all; echo $POD", "POD", "computed"],
    ["POD='a b'; echo $POD", "POD", "computed"],
    ["POD=$(date); echo $POD", "POD", "computed"],
    ["POD=a; POD=b; echo $POD", "POD", "computed"],
    ["POD+=a; echo $POD", "POD", "computed"],
    ["for POD in a b; do echo $POD; done", "POD", "hole"],
    ["for POD in a -b; do echo $POD; done", "POD", "computed"],
    ["for POD in *; do echo $POD; done", "POD", "computed"],
    ["for POD; do echo $POD; done", "POD", "computed"],
    ["read POD; echo $POD", "POD", "computed"],
    ["select POD in a; do :; done", "POD", "computed"],
    ["echo $?", "?", "hole"],
    ["echo $@", "@", "spread"],
    ["echo $1", "1", "spread"],
    ["echo $IFS", "IFS", "spread"],
    ["echo $BASH_ENV", "BASH_ENV", "spread"],
  ])("%s", (line, name, kind) => {
    expect(kindIn(line, name)).toBe(kind);
  });

  test("what the line does not set is to be filled in", () => {
    const { placeholders } = lineVariables(
      parse(`A=1; echo $A "\${B}" $HOME $(cat $C) \${D:-x} $1`),
    );
    expect(placeholders).toEqual([
      { name: "B", text: `\${B}` },
      { name: "C", text: "$C" },
      { name: "D", text: `\${D:-x}` },
    ]);
  });
});
