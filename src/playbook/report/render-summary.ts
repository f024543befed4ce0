import type { Playbook, SourceRef } from "../../domain/playbook.ts";
import { inShort } from "../summary/in-short.ts";
import { contactsPart, peoplePart, rotationPart, schedulesPart } from "../summary/people-parts.ts";
import { checklistsPart, phasesPart, runbooksPart } from "../summary/procedure-parts.ts";
import { escalationPart, severitiesPart } from "../summary/severity-parts.ts";
import { durationCell, lineCell, type SummaryPart } from "../summary/summary-part.ts";
import { explainedList, type TableLayout, textTable } from "../summary/text-table.ts";
import { showable, wrapToWidth } from "../words/display-width.ts";
import { textStyle } from "./text-style.ts";

export interface RenderSummaryOptions {
  readonly colour: boolean;
  /** Width of the terminal, in columns. */
  readonly columns: number;
}

/** What was understood of a playbook, as plain tables with line numbers, for whoever answers for it. */
export function renderSummary(playbook: Playbook, options: RenderSummaryOptions): string {
  const layout: TableLayout = { columns: options.columns, style: textStyle(options) };
  const hasManyFiles = filesOf(playbook).size > 1;
  const parts = [
    severitiesPart(playbook, hasManyFiles),
    escalationPart(playbook, hasManyFiles),
    ...playbook.rotations.map((rotation) => rotationPart(playbook, rotation, hasManyFiles)),
    ...(playbook.overlay.schedules === undefined ? [] : [schedulesPart(playbook)]),
    peoplePart(playbook),
    phasesPart(playbook, hasManyFiles),
    checklistsPart(playbook, hasManyFiles),
    runbooksPart(playbook, hasManyFiles),
    templatesPart(playbook, hasManyFiles),
    contactsPart(playbook, hasManyFiles),
    referencesPart(playbook, hasManyFiles),
  ];
  const blocks = [
    opening(playbook, layout),
    shortly(playbook, layout),
    ...parts.filter(({ rows }) => rows.length > 0).map((part) => renderPart(part, layout)),
    ...notFound(parts, layout),
    defaults(playbook, layout),
    coverage(playbook, layout),
  ];
  return `${blocks.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

function opening(playbook: Playbook, layout: TableLayout): string[] {
  const facts = [
    ...(playbook.version === undefined ? [] : [`version ${playbook.version}`]),
    ...(playbook.lastUpdated === undefined ? [] : [`last updated ${playbook.lastUpdated}`]),
    `from ${filesText(playbook)}`,
  ];
  return [
    layout.style(showable(playbook.title), "bold"),
    ...wrapToWidth(showable(facts.join(", ")), layout.columns),
  ];
}

function shortly(playbook: Playbook, layout: TableLayout): string[] {
  return [
    layout.style("In short", "bold"),
    ...inShort(playbook).flatMap((sentence) =>
      wrapToWidth(showable(sentence), layout.columns - 4).map(
        (line, index) => `${index === 0 ? "  - " : "    "}${line}`,
      ),
    ),
  ];
}

/** What is absent takes a sentence, not a table: a single runbook has most of it nowhere. */
function notFound(parts: readonly SummaryPart[], layout: TableLayout): string[][] {
  const sentences = parts.filter(({ rows }) => rows.length === 0).map((part) => part.whenEmpty);
  if (sentences.length === 0) return [];
  return [
    [
      layout.style("Not found", "bold"),
      ...wrapToWidth(showable(sentences.join(" ")), layout.columns - 2).map((line) => `  ${line}`),
    ],
  ];
}

function renderPart(part: SummaryPart, layout: TableLayout): string[] {
  const title = layout.style(showable(part.title), "bold");
  const lines = [title, ...textTable(part.columns, part.rows, layout)];
  if (part.note === undefined) return lines;
  return [...lines, ...wrapToWidth(part.note, layout.columns - 2).map((line) => `  ${line}`)];
}

function templatesPart(playbook: Playbook, hasManyFiles: boolean): SummaryPart {
  const { postmortem } = playbook;
  const rows = playbook.templates.map((template) => [
    lineCell(template.source, hasManyFiles),
    template.title,
    `${channelCell(template.channel)}${template.states === undefined ? "" : `: ${template.states.join(", ")}`}`,
  ]);
  if (postmortem.sections.length > 0)
    rows.push([
      lineCell(postmortem.source, hasManyFiles),
      postmortem.title ?? "Postmortem",
      `${postmortem.dueAfter === undefined ? "no deadline" : `due ${durationCell(postmortem.dueAfter)} after the end`}: ` +
        topSections(playbook).join(", "),
    ]);
  return {
    title: "Texts to send and to write",
    columns: ["line", "template", "what it is for"],
    rows,
    whenEmpty: "No templates were found.",
  };
}

const CHANNEL_WORDS = new Map([
  ["status-page", "the status page"],
  ["slack", "Slack"],
  ["teams", "Microsoft Teams"],
  ["mattermost", "Mattermost"],
  ["discord", "Discord"],
  ["email", "e-mail"],
  ["sms", "SMS"],
  ["social", "social media"],
  ["internal", "people inside"],
  ["external", "people outside"],
  ["other", "–"],
]);

function channelCell(channel: string): string {
  return CHANNEL_WORDS.get(channel) ?? channel;
}

/** The titles of the highest level; those below are parts of them. */
function topSections({ postmortem }: Playbook): string[] {
  const top = Math.min(...postmortem.sections.map(({ level }) => level));
  return postmortem.sections.filter(({ level }) => level === top).map(({ title }) => title);
}

function referencesPart(playbook: Playbook, hasManyFiles: boolean): SummaryPart {
  const row = (items: readonly { readonly source: SourceRef }[], what: string, text: string) =>
    items.length === 0 ? [] : [[lineCell(items[0]?.source, hasManyFiles), what, text]];
  return {
    title: "Access, links and other documents",
    columns: ["line", "what", "which"],
    rows: [
      ...row(
        playbook.access,
        "required access",
        playbook.access.map(({ text }) => text).join(", "),
      ),
      ...row(playbook.links, "links", playbook.links.map(({ title }) => title).join(", ")),
      ...row(playbook.related, "documents", playbook.related.map(({ path }) => path).join(", ")),
    ],
    whenEmpty: "No access, links or other documents were found.",
  };
}

function defaults(playbook: Playbook, layout: TableLayout): string[] {
  const title = layout.style("Not said, so decided by default", "bold");
  if (playbook.defaults.length === 0) return [title, "  Nothing: everything needed is said."];
  const reasons = Map.groupBy(playbook.defaults, ({ because }) => because);
  const entries = [...reasons].map(
    ([because, alike]) =>
      [alike.map(({ what, value }) => `${what}: ${value}`), `because ${because}`] as const,
  );
  return [title, ...explainedList(entries, layout)];
}

function coverage(
  { coverage: { understoodLines, textLines } }: Playbook,
  layout: TableLayout,
): string[] {
  const all = understoodLines + textLines;
  const share = all === 0 ? 0 : Math.floor((understoodLines / all) * 100);
  return wrapToWidth(
    `${understoodLines} of ${all} lines of text (${share} %) are understood and acted on; ` +
      `${textLines} ${textLines === 1 ? "stays as it is" : "stay as they are"}, to be read.`,
    layout.columns,
  );
}

const FILES_NAMED_MAX = 3;

function filesText(playbook: Playbook): string {
  const files = [...filesOf(playbook)];
  if (files.length === 0) return "no file that says anything";
  return files.length <= FILES_NAMED_MAX ? files.join(", ") : `${files.length} files`;
}

/** Every file that something was read from, in order of first use. */
function filesOf(playbook: Playbook): Set<string> {
  const sourced: readonly { readonly source: SourceRef }[] = [
    ...playbook.severities,
    ...playbook.escalation,
    ...playbook.phases,
    ...playbook.checklists,
    ...playbook.runbooks,
    ...playbook.templates,
    ...playbook.rotations,
    ...playbook.contacts,
    ...playbook.links,
    ...playbook.related,
    ...playbook.access,
  ];
  return new Set(sourced.map(({ source }) => source.file));
}
