import type { Diagnostic, DiagnosticLevel } from "../../domain/playbook.ts";
import { DIAGNOSTIC_CODES, isDiagnosticCode } from "../diagnostic-codes.ts";
import { helpSentence } from "./render-diagnostics.ts";

const COMMANDS: Readonly<Record<DiagnosticLevel, string>> = {
  error: "error",
  warning: "warning",
  info: "notice",
};

/**
 * Findings as workflow commands of GitHub Actions, a line each, which show up beside the changed lines
 * of a pull request. `pathOf` makes a file's path one from the root of the checkout.
 *
 * The runner ends a message at a line break and a property at `,` or `:`, hence the escapes
 * (https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions).
 */
export function renderAnnotations(
  diagnostics: readonly Diagnostic[],
  pathOf: (file: string) => string,
): string {
  return diagnostics.map((finding) => `${annotation(finding, pathOf(finding.file))}\n`).join("");
}

function annotation(finding: Diagnostic, path: string): string {
  const { code, level, line, column, endColumn, message, help } = finding;
  const title = isDiagnosticCode(code) ? `${code}: ${DIAGNOSTIC_CODES[code].title}` : code;
  const properties = [
    ["file", path],
    ["line", String(line)],
    ["endLine", String(line)],
    ["col", String(column)],
    ...(endColumn === undefined || endColumn <= column ? [] : [["endColumn", String(endColumn)]]),
    ["title", title],
  ].map(([name, value]) => `${name}=${escapedProperty(value ?? "")}`);
  const text = help === undefined ? message : `${message}\n${helpSentence(help)}`;
  return `::${COMMANDS[level]} ${properties.join(",")}::${escapedMessage(text)}`;
}

function escapedMessage(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapedProperty(text: string): string {
  return escapedMessage(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
