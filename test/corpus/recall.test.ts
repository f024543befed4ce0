/**
 * How much of what a person reads in other teams' documents the compiled form holds. The figures may
 * only get better: `recall-floor.json` holds the lowest ones allowed. The documents lie beside the
 * repository and are no part of it.
 */

import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { EFFECTS } from "../../src/domain/effect.ts";
import type { Playbook } from "../../src/domain/playbook.ts";
import { loadSyntaxParsers } from "../../src/platform/syntax-parsers.ts";
import { assemblePlaybook } from "../../src/playbook/assemble-playbook.ts";
import { repairText } from "../../src/playbook/markdown/encoding.ts";
import type { SyntaxParsers } from "../../src/playbook/syntax-parsers.ts";
import { type LineClass, lineClasses } from "./command-class.ts";
import { commandShas } from "./command-sha.ts";
import { holdsFact } from "./find-fact.ts";
import {
  type CommandLabel,
  type Fact,
  GOLDEN_SETS,
  type Golden,
  loadCommandLabels,
  loadGoldens,
} from "./golden.ts";

interface Floor {
  /** Of each set, whole percent of the facts of each kind. */
  readonly recallPercent: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Labelled `change` or `reveal` and classed `observe`: may only go down. */
  readonly dangerousMax: number;
}

interface Judged {
  readonly place: string;
  readonly fact: Fact;
  readonly isRight: boolean;
}

interface Classed extends CommandLabel {
  readonly found: LineClass;
}

const [corpus] = GOLDEN_SETS;
const CORPUS = fileURLToPath(corpus.documents);
const labels = loadCommandLabels();
const floor = JSON.parse(
  readFileSync(new URL("recall-floor.json", import.meta.url), "utf8"),
) as Floor;

const LINE_CLASSES: readonly LineClass[] = [...EFFECTS, "output"];

/** Says beside the name of a suite why it does not run. */
function skippedIf(isAbsent: boolean): string {
  return isAbsent ? " (SKIPPED: their documents are not at hand, see test/corpus/README.md)" : "";
}

function compile(bytes: Uint8Array, { path }: Golden, parsers: SyntaxParsers): Playbook {
  const files = [{ path, bytes }];
  return assemblePlaybook({ files, hash: "0".repeat(64), presentFiles: new Set(), parsers })
    .playbook;
}

function judge(golden: Golden, documents: URL, parsers: SyntaxParsers): Judged[] {
  const playbook = compile(readFileSync(new URL(golden.path, documents)), golden, parsers);
  return golden.facts.map((fact) => ({
    place: `${golden.path}:${fact.line}`,
    fact,
    isRight: holdsFact(playbook, fact),
  }));
}

function percent(part: number, whole: number): number {
  return whole === 0 ? 100 : Math.floor((100 * part) / whole);
}

function recallRow(kind: string, judged: readonly Judged[]) {
  const right = judged.filter(({ isRight }) => isRight).length;
  return { kind, facts: judged.length, right, percent: percent(right, judged.length) };
}

function table(rows: readonly (readonly (string | number)[])[]): string {
  return rows
    .map(([first = "", ...cells]) =>
      [`${first}`.padEnd(20), ...cells.map((cell) => `${cell}`.padStart(8))].join(""),
    )
    .join("\n");
}

let parsers: SyntaxParsers;

beforeAll(async () => {
  parsers = await loadSyntaxParsers();
});

describe.each(GOLDEN_SETS)("facts that people read, $name", (set) => {
  const { name, documents } = set;
  const goldens = [...loadGoldens(set).values()];
  const isAbsent = !existsSync(documents);

  describe.skipIf(isAbsent)(`in their documents${skippedIf(isAbsent)}`, () => {
    let judged: readonly Judged[];

    beforeAll(() => {
      judged = goldens.flatMap((golden) => judge(golden, documents, parsers));
    });

    test("are of the documents that lie here", () => {
      const others = goldens.filter(({ path, sha256 }) => {
        const bytes = readFileSync(new URL(path, documents));
        return createHash("sha256").update(bytes).digest("hex") !== sha256;
      });
      expect(others.map(({ path }) => path)).toEqual([]);
    });

    test("are held by the compiled form no less than before, kind by kind", () => {
      const kinds = [...Map.groupBy(judged, ({ fact }) => fact.kind)];
      const rows = [
        ...kinds.map(([kind, facts]) => recallRow(kind, facts)),
        recallRow("all", judged),
      ];
      console.log(
        table([
          [name, "facts", "right", "%"],
          ...rows.map(({ kind, facts, right, percent }) => [kind, facts, right, percent]),
        ]),
      );
      const lowest = floor.recallPercent[name] ?? {};
      const below = rows.filter(({ kind, percent }) => percent < (lowest[kind] ?? 100));
      expect(below).toEqual([]);
    });
  });
});

const hasNoCorpus = !existsSync(CORPUS);

describe.skipIf(hasNoCorpus)(`command lines that people labelled${skippedIf(hasNoCorpus)}`, () => {
  let classed: readonly Classed[];
  let strays: readonly string[];

  beforeAll(() => {
    const byPath = [...Map.groupBy(labels, ({ path }) => path)].map(([path, those]) => ({
      those,
      text: repairText(readFileSync(CORPUS + path)).text,
    }));
    classed = byPath.flatMap(({ those, text }) => {
      const classOf = lineClasses(text, parsers);
      return those.map((label) => ({ ...label, found: classOf(label.line) }));
    });
    strays = byPath.flatMap(({ those, text }) => {
      const lines = text.split("\n");
      return those
        .filter(({ line, sha }) => !commandShas(lines[line - 1] ?? "").includes(sha))
        .map(({ path, line }) => `${path}:${line}`);
    });
  });

  test("stand where the labels say", () => {
    expect(strays).toEqual([]);
  });

  test("are seldom, and never more often than before, classed as harmless when they are not", () => {
    const count = (label: LineClass, found: LineClass): number =>
      classed.filter((one) => one.effect === label && one.found === found).length;
    const harmless = classed.filter(({ effect }) => effect === "observe");
    const higher = harmless.filter(({ found }) => found !== "observe");
    const dangerous = classed.filter(
      ({ effect, found }) => (effect === "change" || effect === "reveal") && found === "observe",
    );
    console.log(
      table([
        ["label \\ class", ...LINE_CLASSES],
        ...LINE_CLASSES.map((label) => [
          label,
          ...LINE_CLASSES.map((found) => count(label, found)),
        ]),
      ]),
    );
    const share = percent(higher.length, harmless.length);
    console.log(`observe, classed higher: ${higher.length} of ${harmless.length} (${share} %)`);
    const places = dangerous.map(({ path, line, effect }) => `${path}:${line} ${effect}`);
    expect(places.length, places.join("\n")).toBeLessThanOrEqual(floor.dangerousMax);
  });
});
