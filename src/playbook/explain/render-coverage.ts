import { excerptOf } from "../report/source-excerpt.ts";
import { type Style, textStyle } from "../report/text-style.ts";
import { textTable } from "../summary/text-table.ts";
import { displayWidth, padToWidth, showable } from "../words/display-width.ts";
import type { CoveredFile, CoveredSection } from "./coverage-report.ts";

interface Layout {
  readonly columns: number;
  readonly style: Style;
  /** Whether lines may be cut to the width: what is piped is not. */
  readonly cut: boolean;
}

const TEXT_WIDTH_MIN = 20;
const UNDERSTOOD = "+";
const TEXT = "·";
/** Room for the longest kind. */
const KIND_WIDTH = "postmortem".length;

/** The text with what each line became in front of it, then how much of each section was understood. */
export function renderCoverage(
  files: readonly CoveredFile[],
  options: { readonly colour: boolean; readonly columns: number; readonly cut: boolean },
): string {
  const layout = { ...options, style: textStyle(options) };
  const blocks = [
    ...files.map((file) => [layout.style(showable(file.file), "bold"), ...lineRows(file, layout)]),
    [`${UNDERSTOOD} understood, as what   ${TEXT} kept as text   nothing: a mark or an empty line`],
    ...files.map((file) => sectionRows(file, files.length > 1, layout)),
    [total(files)],
  ];
  return `${blocks.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

function lineRows({ lines }: CoveredFile, { columns, style, cut }: Layout): string[] {
  const numbers = String(lines.length).length;
  return lines.map((line, index) => {
    const number = style(String(index + 1).padStart(numbers), "faint");
    const kinds = line.state === "understood" ? line.kinds.join("+") : "";
    const mark =
      line.state === "understood"
        ? style(UNDERSTOOD, "green")
        : line.state === "text"
          ? style(TEXT, "yellow")
          : " ";
    const kind = style(padToWidth(kinds, KIND_WIDTH), "faint");
    const taken = numbers + 3 + Math.max(KIND_WIDTH, displayWidth(kinds)) + 3;
    const width = cut ? Math.max(TEXT_WIDTH_MIN, columns - taken) : Number.POSITIVE_INFINITY;
    const { text } = excerptOf(line.text, { column: 1 }, { width });
    return `${number} ${mark} ${kind} ${style("|", "blue")} ${text}`.trimEnd();
  });
}

function sectionRows(file: CoveredFile, isNamed: boolean, layout: Layout): string[] {
  const title = isNamed ? `How much of each section of ${file.file}` : "How much of each section";
  return [
    layout.style(showable(title), "bold"),
    ...textTable(
      ["line", "understood", "text", "share", "section"],
      file.sections.map((section) => [
        String(section.line),
        String(section.understoodLines),
        String(section.textLines),
        `${share(section)} %`,
        `${section.level > 1 ? "  " : ""}${section.title === "" ? "(before the first heading)" : section.title}`,
      ]),
      layout,
    ),
  ];
}

function total(files: readonly CoveredFile[]): string {
  const sections = files.flatMap((file) => file.sections);
  const sum = (key: "understoodLines" | "textLines"): number =>
    sections.reduce((all, section) => all + section[key], 0);
  const counted = { understoodLines: sum("understoodLines"), textLines: sum("textLines") };
  const all = counted.understoodLines + counted.textLines;
  return `${counted.understoodLines} of ${all} lines of text (${share(counted)} %) are understood and acted on.`;
}

/** Whole per cent, rounded down: 100 is said of nothing that left a line out. */
function share({
  understoodLines,
  textLines,
}: Pick<CoveredSection, "understoodLines" | "textLines">): number {
  const all = understoodLines + textLines;
  return all === 0 ? 0 : Math.floor((understoodLines / all) * 100);
}
