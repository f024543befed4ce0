/** `tocsin check PATH --fix`: shows what can be put right for certain, and writes it when told to. */

import { readFile, rename, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { assemblePlaybook, type PlaybookTexts } from "../playbook/assemble-playbook.ts";
import { type FixedPlaybook, fixPlaybook } from "../playbook/fixes/fix-playbook.ts";
import { unifiedDiff } from "../playbook/fixes/unified-diff.ts";
import { diagnosticPage } from "../playbook/report/render-diagnostics.ts";
import type { SyntaxParsers } from "../playbook/syntax-parsers.ts";
import { CliFailure } from "./failure.ts";
import { findingPlaces } from "./finding-places.ts";
import type { CliIo } from "./io.ts";
import { wantsColour } from "./styled.ts";
import type { Surroundings } from "./surroundings.ts";
import { terminalLine, terminalLines } from "./terminal-text.ts";

export interface Fixable extends PlaybookTexts {
  readonly folder: string;
  readonly hash: string;
  readonly presentFiles: ReadonlySet<string>;
  readonly parsers: SyntaxParsers;
}

/**
 * Prints the patch; writes it with `write`, or when whoever sits at the keyboard says yes.
 * @throws CliFailure `conflict` when a file has changed meanwhile
 */
export async function runFix(
  playbook: Fixable,
  { io, surroundings, write }: { io: CliIo; surroundings: Surroundings; write: boolean },
): Promise<void> {
  const fixed = fixPlaybook(playbook.files, playbook.presentFiles, (files) =>
    assemblePlaybook({
      ...playbook,
      files: files.map(({ path, text }) => ({ path, bytes: text })),
    }),
  );
  const { pathOf } = findingPlaces(playbook.folder, io.env);
  for (const { path, before, after } of fixed.files)
    io.stdout(shownDiff(unifiedDiff(pathOf(path).replace(/^\/+/u, ""), before, after), io));
  io.stderr(`${report(fixed)}\n`);
  if (fixed.files.length === 0) return;
  if (!write && !(await saysYes(fixed, surroundings))) return;
  for (const file of fixed.files) await save(playbook, file);
  io.stderr(`written: ${fixed.files.map(({ path }) => terminalLine(path)).join(", ")}\n`);
}

function report({ files, fixed, doubtful }: FixedPlaybook): string {
  const codes = [...fixed].map(([code, count]) => `${code} ${count}×`).join(", ");
  const lines =
    files.length === 0
      ? ["nothing here can be put right for certain"]
      : [
          `can be put right in ${files.length === 1 ? "1 file" : `${files.length} files`}: ${codes}`,
        ];
  for (const path of doubtful)
    lines.push(
      `${terminalLine(path)} is left alone: some of its damaged characters can only be guessed (${diagnosticPage("TOC001")})`,
    );
  return lines.join("\n");
}

async function saysYes({ files }: FixedPlaybook, surroundings: Surroundings): Promise<boolean> {
  if (!surroundings.canAsk) return false;
  const what = files.length === 1 ? "this file" : `these ${files.length} files`;
  const answer = await surroundings.ask(`Write ${what}? [y/N] `);
  return /^y(?:es)?$/iu.test(answer?.trim() ?? "");
}

const MARKS: Readonly<Record<string, number>> = { "+": 32, "-": 31, "@": 36 };

/** Into a file or a pipe as it is, so that it can be applied. */
function shownDiff(diff: string, io: CliIo): string {
  if (!io.isTty) return diff;
  const colour = wantsColour(io);
  return terminalLines(diff)
    .split("\n")
    .map((line) => {
      const code = MARKS[line[0] ?? ""];
      return colour && code !== undefined ? `\u001b[${code}m${line}\u001b[0m` : line;
    })
    .join("\n");
}

/** In one go, with the line ends and the byte order mark that the file had. */
async function save(
  { folder, files }: Fixable,
  { path, after }: FixedPlaybook["files"][number],
): Promise<void> {
  const location = join(folder, path);
  const read = files.find((file) => file.path === path)?.bytes ?? "";
  const now = await readFile(location);
  if (!now.equals(typeof read === "string" ? Buffer.from(read) : read))
    throw new CliFailure("conflict", `${location} has changed meanwhile`, {
      help: ["Nothing was written to it. Run the command again."],
    });
  const beside = `${location}.tocsin-fix`;
  await writeFile(beside, dressedAs(now, after), { mode: (await stat(location)).mode });
  await rename(beside, location);
}

function dressedAs(original: Buffer, text: string): string {
  const old = original.toString("utf8");
  const ends = [...old.matchAll(/\r\n|\n|\r/gu)].map(([end]) => end);
  const usual = ends[0] ?? "\n";
  let line = -1;
  const body = text.replaceAll("\n", () => {
    line += 1;
    return ends[line] ?? usual;
  });
  return old.startsWith("\ufeff") ? `\ufeff${body}` : body;
}
