import type { Effect } from "../../domain/effect.ts";
import { EFFECTS } from "../../domain/effect.ts";
import type { Playbook, Runbook, RunbookStep } from "../../domain/playbook.ts";
import { counted, durationCell, lineCell, type SummaryPart } from "./summary-part.ts";

export function phasesPart(playbook: Playbook, hasManyFiles: boolean): SummaryPart {
  return {
    title: "Phases of an incident",
    columns: ["line", "phase", "from", "until", "what it holds"],
    rows: playbook.phases.map((phase) => [
      lineCell(phase.source, hasManyFiles),
      phase.title,
      phase.start === "PT0S" ? "the start" : durationCell(phase.start),
      durationCell(phase.end),
      [
        ...some(phase.sources.length, "source"),
        ...some(phase.objectives.length, "objective"),
        ...some(phase.actions.length, "action"),
        ...some(playbook.checklists.filter((one) => one.phase === phase.id).length, "checklist"),
        ...some(playbook.runbooks.filter((one) => one.phase === phase.id).length, "runbook"),
        ...textsOf(playbook, phase.id),
      ].join(", "),
    ]),
    whenEmpty: "No phases were found.",
  };
}

export function checklistsPart(playbook: Playbook, hasManyFiles: boolean): SummaryPart {
  return {
    title: "Checklists",
    columns: ["line", "checklist", "phase", "groups"],
    rows: playbook.checklists.map((checklist) => [
      lineCell(checklist.source, hasManyFiles),
      checklist.title,
      phaseTitle(playbook, checklist.phase),
      checklist.groups
        .map(({ title, items }) => `${title} (${counted(items.length, "item")})`)
        .join(", "),
    ]),
    whenEmpty: "No checklists were found.",
  };
}

export function runbooksPart(playbook: Playbook, hasManyFiles: boolean): SummaryPart {
  return {
    title: "Runbooks: what their commands do",
    columns: ["line", "runbook", "look", "secrets", "change", "by hand", "unknown", "choices"],
    rows: playbook.runbooks.map((runbook) => {
      const counts = effectCounts(runbook);
      return [
        lineCell(runbook.source, hasManyFiles),
        runbook.title,
        ...EFFECT_COLUMNS.map((effect) => String(counts.get(effect) ?? 0)),
        runbook.blocks.flatMap(describeOptions).join(", "),
      ];
    }),
    whenEmpty: "No runbooks were found.",
    note:
      "Commands that look run by themselves; those that print secrets need a click; those that " +
      "change something need an approval; the rest is done by a person.",
  };
}

// In the order of the columns above.
const EFFECT_COLUMNS: readonly Effect[] = EFFECTS;

function effectCounts(runbook: Runbook): Map<Effect, number> {
  const counts = new Map<Effect, number>();
  for (const { effect } of runbook.blocks.flatMap(stepsOf)) {
    if (effect !== undefined) counts.set(effect, (counts.get(effect) ?? 0) + 1);
  }
  return counts;
}

function stepsOf(block: Runbook["blocks"][number]): readonly RunbookStep[] {
  return "steps" in block ? block.steps : block.options.flatMap(({ steps }) => steps);
}

function describeOptions(block: Runbook["blocks"][number]): string[] {
  if (!("options" in block)) return [];
  return block.kind === "choice"
    ? [`choose 1 of ${block.options.length}`]
    : [`${counted(block.options.length, "branch").replace(/branchs$/, "branches")} by cause`];
}

function textsOf({ templates }: Playbook, phaseId: string): string[] {
  const count = templates.filter(({ phase }) => phase === phaseId).length;
  return count === 0 ? [] : [`${counted(count, "text")} to send`];
}

function phaseTitle(playbook: Playbook, id: string | undefined): string {
  return playbook.phases.find((phase) => phase.id === id)?.title ?? "–";
}

function some(count: number, noun: string): string[] {
  return count === 0 ? [] : [counted(count, noun)];
}
