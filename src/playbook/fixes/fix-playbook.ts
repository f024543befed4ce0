/** Puts right what can be put right for certain, and tries every change before it is offered. */

import type { Diagnostic, Playbook } from "../../domain/playbook.ts";
import type { AssembledPlaybook } from "../assemble-playbook.ts";
import { isDiagnosticCode } from "../diagnostic-codes.ts";
import { repairText } from "../markdown/encoding.ts";
import { fixedText } from "./fix-rule.ts";
import { FIX_RULES } from "./fix-rules.ts";
import { applyEdits, type TextEdit, withoutOverlap } from "./text-edit.ts";

export interface TextFile {
  readonly path: string;
  readonly text: string;
}

export interface FixedPlaybook {
  /** The files whose text changes, before (as it was, read in whatever encoding) and after. */
  readonly files: readonly {
    readonly path: string;
    readonly before: string;
    readonly after: string;
  }[];
  /** How many findings are gone, by code. */
  readonly fixed: ReadonlyMap<string, number>;
  /** Files in which nothing is changed, because what their damaged characters were is a guess. */
  readonly doubtful: readonly string[];
}

/** A change may uncover the next one (a second placeholder in a command); a text has few in one place. */
const PASSES_MAX = 30;

/**
 * Applies every rule until nothing is left to fix. A change is kept only when the compiler, reading the
 * changed text, no longer finds what was to be fixed, finds nothing it did not find before, and makes the
 * same commands with the same effects of it.
 */
export function fixPlaybook(
  files: readonly { readonly path: string; readonly bytes: Uint8Array | string }[],
  presentFiles: ReadonlySet<string>,
  assemble: (files: readonly TextFile[]) => AssembledPlaybook,
): FixedPlaybook {
  const originals = files.map(({ path, bytes }) => ({ path, ...repairText(bytes) }));
  const doubtful = originals
    .filter(({ repaired, isCertain }) => repaired !== undefined && !isCertain)
    .map(({ path }) => path);
  const frozen = new Set([
    ...doubtful,
    ...originals.flatMap(({ path, unreadable }) => (unreadable ? [path] : [])),
  ]);
  let texts: readonly TextFile[] = originals.map(({ path, text }) => ({ path, text }));
  const first = assemble(texts).playbook;
  let playbook = first;
  const refused = new Set<string>();
  for (let pass = 0; pass < PASSES_MAX; pass += 1) {
    const step = nextStep({ texts, playbook, presentFiles, frozen, refused, assemble });
    if (step === undefined) break;
    ({ texts, playbook } = step);
  }
  const fixed = difference(first.diagnostics, playbook.diagnostics);
  const changed = texts.flatMap(({ path, text }, index) => {
    const original = originals[index];
    if (original === undefined || frozen.has(path)) return [];
    if (original.repaired === undefined && original.text === text) return [];
    return [{ path, before: original.decoded, after: text }];
  });
  const mended = originals.filter(
    ({ path, repaired }) => repaired !== undefined && !frozen.has(path),
  ).length;
  if (mended > 0) fixed.set("TOC001", mended);
  return { files: changed, fixed, doubtful };
}

interface Fixing {
  readonly texts: readonly TextFile[];
  readonly playbook: Playbook;
  readonly presentFiles: ReadonlySet<string>;
  readonly frozen: ReadonlySet<string>;
  /** Changes that were tried and did more, or less, than they should. */
  readonly refused: Set<string>;
  readonly assemble: (files: readonly TextFile[]) => AssembledPlaybook;
}

/** One change for each place, all that go well at once. */
function nextStep(fixing: Fixing): Pick<Fixing, "texts" | "playbook"> | undefined {
  const good = accepted(fixing, editsFor(fixing));
  if (good.length === 0) return undefined;
  return tried(fixing, good) ?? tried(fixing, good.slice(0, 1));
}

/** Those that do what they should, found by halves: one that does not must not keep all others out. */
function accepted(fixing: Fixing, edits: readonly OwnedEdit[]): readonly OwnedEdit[] {
  const [first] = edits;
  if (first === undefined || tried(fixing, edits) !== undefined) return edits;
  if (edits.length === 1) {
    fixing.refused.add(keyOf(first));
    return [];
  }
  const half = Math.ceil(edits.length / 2);
  return [...accepted(fixing, edits.slice(0, half)), ...accepted(fixing, edits.slice(half))];
}

type OwnedEdit = TextEdit & { readonly code: string; readonly line: string };

function editsFor({ texts, playbook, presentFiles, frozen, refused }: Fixing): OwnedEdit[] {
  const edits: OwnedEdit[] = [];
  for (const { path, text } of texts) {
    if (frozen.has(path)) continue;
    const at = fixedText({ file: path, text }, { playbook, presentFiles });
    const found = playbook.diagnostics
      .filter(({ file }) => file === path)
      .flatMap((finding) => {
        const rule = isDiagnosticCode(finding.code) ? FIX_RULES[finding.code] : undefined;
        const line = at.lines[finding.line - 1] ?? "";
        return (rule?.(finding, at) ?? []).map((edit) => ({ ...edit, code: finding.code, line }));
      })
      .filter((edit) => !refused.has(keyOf(edit)));
    const apart = new Set(withoutOverlap(found));
    edits.push(...found.filter((edit) => apart.has(edit)));
  }
  return edits;
}

/** By what is changed, not by where: offsets move with every other change. */
function keyOf({ file, code, line, text }: OwnedEdit): string {
  return [file, code, line, text].join("\0");
}

function tried(
  { texts, playbook, assemble }: Fixing,
  edits: readonly OwnedEdit[],
): Pick<Fixing, "texts" | "playbook"> | undefined {
  const changed = texts.map(({ path, text }) => ({
    path,
    text: applyEdits(
      text,
      edits.filter(({ file }) => file === path),
    ),
  }));
  const after = assemble(changed).playbook;
  const gone = difference(playbook.diagnostics, after.diagnostics);
  const more = difference(after.diagnostics, playbook.diagnostics);
  const isBetter = edits.every(({ code }) => (gone.get(code) ?? 0) > 0 || code === "TOC303");
  if (more.size > 0 || !isBetter || behaviourOf(after) !== behaviourOf(playbook)) return undefined;
  return { texts: changed, playbook: after };
}

/** How many findings of each code the first list has more than the second. */
function difference(
  first: readonly Diagnostic[],
  second: readonly Diagnostic[],
): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { code } of first) counts.set(code, (counts.get(code) ?? 0) + 1);
  for (const { code } of second) counts.set(code, (counts.get(code) ?? 0) - 1);
  return new Map([...counts].filter(([, count]) => count > 0));
}

/** What must not change: which commands there are, and what each does to the world. */
function behaviourOf({ runbooks, severities, checklists, rotations }: Playbook): string {
  const effects = runbooks.map(({ title, blocks }) => [
    title,
    blocks.map((block) =>
      "steps" in block
        ? block.steps.map(({ effect, placeholders }) => [effect, placeholders])
        : block.options.map(({ steps }) =>
            steps.map(({ effect, placeholders }) => [effect, placeholders]),
          ),
    ),
  ]);
  const counts = [severities, checklists, rotations].map((list) => list.length);
  return JSON.stringify([effects, counts]);
}
