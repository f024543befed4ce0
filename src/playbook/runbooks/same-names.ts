import type { Runbook } from "../../domain/playbook.ts";
import { diagnostic } from "../diagnostic-codes.ts";
import type { CompileContext } from "../markdown/document.ts";
import { placeFrom, type SourceText, spanOf } from "../markdown/source-texts.ts";
import { listed } from "../words/listed.ts";

/** A runbook, and the first one of its name. */
export interface SameName {
  readonly runbook: Runbook;
  readonly first: Runbook;
}

/** From this many on, runbooks that two files share are told in one sentence: one is a copy of the other. */
const COPIES_MIN = 3;

/** `TOC402` for runbooks of one name. */
export function reportSameNames(
  repeated: readonly SameName[],
  texts: readonly SourceText[],
  context: CompileContext,
): void {
  const pairs = Map.groupBy(
    repeated,
    ({ runbook, first }) => `${runbook.source.file}\n${first.source.file}`,
  );
  for (const pair of pairs.values()) {
    const [one] = pair;
    if (one === undefined) continue;
    if (pair.length >= COPIES_MIN && one.runbook.source.file !== one.first.source.file)
      reportCopies(one, pair, { texts, context });
    else for (const same of pair) reportOne(same, texts, context);
  }
}

function reportOne(
  { runbook, first }: SameName,
  texts: readonly SourceText[],
  context: CompileContext,
): void {
  context.report(
    diagnostic(
      "TOC402",
      spanOf(texts, runbook.source, runbook.title),
      `there is another runbook called "${runbook.title}": ${placeFrom(runbook.source, first.source)}`,
      "Give one of them another name, so that an alert or a person can name the right one.",
    ),
  );
}

function reportCopies(
  { runbook, first }: SameName,
  pair: readonly SameName[],
  { texts, context }: { texts: readonly SourceText[]; context: CompileContext },
): void {
  const names = listed(pair.map((same) => `"${same.runbook.title}"`));
  context.report(
    diagnostic(
      "TOC402",
      spanOf(texts, runbook.source, runbook.title),
      `${pair.length} runbooks of this file are called as in ${first.source.file}: ${names}`,
      "Where one file is a copy of the other, leave it out of the playbook's folder; else give them other names.",
    ),
  );
}
