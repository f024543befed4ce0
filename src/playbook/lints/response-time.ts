import type { Diagnostic, Playbook, Severity } from "../../domain/playbook.ts";
import { severityRules } from "../../domain/severity-rules.ts";
import { diagnostic } from "../diagnostic-codes.ts";
import { type SourceText, spanOf } from "../markdown/source-texts.ts";
import { AT_ONCE_WORDS } from "../vocabulary.ts";
import { listed } from "../words/listed.ts";
import { mentions } from "../words/wording.ts";
import type { Lint } from "./lint.ts";

/** TOC102: severities without a response time have no clock that can run out. One finding for all of a kind. */
export const lintResponseTime: Lint = (playbook, texts) => {
  const untimed = playbook.severities.filter(
    (severity) => severity.sla.response === undefined && !mayWait(playbook, severity),
  );
  const atOnce = untimed.filter((severity) => saysAtOnce(texts, severity));
  const silent = untimed.filter((severity) => !atOnce.includes(severity));
  return [
    ...finding(texts, atOnce, {
      message: (names, many) =>
        `${names} ${many ? "are" : "is"} to be answered at once, and that is no time for a clock: nobody can tell when an answer is late`,
      help: "Write the longest time that still counts as at once, for example 5 minutes.",
    }),
    ...finding(texts, silent, {
      message: (names, many) =>
        `${names} ${many ? "have" : "has"} no response time: nobody can tell when an answer is late`,
      help: 'Write it with the severity, for example "Response: 30 minutes".',
    }),
  ];
};

function finding(
  texts: readonly SourceText[],
  severities: readonly Severity[],
  say: { message: (names: string, many: boolean) => string; help: string },
): readonly Diagnostic[] {
  const [first] = severities;
  if (first === undefined) return [];
  const names = listed(severities.map(({ id }) => id));
  const at = spanOf(texts, first.source, first.id);
  return [diagnostic("TOC102", at, say.message(names, severities.length > 1), say.help)];
}

const LEVELS_MIN = 3;

/** The mildest of several, when it wakes nobody: "next sprint" is an answer to it. */
function mayWait(playbook: Playbook, severity: Severity): boolean {
  const { severities } = playbook;
  return (
    severities.length >= LEVELS_MIN &&
    severities.at(-1) === severity &&
    severityRules(playbook, severity.id)?.pages !== true
  );
}

function saysAtOnce(texts: readonly SourceText[], { source }: Severity): boolean {
  const line = texts.find(({ file }) => file === source.file)?.lines[source.line - 1] ?? "";
  return mentions(line, AT_ONCE_WORDS);
}
