/**
 * Real playbooks and runbooks of other teams: each compiles by itself, whatever it holds. They lie
 * beside the repository and are no part of it.
 */

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import type { Playbook } from "../domain/playbook.ts";
import { loadSyntaxParsers } from "../platform/syntax-parsers.ts";
import { compilePlaybook } from "./compile.ts";
import { DIAGNOSTIC_CODES } from "./diagnostic-codes.ts";
import { repairText } from "./markdown/encoding.ts";
import type { SyntaxParsers } from "./syntax-parsers.ts";

const FOLDER = fileURLToPath(new URL("../../../shared/corpus/", import.meta.url));
const isAbsent = !existsSync(FOLDER);
const skipped = isAbsent ? " (SKIPPED: the corpus is not beside this repository)" : "";
const files = isAbsent
  ? []
  : readdirSync(FOLDER, { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".md"))
      .sort();
const sets = [...Map.groupBy(files, (file) => file.split("/")[0] ?? "").entries()];

let parsers: SyntaxParsers;

function compile(names: readonly string[]): Playbook {
  return compilePlaybook({
    files: names.map((path) => ({ path, bytes: readFileSync(FOLDER + path) })),
    overlay: undefined,
    overlayDiagnostics: [],
    hash: "0".repeat(64),
    presentFiles: new Set(files),
    parsers,
  });
}

/** Everything in a compiled playbook that says where it was read. */
function* sourcesIn(value: unknown): Generator<{ file: string; line: number }> {
  if (typeof value !== "object" || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    if (key === "source" && typeof inner === "object")
      yield inner as { file: string; line: number };
    else yield* sourcesIn(inner);
  }
}

beforeAll(async () => {
  parsers = await loadSyntaxParsers();
});

describe.skipIf(isAbsent)(`the corpus${skipped}`, () => {
  test("is all there", () => {
    expect(files.length).toBeGreaterThan(400);
  });

  test.each(sets)(
    "%s: every file compiles alone, its text counted and its places real",
    (_, names) => {
      for (const name of names) {
        const { text, repaired } = repairText(readFileSync(FOLDER + name));
        const lines = text.split("\n");
        const playbook = compile([name]);
        expect(repaired, name).toBeUndefined();
        const written = lines.filter((line) => /[\p{L}\p{N}]/u.test(line)).length;
        const { understoodLines, textLines } = playbook.coverage;
        expect(understoodLines + textLines, name).toBe(written);
        const places = [...sourcesIn(playbook), ...playbook.diagnostics];
        expect(
          places.filter(({ line }) => line < 1 || line > lines.length),
          name,
        ).toEqual([]);
        const unknown = playbook.diagnostics.filter(
          ({ code }) => !Object.hasOwn(DIAGNOSTIC_CODES, code),
        );
        expect(unknown, name).toEqual([]);
      }
    },
    120_000,
  );

  test.each(sets)(
    "%s: the whole set compiles as one playbook",
    (_, names) => {
      const playbook = compile(names);
      expect(playbook.coverage.textLines).toBeGreaterThan(0);
      expect(playbook.title).not.toBe("");
    },
    120_000,
  );
});
