import type { Severity } from "../../domain/playbook.ts";
import { diagnostic } from "../diagnostic-codes.ts";
import { type SourceText, spanOf } from "../markdown/source-texts.ts";
import { AT_ONCE_WORDS } from "../words/promise-words.ts";
import { mentions } from "../words/wording.ts";
import type { Lint } from "./lint.ts";

/** TOC102: a severity without a response time has no clock that can run out. */
export const lintResponseTime: Lint = (playbook, texts) =>
  playbook.severities
    .filter((severity) => severity.sla.response === undefined)
    .map((severity) => {
      const at = spanOf(texts, severity.source, severity.id);
      return saysAtOnce(texts, severity)
        ? diagnostic(
            "TOC102",
            at,
            `${severity.id} is to be answered at once, which is no time that a clock can run: nobody can tell when an answer is late`,
            "Write the longest time that still counts as at once, for example 5 minutes.",
          )
        : diagnostic(
            "TOC102",
            at,
            `${severity.id} has no response time: nobody can tell when an answer is late`,
            `Write it with the severity, for example "Response: 30 minutes".`,
          );
    });

function saysAtOnce(texts: readonly SourceText[], { source }: Severity): boolean {
  const line = texts.find(({ file }) => file === source.file)?.lines[source.line - 1] ?? "";
  return mentions(line, AT_ONCE_WORDS);
}
