import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { fromMarkdown } from "mdast-util-from-markdown";
import { describe, expect, test } from "vitest";
import type { Effect } from "../../domain/effect.ts";
import { loadSyntaxParsers } from "../../platform/syntax-parsers.ts";
import { classifyCommand } from "./classify.ts";
import { isShellFence, readFence } from "./fence.ts";
import { commandFindings } from "./findings.ts";

const SEED = fileURLToPath(
  new URL("../../../../shared/seed/incident-response.md", import.meta.url),
);
const present = existsSync(SEED);
const parsers = await loadSyntaxParsers();

interface SeedCommand {
  readonly line: number;
  readonly text: string;
}

function seedCommands(): SeedCommand[] {
  return fromMarkdown(readFileSync(SEED, "utf8")).children.flatMap((node) => {
    if (node.type !== "code" || !isShellFence(node.value, node.lang ?? undefined)) return [];
    const first = (node.position?.start.line ?? 0) + 1;
    return readFence(node.value, node.lang ?? undefined)
      .filter(({ kind }) => kind === "command")
      .map(({ text, line }) => ({ line: first + line, text }));
  });
}

/** The class of every command line, by its line in the file. */
const EXPECTED: Readonly<Partial<Record<Effect, readonly number[]>>> = {
  observe: [
    184, 185, 186, 189, 235, 238, 241, 244, 260, 279, 280, 296, 487, 490, 493, 506, 509, 520, 523,
    526, 527,
  ],
  change: [247, 250, 253, 263, 266, 269, 272, 283, 286, 289, 299, 302, 305, 503, 513, 537, 540],
  reveal: [510],
};

/** Lines on which each finding stands. */
const FINDINGS = {
  TOC301: [189],
  TOC302: [189, 520],
  TOC303: [241],
  TOC304: [299],
  TOC305: [186, 238, 260, 263, 269, 296, 299, 305, 490, 503, 506, 509, 510, 513, 523, 537, 540],
  TOC306: [260, 263, 296, 299, 305, 506],
  TOC308: [510],
  TOC310: [493, 523],
};

describe.skipIf(!present)(present ? "the seed" : "SKIPPED: ../shared/seed is not there", () => {
  test("has 39 command lines, each in its class", () => {
    const found: Partial<Record<Effect, number[]>> = {};
    for (const { line, text } of seedCommands()) {
      const { effect } = classifyCommand(text, parsers);
      found[effect] = [...(found[effect] ?? []), line];
    }
    expect(found).toEqual(EXPECTED);
    expect(Object.values(found).map(({ length }) => length)).toEqual([21, 17, 1]);
  });

  test("has its defects found, each on its lines", () => {
    const found: Record<string, number[]> = {};
    for (const { line, text } of seedCommands())
      for (const { code } of commandFindings(text, { parsers }))
        found[code] = [...(found[code] ?? []), line];
    expect(found).toEqual(FINDINGS);
  });

  test("lacks a namespace in 17 of 32 kubectl lines", () => {
    const kubectl = seedCommands().filter(({ text }) => text.startsWith("kubectl "));
    expect(kubectl).toHaveLength(32);
    expect(FINDINGS.TOC305).toHaveLength(17);
  });

  test("leaves one value to be filled in", () => {
    const names = seedCommands().flatMap(({ text }) =>
      classifyCommand(text, parsers).placeholders.map(({ name }) => name),
    );
    expect(names).toEqual(["pod-name"]);
  });
});
