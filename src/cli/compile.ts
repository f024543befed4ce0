/** `tocsin compile PATH`: the compiled playbook for programs, or the text with what each line became. */

import { compiledForm } from "../playbook/compiled-form.ts";
import { coverageReport } from "../playbook/explain/coverage-report.ts";
import { renderCoverage } from "../playbook/explain/render-coverage.ts";
import { countFindings } from "../playbook/report/render-diagnostics.ts";
import { renderSummary } from "../playbook/report/render-summary.ts";
import { hasErrors } from "./check.ts";
import { COMPILE_COMMAND } from "./check-summary.ts";
import type { CliIo } from "./io.ts";
import { type LoadedPlaybook, loadPlaybook } from "./load-playbook.ts";
import { parseArguments } from "./parse-command-line.ts";
import { wantsColour } from "./styled.ts";
import { terminalJson, terminalLine } from "./terminal-text.ts";

/** @throws CliFailure `invalid-input` on a wrong command line, or when there is no playbook */
export async function runCompile(args: readonly string[], io: CliIo): Promise<number> {
  const given = parseArguments(COMPILE_COMMAND, args);
  const path = given.positionals[0] ?? "";
  const loaded = await loadPlaybook(path);
  const { playbook } = loaded;
  io.stdout(
    given.flag("coverage")
      ? coverage(loaded, given.flag("json"), io)
      : given.flag("json")
        ? `${terminalJson(compiledForm(playbook))}\n`
        : renderSummary(playbook, { colour: wantsColour(io), columns: io.columns }),
  );
  if (playbook.diagnostics.length > 0)
    io.stderr(`${countFindings(playbook.diagnostics)}: see tocsin check ${terminalLine(path)}\n`);
  return hasErrors(playbook.diagnostics) ? 1 : 0;
}

function coverage(loaded: LoadedPlaybook, asJson: boolean, io: CliIo): string {
  const files = coverageReport(loaded);
  if (asJson) return `${terminalJson({ coverage: loaded.playbook.coverage, files })}\n`;
  return renderCoverage(files, { colour: wantsColour(io), columns: io.columns, cut: io.isTty });
}
