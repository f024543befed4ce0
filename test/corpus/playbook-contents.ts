/** The parts of a compiled playbook that lie deeper than its lists, each list flat. */

import type {
  ChecklistItem,
  Playbook,
  Runbook,
  RunbookBlock,
  RunbookStep,
} from "../../src/domain/playbook.ts";

interface Placed {
  readonly source: { readonly line: number };
}

export function stepsOf({ blocks }: Runbook): RunbookStep[] {
  return blocks.flatMap((block) =>
    "options" in block ? block.options.flatMap(({ steps }) => steps) : block.steps,
  );
}

export function itemsOf({ groups }: Playbook["checklists"][number]): ChecklistItem[] {
  return groups.flatMap(({ items }) => items);
}

export function runbookSteps(playbook: Playbook): RunbookStep[] {
  return playbook.runbooks.flatMap(stepsOf);
}

export function runbookBlocks(playbook: Playbook): RunbookBlock[] {
  return playbook.runbooks.flatMap(({ blocks }) => blocks);
}

/** Its heading, its steps and the ways among them; a step without an effect is a remark. */
export function runbookParts({ runbooks }: Playbook): Placed[] {
  return [
    ...runbooks,
    ...runbooks.flatMap(stepsOf).filter(({ effect }) => effect !== undefined),
    ...runbooks.flatMap(({ blocks }) =>
      blocks.flatMap((block) => ("options" in block ? block.options : [])),
    ),
  ];
}

export function checklistItems(playbook: Playbook): ChecklistItem[] {
  return playbook.checklists.flatMap(itemsOf);
}

/**
 * Everything that somebody is asked, told, paged or measured by. Links, access and headings of a
 * postmortem are only shown, and so may stand for any line.
 */
export function behaviours(playbook: Playbook): Placed[] {
  const { severities, escalation, rotations, phases, templates, contacts } = playbook;
  return [
    ...severities,
    ...severities.flatMap(({ sla }) => (sla.source === undefined ? [] : [{ source: sla.source }])),
    ...severities.flatMap(({ responseActions }) => responseActions),
    ...escalation.flatMap(({ steps }) => steps),
    ...phases,
    ...checklistItems(playbook),
    ...runbookSteps(playbook).filter(({ command }) => command !== undefined),
    ...templates,
    ...rotations.flatMap(({ shifts }) => shifts),
    ...contacts,
  ];
}
