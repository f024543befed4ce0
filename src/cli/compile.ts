/** `tocsin compile PATH --json`: the compiled playbook, for programs. */

import { compiledForm } from "../playbook/compiled-form.ts";
import { countFindings } from "../playbook/render-diagnostics.ts";
import { renderSummary } from "../playbook/render-summary.ts";
import { hasErrors } from "./check.ts";
import { COMPILE_COMMAND } from "./check-summary.ts";
import type { CliIo } from "./io.ts";
import { loadPlaybook } from "./load-playbook.ts";
import { parseArguments } from "./parse-command-line.ts";
import { wantsColour } from "./styled.ts";
import { terminalJson, terminalLine } from "./terminal-text.ts";

/** @throws CliFailure `invalid-input` on a wrong command line, or when there is no playbook */
export async function runCompile(args: readonly string[], io: CliIo): Promise<number> {
  const given = parseArguments(COMPILE_COMMAND, args);
  const path = given.positionals[0] ?? "";
  const { playbook } = await loadPlaybook(path);
  if (given.flag("json")) io.stdout(`${terminalJson(compiledForm(playbook))}\n`);
  else io.stdout(renderSummary(playbook, { colour: wantsColour(io), columns: io.columns }));
  if (playbook.diagnostics.length > 0)
    io.stderr(`${countFindings(playbook.diagnostics)}: see tocsin check ${terminalLine(path)}\n`);
  return hasErrors(playbook.diagnostics) ? 1 : 0;
}
