import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { DIAGNOSTIC_CODES, type DiagnosticCode } from "./diagnostic-codes.ts";
import { diagnosticPage } from "./render-diagnostics.ts";

const project = fileURLToPath(new URL("../../", import.meta.url));
const pages = join(project, "docs/diagnostics");
const codes = Object.keys(DIAGNOSTIC_CODES) as DiagnosticCode[];
const LEVELS = { error: "**Error**", warning: "**Warning**", info: "**Remark**" } as const;

test("every code has a page, and every page a code", () => {
  const named = readdirSync(pages).filter((name) => name !== "README.md");
  expect(named.sort()).toEqual(codes.map((code) => `${code}.md`).sort());
});

describe.each(codes)("%s", (code) => {
  const text = readFileSync(join(project, diagnosticPage(code)), "utf8");
  const { title, level } = DIAGNOSTIC_CODES[code];

  test("has its code's title and level", () => {
    const [heading, , line] = text.split("\n");
    expect(heading).toBe(`# ${code}: ${title}`);
    expect(line?.startsWith(LEVELS[level])).toBe(true);
  });

  test("says what, why, an example and what to do, each in some words", () => {
    const sections = sectionsOf(text);
    expect([...sections.keys()]).toEqual([
      "What it means",
      "Why it matters at 3 am",
      "Example",
      "How to fix it",
    ]);
    for (const words of sections.values()) expect(words.length).toBeGreaterThanOrEqual(4);
  });
});

test("the list of findings has them all, with their levels", () => {
  const list = readFileSync(join(pages, "README.md"), "utf8");
  for (const code of codes) {
    const { level, title } = DIAGNOSTIC_CODES[code];
    const name = level === "info" ? "remark" : level;
    expect(list).toContain(`| [${code}](${code}.md) | ${name} | ${title} |`);
  }
});

/** Words under each heading of the second level; an example may hold headings of its own. */
function sectionsOf(text: string): Map<string, string[]> {
  const sections = new Map<string, string[]>();
  let words: string[] = [];
  let fence = "";
  for (const line of text.split("\n")) {
    const mark = /^`{3,}/.exec(line)?.[0] ?? "";
    if (mark !== "" && (fence === "" || fence === mark)) fence = fence === "" ? mark : "";
    if (fence === "" && line.startsWith("## ")) {
      words = [];
      sections.set(line.slice(3), words);
    } else {
      words.push(...line.split(/\s+/).filter((word) => word !== ""));
    }
  }
  return sections;
}
