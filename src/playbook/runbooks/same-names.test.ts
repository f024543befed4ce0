import { beforeAll, expect, test } from "vitest";
import { loadSyntaxParsers } from "../../platform/syntax-parsers.ts";
import { assemblePlaybook } from "../assemble-playbook.ts";
import type { SyntaxParsers } from "../syntax-parsers.ts";

let parsers: SyntaxParsers;
beforeAll(async () => {
  parsers = await loadSyntaxParsers();
});

function found(files: Readonly<Record<string, string>>): string[] {
  const { playbook } = assemblePlaybook({
    files: Object.entries(files).map(([path, bytes]) => ({ path, bytes })),
    hash: "",
    presentFiles: new Set(),
    parsers,
  });
  return playbook.diagnostics
    .filter(({ code }) => code === "TOC402")
    .map(({ file, line, message }) => `${file}:${line} ${message}`);
}

const runbook = (title: string) => `## Runbook: ${title}\n\n1. Ask the duty engineer.\n\n`;

test("two of one name, in one file and in two", () => {
  expect(found({ "a.md": runbook("Full disk") + runbook("Full disk") })).toEqual([
    'a.md:5 there is another runbook called "Full disk": line 1',
  ]);
  expect(found({ "a.md": runbook("Full disk"), "b.md": runbook("Full disk") })).toEqual([
    'b.md:1 there is another runbook called "Full disk": a.md:1',
  ]);
});

test("not under headings that tell them apart", () => {
  const part = (title: string) => `## ${title}\n\n#${runbook("Recovery")}`;
  expect(found({ "a.md": `# Plan\n\n${part("Database")}${part("Queue")}` })).toEqual([]);
});

test("a file that is a copy of another is told once", () => {
  const text = ["Full disk", "Slow disk", "No disk"].map(runbook).join("");
  expect(found({ "a.md": text, "old/a.md": text })).toEqual([
    'old/a.md:1 3 runbooks of this file are called as in a.md: "Full disk", "Slow disk" and "No disk"',
  ]);
});
