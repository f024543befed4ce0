/** The runner's own filters beside the programs they stand for, on the same text. */

import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readFilter } from "./read-filter.ts";

const TEXT = `web-1   1/1   Running   0    12M
web-2   0/1   Pending   3    8Mi
db-0    1/1   Running   12   1Gi
ERROR: connection refused (db-0)
error: timeout after 30s
web-1   1/1   Running   0    12M

a|b
a+b
aab
`;

/** What it prints, and its exit code; or why it is not carried out. */
function filtered(argv: readonly string[], text: string): readonly [string, number] | string {
  const read = readFilter(argv);
  if (read?.kind !== "filter") return read?.reason ?? "no filter";
  const filter = read.create();
  const printed: string[] = [];
  const lines = text.split("\n");
  if (lines.at(-1) === "") lines.pop();
  for (const line of lines) {
    if (filter.isDone()) break;
    printed.push(...filter.line(line));
  }
  printed.push(...filter.end());
  return [printed.map((line) => `${line}\n`).join(""), filter.exitCode()];
}

function real(
  [program = "", ...args]: readonly string[],
  input: string,
): readonly [string, number] {
  try {
    const output = execFileSync(program, args, {
      input,
      env: { LC_ALL: "C.UTF-8", PATH: "/usr/bin:/bin" },
      encoding: "utf8",
    });
    return [output, 0];
  } catch (error) {
    const { stdout, status } = error as { stdout: string; status: number };
    return [stdout, status];
  }
}

describe("the same text comes of it as of the program", () => {
  test.each([
    ["grep ERROR"],
    ["grep -i error"],
    ["grep -iv error"],
    ["grep -c web"],
    ["grep -n Running"],
    ["grep -w db"],
    ["grep -x aab"],
    ["grep -E ^(web|db)-[0-9]"],
    ["grep ^\\(web\\|db\\)-[0-9]"],
    ["grep a|b"],
    ["grep a+b"],
    ["grep -E a+b"],
    ["grep -F a+b"],
    ["grep a\\+b"],
    ["grep *b"],
    ["grep [[:digit:]]s$"],
    ["grep [^a-z]/1"],
    ["grep -o [0-9]\\+"],
    ["grep -A1 Pending"],
    ["grep -B1 -n ERROR"],
    ["grep -C1 -n Pending"],
    ["grep -A1 -B1 web"],
    ["grep -m2 web"],
    ["grep -q web"],
    ["grep -e web -e db"],
    ["grep nothing-like-it"],
    ["grep -c nothing-like-it"],
    ["egrep web-1|db-0"],
    ["fgrep (db-0)"],
    ["head"],
    ["head -3"],
    ["head -n 0"],
    ["head -n2"],
    ["tail"],
    ["tail -2"],
    ["tail -n +3"],
    ["tail -n 0"],
    ["wc -l"],
    ["wc -w"],
    ["sort"],
    ["sort -r"],
    ["sort -u"],
    ["sort -k4n"],
    ["sort -k4,4nr"],
    ["sort -f"],
    ["sort -n"],
    ["uniq"],
    ["cut -d: -f1"],
    ["cut -d: -f2-"],
    ["cut -s -d: -f1"],
    ["cat"],
  ])("%s", (line) => {
    const argv = line.split(" ");
    expect(filtered(argv, TEXT)).toEqual(real(argv, TEXT));
  });

  test.each([["uniq"], ["uniq -c"], ["uniq -d"], ["uniq -u"], ["uniq -ci"]])(
    "sorted, %s",
    (line) => {
      const sorted = real(["sort"], TEXT)[0];
      expect(filtered(line.split(" "), sorted)).toEqual(real(line.split(" "), sorted));
    },
  );
});

test("lines of any kind come out of grep, head and tail as out of the programs", () => {
  const text = fc
    .array(fc.string({ unit: fc.constantFrom(..."ab1 -:é") }), { maxLength: 12 })
    .map((lines) => lines.map((one) => `${one}\n`).join(""));
  const argv = fc.constantFrom(
    ["grep", "-n", "a"],
    ["grep", "-C1", "b"],
    ["grep", "-vc", "a"],
    ["grep", "-w", "a"],
    ["head", "-2"],
    ["tail", "-2"],
    ["sort"],
    ["uniq", "-c"],
  );
  fc.assert(
    fc.property(argv, text, (words, lines) => {
      expect(filtered(words, lines)).toEqual(real(words, lines));
    }),
    { numRuns: 60 },
  );
});

test.each([
  ["grep -P a"],
  ["grep \\(a\\)\\1"],
  ["grep -r a"],
  ["grep a file"],
  ["head file"],
  ["head -c 5"],
  ["tail -f"],
  ["sort -o x"],
  ["sort x"],
  ["uniq a b"],
  ["wc"],
  ["cut -b 1"],
  ["cat x"],
  ["jq ."],
])("%s is not carried out", (line) => {
  expect(filtered(line.split(" "), TEXT)).toEqual(expect.any(String));
});

test("a pattern that would hang another engine is answered", () => {
  expect(filtered(["grep", "-E", "(a+)+$"], `${"a".repeat(50_000)}b\n`)).toEqual(["", 1]);
});
