import { diagnostic } from "../diagnostic-codes.ts";
import { spanOf } from "../markdown/source-texts.ts";
import type { Lint } from "./lint.ts";
import { isFilled } from "./role-holder.ts";

/** TOC208: there is no rotation, and not every role of the escalation is bound to a person. */
export const lintNoRotation: Lint = (playbook, texts) => {
  if (playbook.rotations.length > 0 || playbook.severities.length === 0) return [];
  const steps = playbook.escalation.flatMap((path) => path.steps);
  if (steps.length > 0 && steps.every((step) => isFilled(playbook, step))) return [];
  const at = playbook.escalation[0]?.source ?? playbook.severities[0]?.source;
  if (at === undefined) return [];
  return [
    diagnostic(
      "TOC208",
      spanOf(texts, at, undefined),
      "there is no rotation, so nobody is on call: who is paged?",
      "Add a table with a column of dates and a column for each role (Week | Primary | Secondary), " +
        "or name people in tocsin.yaml under roles.",
    ),
  ];
};
