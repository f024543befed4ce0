/** `tocsin check PATH`: what is wrong with a playbook, and what Tocsin has understood of it. */

import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Diagnostic, Playbook } from "../domain/playbook.ts";
import { inOrder } from "../playbook/assemble-playbook.ts";
import { isDiagnosticCode } from "../playbook/diagnostic-codes.ts";
import { fixedText } from "../playbook/fixes/fix-rule.ts";
import { FIX_RULES } from "../playbook/fixes/fix-rules.ts";
import { renderAnnotations } from "../playbook/report/render-annotations.ts";
import {
  countFindings,
  diagnosticPage,
  renderDiagnostics,
} from "../playbook/report/render-diagnostics.ts";
import { sarifLog } from "../playbook/report/render-sarif.ts";
import { renderSummary } from "../playbook/report/render-summary.ts";
import { closestName } from "../playbook/words/closest-name.ts";
import { CHECK_COMMAND } from "./check-summary.ts";
import type { Arguments, CliHost } from "./command.ts";
import { usageFailure } from "./failure.ts";
import { findingPlaces } from "./finding-places.ts";
import { runFix } from "./fix.ts";
import type { CliIo } from "./io.ts";
import { findUnresolvedSecrets, type LoadedPlaybook, loadPlaybook } from "./load-playbook.ts";
import { parseArguments } from "./parse-command-line.ts";
import { wantsColour } from "./styled.ts";
import { PROCESS_SURROUNDINGS } from "./surroundings.ts";
import { terminalJson } from "./terminal-text.ts";

const FORMATS = ["text", "json", "sarif", "github"] as const;
type Format = (typeof FORMATS)[number];

type CheckHost = Pick<CliHost, "version" | "root" | "surroundings">;

/** @throws CliFailure `invalid-input` on a wrong command line, or when there is no playbook */
export async function runCheck(
  args: readonly string[],
  io: CliIo,
  host: CheckHost,
): Promise<number> {
  const given = parseArguments(CHECK_COMMAND, args);
  const format = formatOf(given);
  const write = given.flag("write");
  if (write && !given.flag("fix"))
    throw usageFailure("--write belongs to --fix", "Write --fix --write.");
  const loaded = await loadPlaybook(given.positionals[0] ?? "");
  const secrets = given.flag("secrets") ? findUnresolvedSecrets(loaded, io.env) : [];
  const diagnostics = inOrder([...loaded.playbook.diagnostics, ...secrets]);
  if (given.flag("fix")) {
    if (format !== "text")
      throw usageFailure(`--fix prints a patch, and no ${format}`, "Give one of them.");
    const surroundings = host.surroundings ?? PROCESS_SURROUNDINGS;
    const { sources, parsers } = loaded;
    await runFix({ ...sources, parsers }, { io, surroundings, write });
  } else io.stdout(RENDERERS[format]({ loaded, diagnostics, io, host }));
  return hasErrors(diagnostics) ? 1 : 0;
}

export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(({ level }) => level === "error");
}

function formatOf(given: Arguments): Format {
  const written = given.text("format");
  const format = FORMATS.find((one) => one === (written ?? (given.flag("json") ? "json" : "text")));
  if (format === undefined) {
    const meant = closestName(written ?? "", FORMATS);
    throw usageFailure(
      `--format is one of ${FORMATS.join(", ")}, not "${written}"`,
      ...(meant === undefined ? [] : [`Did you mean ${meant}?`]),
    );
  }
  if (given.flag("json") && format !== "json")
    throw usageFailure(`--json and --format ${format} contradict each other`, "Give one of them.");
  return format;
}

interface Checked {
  readonly loaded: LoadedPlaybook;
  readonly diagnostics: readonly Diagnostic[];
  readonly io: CliIo;
  readonly host: CheckHost;
}

const RENDERERS: Readonly<Record<Format, (checked: Checked) => string>> = {
  text: ({ loaded, diagnostics, io }) => {
    const layout = { colour: wantsColour(io), columns: io.columns };
    return [
      ...(diagnostics.length === 0 ? [] : [renderDiagnostics(diagnostics, loaded.texts, layout)]),
      renderSummary(loaded.playbook, layout),
      ...fixHint(loaded),
      `${countFindings(diagnostics)}${hasErrors(diagnostics) ? ": this playbook would not be activated" : ""}\n`,
    ].join("\n");
  },
  json: ({ loaded, diagnostics }) => `${terminalJson(checkResult(loaded.playbook, diagnostics))}\n`,
  sarif: ({ loaded, diagnostics, io, host }) => {
    const { uriOf } = findingPlaces(loaded.folder, io.env);
    const { version } = host;
    const pageOf = (code: string) => pageIn(host.root, code);
    return `${terminalJson(sarifLog(diagnostics, { version, texts: loaded.texts, uriOf, pageOf }))}\n`;
  },
  github: ({ loaded, diagnostics, io }) =>
    renderAnnotations(diagnostics, findingPlaces(loaded.folder, io.env).pathOf),
};

/** A word about `--fix` where it may have something to do. */
function fixHint({ playbook, documents, sources }: LoadedPlaybook): string[] {
  const { presentFiles } = sources;
  const texts = new Map(
    documents.map((one) => [one.file, fixedText(one, { playbook, presentFiles })]),
  );
  const fixable = playbook.diagnostics.filter((finding) => {
    const at = texts.get(finding.file);
    const rule = isDiagnosticCode(finding.code) ? FIX_RULES[finding.code] : undefined;
    return rule !== undefined && at !== undefined && rule(finding, at).length > 0;
  }).length;
  return fixable === 0
    ? []
    : [`--fix shows how to put right ${fixable === 1 ? "one of them" : `${fixable} of them`}.\n`];
}

function checkResult(playbook: Playbook, diagnostics: readonly Diagnostic[]): object {
  const count = (level: Diagnostic["level"]): number =>
    diagnostics.filter((finding) => finding.level === level).length;
  return {
    ok: !hasErrors(diagnostics),
    title: playbook.title,
    hash: playbook.hash,
    counts: { error: count("error"), warning: count("warning"), info: count("info") },
    coverage: playbook.coverage,
    defaults: playbook.defaults,
    diagnostics,
  };
}

/** SARIF wants an absolute address; the text goes along, because whoever reads it has not this machine. */
function pageIn(root: string, code: string): { uri: string; markdown?: string } {
  const path = resolve(root, diagnosticPage(code));
  const uri = pathToFileURL(path).href;
  try {
    return { uri, markdown: readFileSync(path, "utf8") };
  } catch {
    // An installation without its documents: the finding says what is most needed.
    return { uri };
  }
}
