import { describe, expect, test } from "vitest";
import type { Diagnostic } from "../../domain/playbook.ts";
import { diagnostic } from "../diagnostic-codes.ts";
import { countFindings, renderDiagnostics } from "./render-diagnostics.ts";

const texts = [
  { file: "playbook.md", lines: ["# Plan", "", "| 2026-01-27 | Carol |"] },
  { file: "tocsin.yaml", lines: ["token: xoxb-1234567890-abc"] },
];
const plain = { colour: false, columns: 80 };

function at(code: "TOC201" | "TOC203", endColumn = 13): Diagnostic {
  return diagnostic(
    code,
    { file: "playbook.md", line: 3, column: 3, endColumn },
    "the rotation ends",
    "Add weeks.",
  );
}

test("a finding names its code, its place, the line with a caret, what to do, and its page", () => {
  expect(renderDiagnostics([at("TOC201")], texts, plain)).toBe(
    `warning[TOC201]: the rotation ends
 --> playbook.md:3:3
  |
3 | | 2026-01-27 | Carol |
  |   ^^^^^^^^^^
  = help: Add weeks.
  = see: docs/diagnostics/TOC201.md
`,
  );
});

test("the same mistake made many times is shown once, with all its places", () => {
  const again = { ...at("TOC201"), line: 1, column: 1, message: "another message" };
  expect(renderDiagnostics([at("TOC201"), again, again], texts, plain)).toBe(
    `warning[TOC201]: the rotation ends
 --> playbook.md:3:3
  |
3 | | 2026-01-27 | Carol |
  |   ^^^^^^^^^^
  = help: Add weeks.
  = also: 2 more like it
    --> playbook.md:1:1  # Plan
    --> playbook.md:1:1  # Plan
  = see: docs/diagnostics/TOC201.md
`,
  );
});

test("errors come first and remarks last, whatever their places", () => {
  const [remark, warning, error] = (["info", "warning", "error"] as const).map((level, index) => ({
    ...at("TOC201"),
    level,
    line: index + 1,
  }));
  if (remark === undefined || warning === undefined || error === undefined) throw new Error();
  const text = renderDiagnostics(
    [remark, { ...warning, help: "b" }, { ...error, help: "c" }],
    texts,
    plain,
  );
  expect(text.match(/^\w+(?=\[)/gm)).toEqual(["error", "warning", "remark"]);
});

test("of very many only the first are shown with their text, and none is left out", () => {
  const findings = Array.from({ length: 12 }, (_, index) => ({ ...at("TOC201"), line: index + 3 }));
  const text = renderDiagnostics(findings, texts, plain);
  expect(text.match(/-->/g)).toHaveLength(5);
  for (const { line } of findings) expect(text).toContain(`playbook.md:${line}:3`);
});

test("of several on one line the words are shown that are meant", () => {
  const findings = [3, 3, 16].map((column) => ({ ...at("TOC201", column + 5), column }));
  expect(renderDiagnostics(findings, texts, plain)).toContain("--> playbook.md:3:16  Carol");
});

test("a long message goes on under itself", () => {
  const finding = { ...at("TOC201"), message: "word ".repeat(30).trim() };
  const lines = renderDiagnostics([finding], texts, { colour: false, columns: 60 }).split("\n");
  expect(lines[1]).toMatch(/^ {17}word/);
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(60);
});

test("twice is not many, and other advice is another mistake", () => {
  const other = { ...at("TOC201"), help: "Other." };
  const text = renderDiagnostics([at("TOC201"), other, at("TOC201"), at("TOC203")], texts, plain);
  expect(text).not.toContain("more like it");
  expect(text.match(/^warning\[/gm)).toHaveLength(4);
  expect(text.match(/see: docs\/diagnostics\/TOC201\.md/g)).toHaveLength(1);
});

test("advice reads as a sentence, however it was written", () => {
  const help = (text: string) =>
    /help: (.*)/.exec(renderDiagnostics([{ ...at("TOC201"), help: text }], texts, plain))?.[1];
  expect(help("add weeks")).toBe("Add weeks.");
  expect(help("Did you mean P0?")).toBe("Did you mean P0?");
  expect(help("`-i` will do")).toBe("`-i` will do.");
  expect(help("write roles: { a: b }")).toBe("Write roles: { a: b }");
});

test("a point is shown as the word that begins there", () => {
  const { endColumn: _, ...point } = at("TOC201");
  expect(renderDiagnostics([point], texts, plain)).toContain("\n  |   ^^^^^^^^^^\n");
  expect(renderDiagnostics([{ ...point, column: 1 }], texts, plain)).toContain("\n  | ^\n");
});

test("no finding is lost in a group", () => {
  const findings = Array.from({ length: 7 }, (_, index) => ({
    ...at(index % 2 === 0 ? "TOC201" : "TOC203"),
    line: index + 1,
  }));
  const text = renderDiagnostics(findings, texts, plain);
  for (const { line } of findings) expect(text).toContain(`playbook.md:${line}:3`);
});

test("a file that is not there and an empty line give no excerpt", () => {
  const elsewhere = { ...at("TOC201"), file: "gone.md" };
  const empty = { ...at("TOC201"), line: 2, column: 1 };
  for (const finding of [elsewhere, empty])
    expect(renderDiagnostics([finding], texts, plain)).not.toContain("|");
});

test("long help goes on under itself", () => {
  const finding = { ...at("TOC201"), help: "word ".repeat(30).trim() };
  const lines = renderDiagnostics([finding], texts, { colour: false, columns: 60 }).split("\n");
  const first = lines.findIndex((line) => line.includes("= help:"));
  expect(lines[first + 1]).toMatch(/^ {10}word/);
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(60);
});

test("a secret in clear text is not shown again, alone or among others", () => {
  const finding = diagnostic(
    "TOC506",
    { file: "tocsin.yaml", line: 1, column: 8, endColumn: 27 },
    "a secret",
  );
  const text = renderDiagnostics([finding], texts, plain);
  expect(text + renderDiagnostics([finding, finding, finding], texts, plain)).not.toContain("xoxb");
  expect(text).toContain("token: •••");
});

test("colour only when asked for", () => {
  expect(renderDiagnostics([at("TOC201")], texts, plain)).not.toContain("\u001b");
  expect(renderDiagnostics([at("TOC201")], texts, { ...plain, colour: true })).toContain(
    "\u001b[1;33mwarning[TOC201]",
  );
});

test("what stands in a message cannot steer the terminal", () => {
  const finding = { ...at("TOC201"), message: "a\u001b[2Jb", file: "x\u001b[2J.md" };
  expect(renderDiagnostics([finding], texts, plain)).not.toContain("\u001b");
});

describe("the count", () => {
  test("says how many of each", () => {
    const error = { ...at("TOC201"), level: "error" } as const;
    expect(countFindings([])).toBe("no findings");
    expect(countFindings([error, at("TOC201"), at("TOC203")])).toBe("1 error, 2 warnings");
    expect(countFindings([{ ...error, level: "info" }])).toBe("1 remark");
  });
});
