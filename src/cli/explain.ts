/** `tocsin explain PATH:LINE`: what one line of a playbook became, and why. */

import { relative, resolve, sep } from "node:path";
import {
  documentsNamed,
  explainLine,
  type LineExplanation,
} from "../playbook/explain/explain-line.ts";
import { renderExplanation } from "../playbook/explain/render-explanation.ts";
import { EXPLAIN_COMMAND } from "./check-summary.ts";
import { usageFailure } from "./failure.ts";
import type { CliIo } from "./io.ts";
import { type LoadedPlaybook, loadPlaybook } from "./load-playbook.ts";
import { parseArguments } from "./parse-command-line.ts";
import { wantsColour } from "./styled.ts";
import { terminalJson } from "./terminal-text.ts";

/** @throws CliFailure `invalid-input` on a wrong command line, or when there is no such playbook or line */
export async function runExplain(args: readonly string[], io: CliIo): Promise<number> {
  const given = parseArguments(EXPLAIN_COMMAND, args);
  const { path, line } = placeOf(given.positionals[0] ?? "");
  const whole = given.text("playbook");
  const loaded = await loadPlaybook(whole ?? path);
  const file = whole === undefined ? fileOf(loaded, path) : fileWithin(loaded, path);
  const explanation = explain(loaded, { file, line });
  io.stdout(
    given.flag("json")
      ? `${terminalJson(explanation)}\n`
      : renderExplanation(explanation, { colour: wantsColour(io), columns: io.columns }),
  );
  return 0;
}

/** Findings name places as `FILE:LINE:COLUMN`, and that is what people paste. */
function placeOf(written: string): { path: string; line: number } {
  const match = /^(?<path>.+?):(?<line>[1-9]\d{0,8})(?::\d+)?$/su.exec(written);
  if (match?.groups === undefined)
    throw usageFailure(
      `"${written}" names no line`,
      "Write the file and the line: tocsin explain playbook.md:12",
    );
  return { path: match.groups["path"] ?? "", line: Number(match.groups["line"]) };
}

/** The only file of a playbook that is a file. */
function fileOf(loaded: LoadedPlaybook, path: string): string {
  const [document, ...others] = loaded.documents;
  if (document !== undefined && others.length === 0) return document.file;
  throw usageFailure(
    others.length === 0 ? `${path} is no text` : `${path} is a folder, and has no lines`,
    "Write FILE:LINE, and name the folder with --playbook.",
  );
}

/** A file as it is named from here, or as findings name it: from the playbook's folder. */
function fileWithin(loaded: LoadedPlaybook, path: string): string {
  const fromFolder = relative(loaded.folder, resolve(path)).split(sep).join("/");
  const exact = loaded.documents.find(({ file }) => file === fromFolder || file === path);
  if (exact !== undefined) return exact.file;
  const [document, ...others] = documentsNamed(loaded.documents, path);
  if (document !== undefined && others.length === 0) return document.file;
  throw usageFailure(
    document === undefined
      ? `the playbook has no file ${path}`
      : `${path} may be ${[document, ...others].map(({ file }) => file).join(" or ")}`,
    `Its files: ${loaded.documents.map(({ file }) => file).join(", ")}`,
  );
}

function explain(loaded: LoadedPlaybook, at: { file: string; line: number }): LineExplanation {
  const explanation = explainLine(loaded, at, loaded.parsers);
  if (explanation !== undefined) return explanation;
  const lines = loaded.documents.find(({ file }) => file === at.file)?.lines.length ?? 0;
  throw usageFailure(`${at.file} has ${lines} lines: there is no line ${at.line}`);
}
