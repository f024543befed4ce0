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
import { repairText } from "../../src/playbook/encoding.ts";
import type { SyntaxParsers } from "../../src/playbook/syntax-parsers.ts";
import { type LineClass, lineClasses } from "./command-class.ts";
import { commandShas } from "./command-sha.ts";
import { holdsFact } from "./find-fact.ts";
import {
  type CommandLabel,
  type Fact,
  type Golden,
  loadCommandLabels,
  loadGoldens,
} from "./golden.ts";

interface Floor {
  /** Whole percent of the facts of each kind. */
  readonly recallPercent: Readonly<Record<string, number>>;
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

const FOLDER = fileURLToPath(new URL("../../../shared/corpus/", import.meta.url));
const isAbsent = !existsSync(FOLDER);
const skipped = isAbsent ? " (SKIPPED: the corpus is not beside this repository)" : "";
const goldens = [...loadGoldens().values()];
const labels = loadCommandLabels();
const floor = JSON.parse(
  readFileSync(new URL("recall-floor.json", import.meta.url), "utf8"),
) as Floor;

const LINE_CLASSES: readonly LineClass[] = [...EFFECTS, "output"];

function compile({ path }: Golden, parsers: SyntaxParsers): Playbook {
  const bytes = readFileSync(FOLDER + path);
  const files = [{ path, bytes }];
  return assemblePlaybook({ files, hash: "0".repeat(64), presentFiles: new Set(), parsers })
    .playbook;
}

function judge(golden: Golden, parsers: SyntaxParsers): Judged[] {
  const playbook = compile(golden, parsers);
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

describe.skipIf(isAbsent)(`facts that people read${skipped}`, () => {
  let judged: readonly Judged[];

  beforeAll(() => {
    judged = goldens.flatMap((golden) => judge(golden, parsers));
  });

  test("are of the documents that lie here", () => {
    const others = goldens.filter(({ path, sha256 }) => {
      const bytes = readFileSync(FOLDER + path);
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
        ["kind", "facts", "right", "%"],
        ...rows.map(({ kind, facts, right, percent }) => [kind, facts, right, percent]),
      ]),
    );
    const below = rows.filter(({ kind, percent }) => percent < (floor.recallPercent[kind] ?? 100));
    expect(below).toEqual([]);
  });
});

describe.skipIf(isAbsent)(`command lines that people labelled${skipped}`, () => {
  let classed: readonly Classed[];
  let strays: readonly string[];

  beforeAll(() => {
    const byPath = [...Map.groupBy(labels, ({ path }) => path)].map(([path, those]) => ({
      those,
      text: repairText(readFileSync(FOLDER + path)).text,
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
