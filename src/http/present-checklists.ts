/** Checklists of an incident as the contract writes them. */

import type { ChecklistPointJson, IncidentChecklistsJson } from "../contract/checklist.ts";
import { instant } from "../contract/wire.ts";
import type { ChecklistPoint, GivenAnswer } from "../domain/checklist.ts";
import type { IncidentChecklists } from "../operations/incident/checklists.ts";

export function presentChecklists({ points, answers }: IncidentChecklists): IncidentChecklistsJson {
  const byChecklist = Map.groupBy(points, ({ checklist }) => checklist);
  return {
    checklists: [...byChecklist].map(([{ title, phase }, ofChecklist]) => ({
      title,
      ...(phase === undefined ? {} : { phase }),
      groups: [...Map.groupBy(ofChecklist, ({ group }) => group)].map(([group, ofGroup]) => ({
        title: group.title,
        verifies: group.verifies === true,
        points: ofGroup.map((point) => presentPoint(point, answers.get(point.key))),
      })),
    })),
  };
}

function presentPoint(
  { key, item }: ChecklistPoint,
  given: GivenAnswer | undefined,
): ChecklistPointJson {
  const { text, type, source, choices, expect } = item;
  return {
    key,
    text,
    line: source.line,
    type,
    ...(choices === undefined ? {} : { choices: [...choices] }),
    ...(expect === undefined ? {} : { expect }),
    answer: given === undefined ? null : { ...given, at: instant(given.at) },
  };
}
