import { describeDuration, durationMs } from "../../domain/duration.ts";
import type { Diagnostic, Playbook, Severity } from "../../domain/playbook.ts";
import { diagnostic } from "../diagnostic-codes.ts";
import { type SourceText, spanOf } from "../markdown/source-texts.ts";
import { type Clock, clocksIn, promisedTimes } from "../severities/promised-times.ts";
import { NO_PROMISE_WORDS, REVIEW_WORDS } from "../words/promise-words.ts";
import { readDuration } from "../words/read-duration.ts";
import { mentions, spacedWords } from "../words/wording.ts";
import type { Lint } from "./lint.ts";

const ASKED: Readonly<Record<Clock, string>> = {
  response: "is answered",
  resolution: "is solved",
  communication: "has news",
};

/**
 * TOC109: a sentence somewhere promises another time for a severity than the severities do. Only sentences
 * that name one severity, one time as a limit, and one thing it limits; what is a condition, or about
 * reviews, promises nothing.
 */
export const lintStatedTimes: Lint = (playbook, texts) => {
  const severities = playbook.severities.map((severity) => ({
    severity,
    words: spacedWords(severity.id),
  }));
  if (severities.length === 0) return [];
  const told = toldLines(playbook);
  return texts.flatMap((document) =>
    document.lines.flatMap((line, index) =>
      line.length > LINE_MAX || !/\d/u.test(line) || told.has(`${document.file}:${index + 1}`)
        ? []
        : sentencesOf(line).flatMap((sentence) =>
            contradiction(severities, { sentence, document, line: index + 1 }),
          ),
    ),
  );
};

/** Longer lines are data. */
const LINE_MAX = 2000;

/** The lines that were read as a severity's own, or as the escalation's: those are compared there. */
function toldLines({ severities, escalation }: Playbook): ReadonlySet<string> {
  const sources = [
    ...severities.flatMap(({ places, responseActions, examples }) => [
      ...(places ?? []).filter(({ inSentence }) => inSentence !== true),
      ...responseActions,
      ...examples,
    ]),
    ...escalation.flatMap(({ steps }) => steps),
  ];
  return new Set(sources.map(({ source }) => `${source.file}:${source.line}`));
}

function sentencesOf(line: string): string[] {
  // A row of a table says what its columns are about, which the sentence does not.
  return line.trimStart().startsWith("|") ? [] : line.split(/(?<=[.;!?])\s+/u);
}

function contradiction(
  severities: readonly { readonly severity: Severity; readonly words: string }[],
  place: { readonly sentence: string; readonly document: SourceText; readonly line: number },
): Diagnostic[] {
  const { sentence, document, line } = place;
  const words = spacedWords(sentence);
  const named = severities.filter((one) => words.includes(one.words));
  const [one] = named;
  const [promise, ...others] = promisedTimes(sentence);
  if (one === undefined || promise === undefined || named.length > 1 || others.length > 0)
    return [];
  const { clock, isRepeated } = promise;
  if (clocksIn(sentence).length > 1 || isRepeated !== (clock === "communication")) return [];
  if (mentions(sentence, NO_PROMISE_WORDS) || mentions(sentence, REVIEW_WORDS)) return [];
  const rest = words.replace(one.words, " ");
  if ((rest.match(/\d+/gu) ?? []).length !== 1) return [];
  const { severity } = one;
  const stated = readDuration(rest);
  const promised = severity.sla[clock];
  if (stated === undefined || promised === undefined) return [];
  if (durationMs(stated) === durationMs(promised)) return [];
  const source = severity.places?.find(({ says }) => says === clock)?.source ?? severity.source;
  const where =
    source.file === document.file ? `line ${source.line}` : `${source.file}:${source.line}`;
  return [
    diagnostic(
      "TOC109",
      spanOf([document], { file: document.file, line }, sentence.trim()),
      `here ${severity.id} ${ASKED[clock]} ${clock === "communication" ? "every" : "within"} ` +
        `${describeDuration(durationMs(stated))}, on ${where} ` +
        `${clock === "communication" ? "every" : "within"} ${describeDuration(durationMs(promised))}`,
      `Make both say the same. Tocsin goes by ${where}.`,
    ),
  ];
}
