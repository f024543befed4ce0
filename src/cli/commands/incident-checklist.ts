/** The checklists of an incident: what has been answered, and answering. */

import type { ChecklistPointJson, IncidentChecklistsJson } from "../../contract/checklist.ts";
import type { Command, CommandContext } from "../command.ts";
import { answerChecklist, readChecklists } from "../endpoints.ts";
import { CliFailure, usageFailure } from "../failure.ts";
import { NUMBER_HELP, resolveIncident } from "../incident-reference.ts";
import { JSON_OPTION } from "../options.ts";
import type { Style } from "../styled.ts";
import type { Cell } from "../table.ts";
import type { Terminal } from "../terminal.ts";
import { showInstant, type Viewer } from "../when.ts";

export const incidentChecklist: Command = {
  name: "incident checklist",
  takes: "[NUMBER]",
  summary: "The playbook's checklists: what is answered, and what is open",
  about: [NUMBER_HELP],
  example: "tocsin incident checklist 7",
  options: JSON_OPTION,
  async run(context) {
    const { api, args, terminal } = context;
    const number = await resolveIncident(api, args.positionals[0], { now: terminal.viewer.now });
    return printChecklists(context, await readChecklists(api, number));
  },
};

export const incidentAnswer: Command = {
  name: "incident answer",
  takes: "[NUMBER] POINT [ANSWER]",
  summary: "Answer a point of a checklist, or skip it",
  about: [
    NUMBER_HELP,
    "POINT is its number in `tocsin incident checklist`, or its name there.",
    "An answer that speaks for a worse severity proposes it; `tocsin incident severity --accept` takes it. A yes to a role that is needed calls it, and one to telling stakeholders tells them.",
  ],
  example: "tocsin incident answer 7 11 yes",
  options: {
    skip: {
      type: "string",
      value: "WHY",
      help: "Instead of an answer: why it does not matter here",
    },
    ...JSON_OPTION,
  },
  async run(context) {
    const { api, args, terminal } = context;
    const skip = args.text("skip");
    const words = [...args.positionals];
    const answer = skip === undefined ? words.pop() : undefined;
    const wanted = words.pop();
    if (wanted === undefined || (skip === undefined && answer === undefined)) {
      throw usageFailure("POINT or ANSWER is missing", `Example: ${incidentAnswer.example}`);
    }
    const now = terminal.viewer.now;
    const number = await resolveIncident(api, words[0], { now, among: [...ANSWERED_IN] });
    const point = pointOf(await readChecklists(api, number), wanted);
    const body =
      answer === undefined ? { point: point.key, skip: skip ?? "" } : { point: point.key, answer };
    const after = await answerChecklist(api, number, body);
    return printChecklists(context, after, point.key);
  },
};

/** What was documented late is documented, too. */
const ANSWERED_IN = ["open", "acknowledged", "resolved"] as const;

function pointsOf({ checklists }: IncidentChecklistsJson): readonly ChecklistPointJson[] {
  return checklists.flatMap(({ groups }) => groups.flatMap(({ points }) => points));
}

function pointOf(checklists: IncidentChecklistsJson, wanted: string): ChecklistPointJson {
  const points = pointsOf(checklists);
  const word = wanted.toLowerCase();
  const named = points.filter(
    ({ key, text }) =>
      key === wanted || key.endsWith(`/${wanted}`) || text.toLowerCase().includes(word),
  );
  const found = /^\d+$/u.test(wanted)
    ? points[Number(wanted) - 1]
    : (points.find(({ key }) => key === wanted) ?? (named.length === 1 ? named[0] : undefined));
  if (found !== undefined) return found;
  const help =
    points.length === 0
      ? "The playbook of this incident has no checklists."
      : "`tocsin incident checklist` lists them with their numbers.";
  const kind = named.length > 1 ? "several points of the checklists" : "no point of the checklists";
  throw new CliFailure("invalid-input", `"${wanted}" is ${kind}`, { help: [help] });
}

/** @param only the key of a point: whoever has answered it looks at the rest of its list next */
function printChecklists(
  { args, terminal }: CommandContext,
  checklists: IncidentChecklistsJson,
  only?: string,
): number {
  if (args.flag("json")) {
    terminal.json(checklists);
    return 0;
  }
  const numbers = new Map(pointsOf(checklists).map(({ key }, index) => [key, index + 1]));
  if (numbers.size === 0) terminal.print("The playbook of this incident has no checklists.");
  for (const { title, groups } of checklists.checklists) {
    for (const group of groups) {
      if (only !== undefined && !group.points.some(({ key }) => key === only)) continue;
      const heading = group.title === title ? title : `${title}: ${group.title}`;
      terminal.print("", [
        { text: heading, style: "bold" },
        group.verifies ? "  asked before the incident is resolved" : "",
      ]);
      printPoints(terminal, group.points, numbers);
    }
  }
  return 0;
}

function printPoints(
  terminal: Terminal,
  points: readonly ChecklistPointJson[],
  numbers: ReadonlyMap<string, number>,
): void {
  terminal.table({
    rows: points.map((point) => [
      String(numbers.get(point.key) ?? ""),
      point.text,
      answerCell(point),
      { text: remark(point, terminal.viewer), style: "dim" },
    ]),
  });
}

const STYLES = { done: "green", open: "red", skipped: "dim" } as const satisfies Record<
  string,
  Style
>;

function answerCell({ answer }: ChecklistPointJson): Cell {
  if (answer === null) return { text: "–", style: "yellow" };
  const text = answer.outcome === "skipped" ? "skipped" : answer.value;
  return { text, style: STYLES[answer.outcome] };
}

/** Who answered when, or what may be answered. */
function remark({ answer, choices, expect, type }: ChecklistPointJson, viewer: Viewer): string {
  if (answer !== null) return `${answer.by ?? "Tocsin"}, ${showInstant(answer.at, viewer)}`;
  if (choices !== undefined) return choices.join(" / ");
  if (type === "boolean") return "yes / no";
  return expect ?? "";
}
