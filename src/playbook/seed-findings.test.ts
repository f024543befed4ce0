/**
 * What the doctor finds in the playbook that Tocsin was created for, by code and line. It lies beside the
 * repository and is no part of it.
 */

import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import type { Diagnostic, Playbook } from "../domain/playbook.ts";
import { loadSyntaxParsers } from "../platform/syntax-parsers.ts";
import { assemblePlaybook, sourceTexts } from "./assemble-playbook.ts";
import { renderDiagnostics } from "./report/render-diagnostics.ts";
import { renderSummary } from "./report/render-summary.ts";
import type { SyntaxParsers } from "./syntax-parsers.ts";

const FOLDER = fileURLToPath(new URL("../../../shared/seed/", import.meta.url));
const REPAIRED = "incident-response.md";
const AS_GIVEN = "000_7a63df2f3c5f2a43.txt";
const isAbsent = ![REPAIRED, AS_GIVEN].every((name) => existsSync(FOLDER + name));
const skipped = isAbsent ? " (SKIPPED: the seed is not beside this repository)" : "";

let parsers: SyntaxParsers;
let repaired: Playbook;

function assembled(name: string, overlay?: string): Playbook {
  return assemblePlaybook({
    files: [{ path: "seed.md", bytes: readFileSync(FOLDER + name) }],
    ...(overlay === undefined ? {} : { overlay: { path: "tocsin.yaml", text: overlay } }),
    hash: "0".repeat(64),
    presentFiles: new Set(),
    parsers,
  }).playbook;
}

/** "TOC201 553" for each, "TOC306 260 263 …" for several of one code. */
function byCode(diagnostics: readonly Diagnostic[]): string[] {
  const lines = Map.groupBy(diagnostics, ({ code }) => code);
  return [...lines]
    .map(([code, found]) => [code, ...found.map(({ line }) => line)].join(" "))
    .sort();
}

const FINDINGS = [
  "TOC104 123 138",
  "TOC105 96",
  "TOC201 553",
  "TOC202 551",
  "TOC203 551 551 551",
  "TOC205 5 559",
  "TOC206 560 561 562",
  "TOC207 559",
  "TOC209 38 131 132 133",
  "TOC301 189",
  "TOC302 189 520",
  "TOC303 241",
  "TOC304 299",
  "TOC305 186 238 260 263 269 296 299 305 490 503 506 509 510 513 523 537 540",
  "TOC306 260 263 296 299 305 506",
  "TOC307 263",
  "TOC308 510",
  "TOC309 269",
  "TOC310 493 523",
  "TOC401 590 591 592 593",
];

describe.skipIf(isAbsent)(`the doctor on the seed${skipped}`, () => {
  beforeAll(async () => {
    parsers = await loadSyntaxParsers();
    repaired = assembled(REPAIRED);
  });

  test("finds exactly this, each once", () => {
    const { diagnostics } = repaired;
    expect(byCode(diagnostics)).toEqual(FINDINGS);
    expect(diagnostics.filter(({ level }) => level === "error")).toEqual([]);
    const keys = diagnostics.map(({ code, line, column }) => `${code}:${line}:${column}`);
    expect(new Set(keys).size).toBe(keys.length);
  });

  test("and the same in the bytes as given, beside the damage itself", () => {
    const { diagnostics } = assembled(AS_GIVEN);
    const damage = diagnostics.filter(({ code }) => code === "TOC001");
    expect(damage).toHaveLength(1);
    expect(byCode(diagnostics.filter(({ code }) => code !== "TOC001"))).toEqual(FINDINGS);
  });

  test.each([
    ["quotes and braces of the query are lost", "TOC301", 189, '"paracle-api"'],
    ["the address is refused as a range", "TOC302", 520, "[5m]"],
    ["a placeholder is a redirection", "TOC303", 241, "<pod-name>"],
    ["xargs runs on the wrong machine", "TOC304", 299, "xargs"],
    ["no namespace", "TOC305", 186, "kubectl"],
    ["a terminal is asked for", "TOC306", 260, "-it"],
    ["a change without a mark", "TOC307", 263, "pg_terminate_backend"],
    ["secrets on the screen", "TOC308", 510, "get secret"],
    ["a file that is not there", "TOC309", 269, "k8s/pgbouncer.yaml"],
    ["a rotation that ends", "TOC201", 553, "2026-01-27"],
    ["weeks that begin on a Tuesday", "TOC202", 551, "2026-01-13"],
    ["escalation without times", "TOC104", 123, "P0"],
    ["a document that is not there", "TOC401", 590, "disaster-recovery.md"],
  ])("%s: the place is marked", (_, code, line, marked) => {
    const text = readFileSync(FOLDER + REPAIRED, "utf8").split("\n")[line - 1] ?? "";
    const found = repaired.diagnostics.find(
      (finding) => finding.code === code && finding.line === line,
    );
    expect(text.slice((found?.column ?? 0) - 1, found?.endColumn ?? text.length)).toContain(marked);
  });

  test("the findings about people name them, and the Tuesday", () => {
    const messages = repaired.diagnostics.map(({ message }) => message);
    for (const name of ["Alice", "Bob", "Carol"])
      expect(messages).toContainEqual(
        expect.stringContaining(`${name} can be paged but has no contact method`),
      );
    expect(messages).toContainEqual(expect.stringMatching(/begin on a Tuesday/));
    expect(messages).toContainEqual("the rotation ends on 2026-02-03: and then whom do we page?");
  });

  test("a tocsin.yaml answers what can be answered there", () => {
    const overlay = `
people:
  - { name: Alice, contact: [{ kind: console }] }
  - { name: Bob, contact: [{ kind: console }] }
  - { name: Carol, contact: [{ kind: console }] }
escalation: { P0: { after: [0m, 4m, 8m] }, P1: { after: [0m, 10m] } }
rotations: { on-call-rotation: { repeats: true, startsOn: tuesday } }
`;
    const answered = ["TOC104", "TOC201", "TOC202", "TOC203"];
    expect(byCode(assembled(REPAIRED, overlay).diagnostics)).toEqual(
      FINDINGS.filter((finding) => !answered.includes(finding.slice(0, 6))),
    );
  });

  test("can be shown, every one with its place, on any width", () => {
    const files = [{ path: "seed.md", bytes: readFileSync(FOLDER + REPAIRED) }];
    for (const columns of [40, 80, 200]) {
      const shown = renderDiagnostics(repaired.diagnostics, sourceTexts({ files }), {
        colour: false,
        columns,
      });
      for (const { line, column } of repaired.diagnostics)
        expect(shown).toContain(`seed.md:${line}:${column}`);
    }
  });

  test("the summary counts the 39 commands by what they do, and the 12 mitigations in 4 choices", () => {
    const text = renderSummary(repaired, { colour: false, columns: 120 });
    const rows = [
      ...text.matchAll(
        /^ {2}\d+ {2,}\S.*? {2,}(\d+) {2,}(\d+) {2,}(\d+) {2,}(\d+) {2,}(\d+)( .*)?$/gm,
      ),
    ];
    const sum = (column: number): number =>
      rows.reduce((total, row) => total + Number(row[column]), 0);
    expect(rows).toHaveLength(7);
    expect([1, 2, 3, 4, 5].map(sum)).toEqual([21, 1, 17, 0, 0]);
    expect(text.match(/choose 1 of 3/g)).toHaveLength(4);
    expect(text).toContain("3 branches by cause");
  });
});
