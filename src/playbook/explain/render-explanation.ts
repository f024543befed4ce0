import { diagnosticPage, helpSentence } from "../report/render-diagnostics.ts";
import { excerptOf } from "../report/source-excerpt.ts";
import { type Style, textStyle } from "../report/text-style.ts";
import { padToWidth, showable, wrapToWidth } from "../words/display-width.ts";
import type { LineExplanation } from "./explain-line.ts";
import type { Thing } from "./thing.ts";

interface Layout {
  readonly columns: number;
  readonly style: Style;
}

const TEXT_WIDTH_MIN = 20;
const INDENT = "  ";

/** The line, what it became with every fact, its findings, and its neighbours. */
export function renderExplanation(
  explanation: LineExplanation,
  options: { readonly colour: boolean; readonly columns: number },
): string {
  const layout = { columns: options.columns, style: textStyle(options) };
  const { file, line, text, became, reasons, nearby, diagnostics } = explanation;
  const width = Math.max(TEXT_WIDTH_MIN, layout.columns - 4);
  const blocks = [
    [
      layout.style(showable(`${file}:${line}`), "bold"),
      `${layout.style("  | ", "blue")}${excerptOf(text, { column: 1 }, { width }).text}`.trimEnd(),
    ],
    became.length > 0
      ? became.flatMap((thing) => thingLines(thing, explanation, layout))
      : reasons.flatMap((reason) => wrapToWidth(showable(reason), layout.columns)),
    ...diagnostics.map(({ code, message, help }) => [
      ...wrapToWidth(showable(`${code}: ${helpSentence(message)}`), layout.columns),
      ...(help === undefined ? [] : indented(helpSentence(help), layout)),
      `${INDENT}${layout.style(`See ${diagnosticPage(code)}`, "faint")}`,
    ]),
    nearby.length === 0
      ? []
      : [
          layout.style("Understood nearby", "bold"),
          ...nearby.flatMap((one) => indented(`line ${one.line}: ${one.what}`, layout)),
        ],
  ];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}

function thingLines(thing: Thing, { line }: LineExplanation, layout: Layout): string[] {
  const goesOn = thing.source.line === line ? "" : `, which begins on line ${thing.source.line}`;
  const labels = Math.max(0, ...thing.facts.map(({ label }) => label.length));
  const lead = INDENT.length + labels + 2;
  const width = Math.max(TEXT_WIDTH_MIN, layout.columns - lead);
  return [
    ...wrapToWidth(showable(`This is ${thing.what}${goesOn}.`), layout.columns),
    ...thing.facts.flatMap(({ label, text }) => {
      const [first, ...rest] = text.split("\n").flatMap((one) => wrapToWidth(showable(one), width));
      return [
        `${INDENT}${layout.style(padToWidth(showable(label), labels), "faint")}  ${first ?? ""}`,
        ...rest.map((one) => `${" ".repeat(lead)}${one}`),
      ];
    }),
  ];
}

function indented(text: string, { columns }: Layout): string[] {
  return wrapToWidth(showable(text), Math.max(TEXT_WIDTH_MIN, columns - INDENT.length)).map(
    (one) => `${INDENT}${one}`,
  );
}
