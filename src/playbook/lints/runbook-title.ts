import type { Runbook, RunbookStep } from "../../domain/playbook.ts";
import { diagnostic } from "../diagnostic-codes.ts";
import { spanOf } from "../markdown/source-texts.ts";
import { intentOf } from "../runbooks/runbook-words.ts";
import type { Lint } from "./lint.ts";

/**
 * TOC312 for whole runbooks: "Check …" over steps of which one changes something and none of the others
 * says so. Choices and branches are ways to go on, which the title does not speak of.
 */
export const lintRunbookTitle: Lint = (playbook, texts) =>
  playbook.runbooks.flatMap((runbook) => {
    if (intentOf(runbook.title) !== "check") return [];
    const changing = unannounced(runbook);
    if (changing === undefined) return [];
    return [
      diagnostic(
        "TOC312",
        spanOf(texts, runbook.source, runbook.title),
        `"${runbook.title}" says that it only looks, but its command on line ${changing.source.line} changes something`,
        "Name what is changed in the title, or say above the command that it changes something.",
      ),
    ];
  });

/** A change that its own words do not announce either: those that do are judged with their words. */
function unannounced({ blocks }: Runbook): RunbookStep | undefined {
  return blocks
    .flatMap((block) => ("steps" in block ? block.steps : []))
    .find(
      ({ effect, text, command }) =>
        effect === "change" && (text === command || intentOf(text) === undefined),
    );
}
