import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { loadSyntaxParsers } from "../platform/syntax-parsers.ts";
import { assemblePlaybook } from "./assemble-playbook.ts";
import { DIAGNOSTIC_CODES, type DiagnosticCode } from "./diagnostic-codes.ts";
import { unresolvedSecrets } from "./overlay/check-overlay.ts";
import { diagnosticPage } from "./report/render-diagnostics.ts";
import type { SyntaxParsers } from "./syntax-parsers.ts";

const project = fileURLToPath(new URL("../../", import.meta.url));
const pages = join(project, "docs/diagnostics");
const codes = Object.keys(DIAGNOSTIC_CODES) as DiagnosticCode[];
const LEVELS = { error: "**Error**", warning: "**Warning**", info: "**Remark**" } as const;

let parsers: SyntaxParsers;
beforeAll(async () => {
  parsers = await loadSyntaxParsers();
});

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

  // A file that is no text cannot be shown on a page.
  test.skipIf(code === "TOC003")(
    "its example has the finding, and what is said to fix it has not",
    () => {
      const [example, fix] = text.split("## How to fix it");
      const shown = fencesOf(example?.split("## Example")[1] ?? "");
      expect(shown.length).toBeGreaterThanOrEqual(1);
      for (const fence of shown) expect(codesIn(fence)).toContain(code);
      for (const fence of fencesOf(fix ?? "")) expect(codesIn(fence)).not.toContain(code);
    },
  );
});

test("the list of findings has them all, with their levels", () => {
  const cells = readFileSync(join(pages, "README.md"), "utf8")
    .split("\n")
    .map((line) =>
      line
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
  for (const code of codes) {
    const { level, title } = DIAGNOSTIC_CODES[code];
    const name = level === "info" ? "remark" : level;
    expect(cells).toContainEqual([`[${code}](${code}.md)`, name, title]);
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

interface Fence {
  readonly language: string;
  readonly body: string;
}

function fencesOf(text: string): Fence[] {
  return [...text.matchAll(/^(`{3,})(\w+)\n([\s\S]*?)^\1$/gm)].map(
    ([, , language = "", body = ""]) => ({ language, body }),
  );
}

/** What is found in an example: Markdown as it is, commands in a runbook, YAML as `tocsin.yaml`. */
function codesIn({ language, body }: Fence): string[] {
  const isOverlay = language === "yaml" || body.startsWith("people:");
  const markdown =
    language === "bash"
      ? `## Runbook: Example\n\n\`\`\`bash\n${body}\`\`\`\n`
      : isOverlay
        ? "# Example\n"
        : body;
  const { playbook, overlaySources } = assemblePlaybook({
    files: [{ path: "example.md", bytes: new TextEncoder().encode(markdown) }],
    ...(isOverlay ? { overlay: { path: "tocsin.yaml", text: body } } : {}),
    hash: "",
    presentFiles: new Set(),
    parsers,
  });
  const secrets =
    overlaySources === undefined
      ? []
      : unresolvedSecrets(playbook, overlaySources, (reference) =>
          reference.startsWith("$") ? "it is not set" : undefined,
        );
  return [...playbook.diagnostics, ...secrets].map((finding) => finding.code);
}
