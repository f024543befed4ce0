import { beforeAll, expect, test } from "vitest";
import { loadSyntaxParsers } from "../../platform/syntax-parsers.ts";
import { type AssembledPlaybook, assemblePlaybook } from "../assemble-playbook.ts";
import { coverageReport } from "./coverage-report.ts";
import { renderCoverage } from "./render-coverage.ts";

const TEXT = `Words before.

# Plan

## Levels

### P0 - Critical

**SLA**:

- Response: 15 minutes

## History

Long ago, and for a reason that nobody remembers, it began.
`;

let compiled: AssembledPlaybook;
beforeAll(async () => {
  compiled = assemblePlaybook({
    files: [{ path: "plan.md", bytes: new TextEncoder().encode(TEXT) }],
    hash: "",
    presentFiles: new Set(),
    parsers: await loadSyntaxParsers(),
  });
});

test("every line has what it became, and the whole is what the playbook counts", () => {
  const [file] = coverageReport(compiled);
  expect(file?.lines.map(({ text }) => text).join("\n")).toBe(TEXT);
  expect(file?.lines[6]).toMatchObject({ state: "understood", kinds: ["severity"] });
  expect(file?.lines[0]).toMatchObject({ state: "text" });
  expect(file?.lines[1]).toMatchObject({ state: "blank" });
  const sum = (key: "understoodLines" | "textLines") =>
    file?.sections.reduce((all, section) => all + section[key], 0);
  expect({ understoodLines: sum("understoodLines"), textLines: sum("textLines") }).toEqual(
    compiled.playbook.coverage,
  );
});

test("sections of the first two levels are counted with what stands below them", () => {
  const [file] = coverageReport(compiled);
  expect(
    file?.sections.map((section) => [section.title, section.understoodLines, section.textLines]),
  ).toEqual([
    ["", 0, 1],
    ["Plan", 1, 0],
    ["Levels", 4, 0],
    ["History", 0, 2],
  ]);
});

test("the text is printed with its gutter, and shares rounded down", () => {
  const lines = renderCoverage(coverageReport(compiled), {
    colour: false,
    columns: 60,
    cut: true,
  }).split("\n");
  expect(lines).toContain(" 7 + severity   | ### P0 - Critical");
  expect(lines).toContain(" 1 ·            | Words before.");
  expect(lines).toContain(" 2              |");
  expect(lines.find((line) => line.includes("Long ago"))?.endsWith("…")).toBe(true);
  expect(lines.at(-2)).toBe("5 of 8 lines of text (62 %) are understood and acted on.");
});

test("what goes into a file is whole and without colour", () => {
  const text = renderCoverage(coverageReport(compiled), { colour: false, columns: 60, cut: false });
  expect(text).toContain("| Long ago, and for a reason that nobody remembers, it began.\n");
  expect(text).not.toContain("\u001b");
});
