/** `tocsin check PATH`: what is wrong with a playbook, and what Tocsin has understood of it. */

import type { Diagnostic, Playbook } from "../domain/playbook.ts";
import { inOrder } from "../playbook/assemble-playbook.ts";
import { countFindings, renderDiagnostics } from "../playbook/render-diagnostics.ts";
import { renderSummary } from "../playbook/render-summary.ts";
import { CHECK_COMMAND } from "./check-summary.ts";
import type { CliIo } from "./io.ts";
import { findUnresolvedSecrets, loadPlaybook } from "./load-playbook.ts";
import { parseArguments } from "./parse-command-line.ts";
import { wantsColour } from "./styled.ts";
import { terminalJson } from "./terminal-text.ts";

/** @throws CliFailure `invalid-input` on a wrong command line, or when there is no playbook */
export async function runCheck(args: readonly string[], io: CliIo): Promise<number> {
  const given = parseArguments(CHECK_COMMAND, args);
  const loaded = await loadPlaybook(given.positionals[0] ?? "");
  const secrets = given.flag("secrets") ? findUnresolvedSecrets(loaded, io.env) : [];
  const diagnostics = inOrder([...loaded.playbook.diagnostics, ...secrets]);
  if (given.flag("json")) {
    io.stdout(`${terminalJson(checkResult(loaded.playbook, diagnostics))}\n`);
  } else {
    const layout = { colour: wantsColour(io), columns: io.columns };
    const parts = [
      ...(diagnostics.length === 0 ? [] : [renderDiagnostics(diagnostics, loaded.texts, layout)]),
      renderSummary(loaded.playbook, layout),
      `${countFindings(diagnostics)}${hasErrors(diagnostics) ? ": this playbook would not be activated" : ""}\n`,
    ];
    io.stdout(parts.join("\n"));
  }
  return hasErrors(diagnostics) ? 1 : 0;
}

export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(({ level }) => level === "error");
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
