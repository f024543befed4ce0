import { schedulesOf } from "../../domain/schedule/playbook-schedules.ts";
import { diagnostic } from "../diagnostic-codes.ts";
import { spanOf } from "../markdown/source-texts.ts";
import { catchAllNames } from "./escalation-paths.ts";
import type { Lint } from "./lint.ts";
import { isFilled } from "./role-holder.ts";

/** TOC208: there is no rotation and no schedule, and not every role of the escalation is bound to a person. */
export const lintNoRotation: Lint = (playbook, texts) => {
  if (schedulesOf(playbook).length > 0 || playbook.severities.length === 0) return [];
  const steps = playbook.escalation.flatMap((path) => path.steps);
  if (steps.length > 0 && steps.every((step) => isFilled(playbook, step))) return [];
  const [step] = steps;
  const [severity] = playbook.severities;
  const at = step?.source ?? severity?.source;
  if (at === undefined) return [];
  return [
    diagnostic(
      "TOC208",
      spanOf(texts, at, step?.role ?? severity?.id),
      `nobody is on call: there is no rotation, so pages go to the catch-all (${catchAllNames(playbook)})`,
      "Add a table with a column of dates and a column for each role (Week | Primary | Secondary), " +
        "or state schedules in tocsin.yaml, or people under its roles.",
    ),
  ];
};
