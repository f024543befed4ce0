import type { Playbook, Runbook } from "../../domain/playbook.ts";
import { roleKey } from "../../domain/roster.ts";
import { diagnostic } from "../diagnostic-codes.ts";
import { type SourceText, spanOf } from "../markdown/source-texts.ts";
import { hasRunbookPrefix } from "../runbooks/runbook-title.ts";
import { namesFault } from "../runbooks/runbook-words.ts";
import { readSeverityMention, severityRank } from "../words/severity-id.ts";
import type { Lint } from "./lint.ts";
import { tellingWords } from "./telling-words.ts";

const NAMED_MAX = 5;

/**
 * TOC313: runbooks that neither a route, nor an example of a severity, nor a phase leads to. Once for the
 * whole playbook. One that is called like an alert (`KubePodCrashLooping`) is found by the alert's name.
 */
export const lintUnledRunbooks: Lint = (playbook, texts) => {
  const ways = waysTo(playbook);
  if (ways.size === 0 || playbook.severities.length === 0) return [];
  const runbooks = playbook.runbooks.filter((runbook) => isForAFault(runbook, texts));
  const unled = runbooks.filter((runbook) => !isLedTo(playbook, runbook, ways));
  const [first] = unled;
  if (first === undefined) return [];
  const titles = unled.slice(0, NAMED_MAX).map(({ title }) => `"${title}"`);
  const more = unled.length > NAMED_MAX ? ` and ${unled.length - NAMED_MAX} more` : "";
  const many = unled.length > 1;
  return [
    diagnostic(
      "TOC313",
      spanOf(texts, first.source, first.title),
      `no alert leads to ${many ? `${unled.length} of ${runbooks.length} runbooks` : "this runbook"}: ` +
        `whoever is woken has to know ${many ? "their names" : "its name"} (${titles.join(", ")}${more})`,
      `Name what ${many ? "they are" : "it is"} for among the examples of a severity, in the words of the alert, or give ${many ? "them" : "it"} a route ` +
        `in tocsin.yaml: routes: [{ match: { alertname: … }, runbook: "${first.title}" }]`,
    ),
  ];
};

/** Called a runbook, or by what is wrong: other procedures are not what an alert is to lead to. */
function isForAFault({ title, source }: Runbook, texts: readonly SourceText[]): boolean {
  const heading = texts.find(({ file }) => file === source.file)?.lines[source.line - 1] ?? "";
  if (hasRunbookPrefix(heading.replace(/^[#\s]+/u, ""))) return true;
  // "SEV-2 (High)" is a severity's, "P1: High latency" is not.
  const words = readSeverityMention(title, false)?.rest ?? title;
  const isOnlyRank = tellingWords(words).every((word) => severityRank(word) !== undefined);
  return namesFault(words) && !isOnlyRank;
}

/** The words of everything that may bring an alert to a runbook. */
function waysTo({ severities, overlay }: Playbook): ReadonlySet<string> {
  const texts = [
    ...severities.flatMap(({ examples }) => examples.map(({ text }) => text)),
    ...overlay.routes.flatMap(({ match = {}, matchers = [], runbook }) => [
      ...Object.values(match),
      ...matchers,
      runbook ?? "",
    ]),
  ];
  return new Set(texts.flatMap((text) => tellingWords(text)));
}

function isLedTo(
  { overlay }: Playbook,
  { id, title, phase }: Runbook,
  ways: ReadonlySet<string>,
): boolean {
  if (phase !== undefined || isAlertName(title)) return true;
  const key = roleKey(title);
  const isRouted = overlay.routes.some(
    ({ runbook }) => runbook !== undefined && (runbook === id || roleKey(runbook) === key),
  );
  return isRouted || tellingWords(title).some((word) => ways.has(word));
}

/** One word with capitals inside: what monitoring calls its alerts. */
function isAlertName(title: string): boolean {
  return /^\S*[a-z]\S*[A-Z]\S*$/u.test(title.trim());
}
