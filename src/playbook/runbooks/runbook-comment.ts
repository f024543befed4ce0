import { conditionOfTitle, isRule, readStepMarker } from "../words/step-marker.ts";
import { FENCE_DEPTH } from "./draft-block.ts";
import type { RunbookDraft } from "./runbook-draft.ts";

/** What a comment in a fence says about the commands around it; `line` is its line in the file. */
export function readComment(
  text: string,
  { line, isAboveCommand }: { line: number; isAboveCommand: boolean },
  draft: RunbookDraft,
): void {
  // "#!/bin/sh" says how a script is run.
  if (isRule(text) || text.startsWith("!")) return;
  const marker = readStepMarker(text);
  const { title } = marker;
  const place = { line, depth: FENCE_DEPTH };
  const name = marker.kind === "numbered" ? title : text;
  const when = isAboveCommand && marker.kind !== "branch" ? conditionOfTitle(name) : undefined;
  // "If the pump is cold" also with a number and without a colon; "If 0: it is off" explains.
  if (when !== undefined && !/[,:]\s|→|->|=>/u.test(when)) {
    draft.option({ title: name, when, line, steps: [] }, place);
    return;
  }
  switch (marker.kind) {
    case "alternative":
      draft.option({ title, line, steps: [] }, { ...place, isFirst: marker.isFirst });
      break;
    case "branch":
      draft.option({ title, when: marker.when, line, steps: [] }, place);
      break;
    case "or":
      draft.or({ text, title, line });
      break;
    case "numbered":
      draft.numbered(title, line, marker.opens);
      break;
    case "remedy":
      draft.remedy(marker.label, title, line);
      break;
    case "bullet":
      draft.hint(title, line);
      break;
    case "label":
      draft.label(title, line);
      break;
    case "plain":
      draft.remark(title, line);
  }
}
