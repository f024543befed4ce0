import type { Diagnostic, DiagnosticLevel } from "../domain/playbook.ts";
import { showable, wrapToWidth } from "./display-width.ts";
import { excerptOf } from "./source-excerpt.ts";
import type { SourceText } from "./source-texts.ts";
import { type Emphasis, type Style, textStyle } from "./text-style.ts";

export interface RenderDiagnosticsOptions {
  readonly colour: boolean;
  /** Width of the terminal, in columns. */
  readonly columns: number;
}

const LEVEL_COLOURS: Readonly<Record<DiagnosticLevel, Emphasis>> = {
  error: "red",
  warning: "yellow",
  info: "cyan",
};

/** Their excerpts must not repeat a secret into a log. */
const MASKED_CODES: ReadonlySet<string> = new Set(["TOC506"]);

/** Where the page of a code is, from the project's folder. */
export function diagnosticPage(code: string): string {
  return `docs/diagnostics/${code}.md`;
}

/**
 * Findings in the manner of a compiler: code and sentence, place, the line with a caret, what to do.
 * Advice already given for the same code, and the pointer to its page, are not repeated.
 */
export function renderDiagnostics(
  diagnostics: readonly Diagnostic[],
  texts: readonly SourceText[],
  options: RenderDiagnosticsOptions,
): string {
  const style = textStyle(options);
  const gutter = Math.max(1, ...diagnostics.map(({ line }) => String(line).length));
  const given = new Set<string>();
  return diagnostics
    .map((finding) => {
      const notes = notesOf(finding, given);
      return renderOne(finding, texts, { ...options, style, gutter, notes });
    })
    .join("\n");
}

/** How many of each level: "2 errors, 14 warnings"; "no findings" without any. */
export function countFindings(diagnostics: readonly Diagnostic[]): string {
  const parts = (["error", "warning", "info"] as const).flatMap((level) => {
    const count = diagnostics.filter((finding) => finding.level === level).length;
    const noun = level === "info" ? "remark" : level;
    return count === 0 ? [] : [`${count} ${noun}${count === 1 ? "" : "s"}`];
  });
  return parts.length === 0 ? "no findings" : parts.join(", ");
}

function notesOf(finding: Diagnostic, given: Set<string>): [string, string][] {
  const notes: [string, string][] = [];
  const advice = `${finding.code} ${finding.help}`;
  if (finding.help !== undefined && !given.has(advice)) notes.push(["help", finding.help]);
  if (!given.has(finding.code)) notes.push(["see", diagnosticPage(finding.code)]);
  given.add(advice).add(finding.code);
  return notes;
}

function renderOne(
  finding: Diagnostic,
  texts: readonly SourceText[],
  layout: RenderDiagnosticsOptions & {
    readonly style: Style;
    readonly gutter: number;
    readonly notes: readonly [string, string][];
  },
): string {
  const { style, gutter, columns } = layout;
  const colour = LEVEL_COLOURS[finding.level];
  const margin = " ".repeat(gutter);
  const bar = style("|", "blue");
  const title = `${style(`${finding.level}[${finding.code}]`, "bold", colour)}${style(`: ${showable(finding.message)}`, "bold")}`;
  const place = `${margin}${style("-->", "blue")} ${showable(finding.file)}:${finding.line}:${finding.column}`;
  const lines = [title, place];
  const source = texts.find(({ file }) => file === finding.file)?.lines[finding.line - 1];
  if (source !== undefined && source.trim() !== "") {
    const masked = MASKED_CODES.has(finding.code);
    const excerpt = excerptOf(source, finding, {
      width: Math.max(20, columns - gutter - 3),
      masked,
    });
    lines.push(
      `${margin} ${bar}`,
      `${style(String(finding.line).padStart(gutter), "blue")} ${bar} ${excerpt.text}`,
      `${margin} ${bar} ${style(excerpt.underline, "bold", colour)}`,
    );
  }
  for (const [label, text] of layout.notes) {
    const lead = `${label}: `;
    const [first, ...rest] = wrapToWidth(
      showable(text),
      Math.max(20, columns - gutter - 3 - lead.length),
    );
    lines.push(`${margin} ${style("=", "blue")} ${style(label, "bold")}: ${first ?? ""}`);
    lines.push(...rest.map((line) => `${margin}   ${" ".repeat(lead.length)}${line}`));
  }
  return `${lines.join("\n")}\n`;
}
