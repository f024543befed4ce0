import { diagnostic } from "../diagnostic-codes.ts";
import { spanOf } from "../source-texts.ts";
import type { Lint } from "./lint.ts";

/** TOC102: a severity without a response time has no clock that can run out. */
export const lintResponseTime: Lint = (playbook, texts) =>
  playbook.severities
    .filter((severity) => severity.sla.response === undefined)
    .map((severity) =>
      diagnostic(
        "TOC102",
        spanOf(texts, severity.source, severity.id),
        `${severity.id} has no response time: nobody can tell when an answer is late`,
        `Write it with the severity, for example "Response: 30 minutes".`,
      ),
    );
