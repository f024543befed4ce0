import type { Diagnostic, DiagnosticLevel } from "../../domain/playbook.ts";
import type { SourceText } from "../markdown/source-texts.ts";
import { displayWidth, padToWidth, showable, wrapToWidth } from "../words/display-width.ts";
import { excerptOf } from "./source-excerpt.ts";
import { type Emphasis, type Style, textStyle } from "./text-style.ts";

export interface RenderDiagnosticsOptions {
  readonly colour: boolean;
  /** Width of the terminal, in columns. */
  readonly columns: number;
}

const LEVELS: Readonly<Record<DiagnosticLevel, { label: string; colour: Emphasis }>> = {
  error: { label: "error", colour: "red" },
  warning: { label: "warning", colour: "yellow" },
  info: { label: "remark", colour: "cyan" },
};

const LEVEL_ORDER: readonly DiagnosticLevel[] = ["error", "warning", "info"];

/** Their excerpts must not repeat a secret into a log. */
export const MASKED_CODES: ReadonlySet<string> = new Set(["TOC506"]);

/** From this many on, findings of one code with the same advice are shown as one with a list of places. */
const GROUPED_FROM = 3;

const TEXT_WIDTH_MIN = 20;
/** Longer names of files push their text to the right, instead of all others'. */
const PLACE_WIDTH_MAX = 40;

/** Where the page of a code is, from the project's folder. */
export function diagnosticPage(code: string): string {
  return `docs/diagnostics/${code}.md`;
}

/**
 * Findings in the manner of a compiler: code and sentence, place, the line with a caret, what to do.
 * Errors come first and remarks last. The same mistake made many times is shown once, with all its
 * places; the pointer to a code's page stands with the first finding of the code.
 */
export function renderDiagnostics(
  diagnostics: readonly Diagnostic[],
  texts: readonly SourceText[],
  options: RenderDiagnosticsOptions,
): string {
  const gutter = Math.max(1, ...diagnostics.map(({ line }) => String(line).length));
  const layout: Layout = { columns: options.columns, style: textStyle(options), gutter, texts };
  const pointed = new Set<string>();
  return grouped(diagnostics)
    .map(([first, ...others]) => {
      const lines = [...headLines(first, layout), ...excerptLines(first, layout)];
      if (first.help !== undefined)
        lines.push(...noteLines("help", helpSentence(first.help), layout));
      lines.push(...otherPlaces(others, layout));
      if (!pointed.has(first.code))
        lines.push(...noteLines("see", diagnosticPage(first.code), layout));
      pointed.add(first.code);
      return `${lines.join("\n")}\n`;
    })
    .join("\n");
}

/** How many of each level: "2 errors, 14 warnings"; "no findings" without any. */
export function countFindings(diagnostics: readonly Diagnostic[]): string {
  const parts = LEVEL_ORDER.flatMap((level) => {
    const count = diagnostics.filter((finding) => finding.level === level).length;
    return count === 0 ? [] : [`${count} ${LEVELS[level].label}${count === 1 ? "" : "s"}`];
  });
  return parts.length === 0 ? "no findings" : parts.join(", ");
}

interface Layout {
  readonly columns: number;
  readonly style: Style;
  /** Width of the widest line number. */
  readonly gutter: number;
  readonly texts: readonly SourceText[];
}

type Group = readonly [Diagnostic, ...Diagnostic[]];

function grouped(diagnostics: readonly Diagnostic[]): Group[] {
  const alike = Map.groupBy(diagnostics, ({ code, help }) => `${code} ${help ?? ""}`);
  return [...alike.values()]
    .flatMap((group): Group[] => {
      const [first, ...others] = group;
      if (first === undefined) return [];
      return group.length >= GROUPED_FROM ? [[first, ...others]] : group.map((one) => [one]);
    })
    .sort(
      ([a], [b]) =>
        LEVEL_ORDER.indexOf(a.level) - LEVEL_ORDER.indexOf(b.level) ||
        diagnostics.indexOf(a) - diagnostics.indexOf(b),
    );
}

function headLines(finding: Diagnostic, { style, gutter, columns }: Layout): string[] {
  const { label, colour } = LEVELS[finding.level];
  const code = `${label}[${finding.code}]`;
  const lead = `${code}: `;
  const [first = "", ...rest] = wrapToWidth(
    showable(finding.message),
    Math.max(TEXT_WIDTH_MIN, columns - lead.length),
  );
  return [
    `${style(code, "bold", colour)}${style(`: ${first}`, "bold")}`,
    ...rest.map((line) => `${" ".repeat(lead.length)}${style(line, "bold")}`),
    `${" ".repeat(gutter)}${style("-->", "blue")} ${place(finding)}`,
  ];
}

function excerptLines(finding: Diagnostic, layout: Layout): string[] {
  const { style, gutter, columns } = layout;
  const source = sourceLine(finding, layout);
  if (source === undefined) return [];
  const masked = MASKED_CODES.has(finding.code);
  const width = Math.max(TEXT_WIDTH_MIN, columns - gutter - 3);
  const mark = masked ? finding : { ...finding, endColumn: endOfMark(finding, source) };
  const { text, underline } = excerptOf(source, mark, { width, masked });
  const bar = style("|", "blue");
  const margin = " ".repeat(gutter);
  return [
    `${margin} ${bar}`,
    `${style(String(finding.line).padStart(gutter), "blue")} ${bar} ${text}`,
    `${margin} ${bar} ${style(underline, "bold", LEVELS[finding.level].colour)}`,
  ];
}

/** A point is shown as the word that begins there. */
function endOfMark({ column, endColumn }: Diagnostic, source: string): number {
  const word = /^[\p{L}\p{N}_-]*/u.exec(source.slice(column - 1))?.[0] ?? "";
  return endColumn ?? column + word.length;
}

function noteLines(label: string, text: string, { style, gutter, columns }: Layout): string[] {
  const lead = `${" ".repeat(gutter)} = ${label}: `;
  const [first, ...rest] = wrapToWidth(
    showable(text),
    Math.max(TEXT_WIDTH_MIN, columns - lead.length),
  );
  return [
    `${" ".repeat(gutter)} ${style("=", "blue")} ${style(label, "bold")}: ${first ?? ""}`,
    ...rest.map((line) => `${" ".repeat(lead.length)}${line}`),
  ];
}

/** So many other places are shown with their text; of those after them only where they are. */
const SHOWN_PLACES_MAX = 4;

/** Where else. */
function otherPlaces(others: readonly Diagnostic[], layout: Layout): string[] {
  if (others.length === 0) return [];
  // A list of one more would be no shorter.
  const shownMax = others.length <= SHOWN_PLACES_MAX + 1 ? others.length : SHOWN_PLACES_MAX;
  const shown = others.slice(0, shownMax);
  const rest = others.slice(shownMax).map(place).join(", ");
  return [
    ...noteLines("also", `${others.length} more like it`, layout),
    ...placeLines(shown, layout),
    ...(rest === "" ? [] : noteLines("and", rest, layout)),
  ];
}

/** A line for each place, with its text: of several on one line the words that are meant. */
function placeLines(findings: readonly Diagnostic[], layout: Layout): string[] {
  const { style, gutter, columns } = layout;
  const places = findings.map(place);
  const placeWidth = Math.min(PLACE_WIDTH_MAX, Math.max(...places.map(displayWidth)));
  const lead = " ".repeat(gutter + 3);
  return findings.map((finding, index) => {
    const where = padToWidth(places[index] ?? "", placeWidth);
    const taken = lead.length + "-->   ".length + displayWidth(where);
    const width = Math.max(TEXT_WIDTH_MIN, columns - taken);
    const source = sourceLine(finding, layout) ?? "";
    const isShared = findings.some(
      (other) => other !== finding && other.file === finding.file && other.line === finding.line,
    );
    const words = isShared ? source.slice(finding.column - 1, endOfMark(finding, source) - 1) : "";
    const text = MASKED_CODES.has(finding.code)
      ? ""
      : excerptOf((words === "" ? source : words).trim(), { column: 1 }, { width }).text;
    return `${lead}${style("-->", "blue")} ${where}  ${style(text, "faint")}`.trimEnd();
  });
}

function place(finding: Diagnostic): string {
  return `${showable(finding.file)}:${finding.line}:${finding.column}`;
}

function sourceLine(finding: Diagnostic, { texts }: Layout): string | undefined {
  const line = texts.find(({ file }) => file === finding.file)?.lines[finding.line - 1];
  return line === undefined || line.trim() === "" ? undefined : line;
}

/** As a sentence, however the advice was written. */
export function helpSentence(text: string): string {
  const begun = text.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());
  return /[.!?…}]$/u.test(begun) ? begun : `${begun}.`;
}
