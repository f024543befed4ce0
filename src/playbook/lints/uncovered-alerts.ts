import { compileRoutes, routeAlert } from "../../domain/alert-routes.ts";
import type { Diagnostic, Playbook, SourceRef } from "../../domain/playbook.ts";
import { diagnostic } from "../diagnostic-codes.ts";
import { type SourceText, spanOf } from "../markdown/source-texts.ts";
import { listed } from "../words/listed.ts";
import type { Lint } from "./lint.ts";
import { tellingWords } from "./telling-words.ts";

interface NamedAlert {
  readonly name: string;
  /** Where its rule says that its runbook is. */
  readonly runbook: string | undefined;
  readonly source: SourceRef;
}

/** A rule of Prometheus in the text, and the annotation that names its runbook. */
const ALERT = /^\s*(?:-\s+)?alert:\s*["']?([A-Za-z]\w{2,100})["']?\s*(?:#.*)?$/u;
const RUNBOOK = /^\s*(?:runbook|runbook_url|runbookUrl):\s*["']?([^\s"']{1,1000})/u;

/**
 * TOC314: alerts whose rules stand in the text and for which no runbook is there, by an address that its
 * rule gives or by a word of its name. One finding for all of them. Not where there are no runbooks at all.
 */
export const lintUncoveredAlerts: Lint = (playbook, texts) => {
  if (playbook.runbooks.length === 0) return [];
  const alerts = texts.flatMap(alertsIn);
  const uncovered = alerts.filter((alert) => !isCovered(alert, playbook, texts));
  const [first] = uncovered;
  if (first === undefined) return [];
  return [finding(first, uncovered, { alerts, texts })];
};

function finding(
  first: NamedAlert,
  uncovered: readonly NamedAlert[],
  { alerts, texts }: { alerts: readonly NamedAlert[]; texts: readonly SourceText[] },
): Diagnostic {
  const names = listed([...new Set(uncovered.map(({ name }) => name))]);
  return diagnostic(
    "TOC314",
    spanOf(texts, first.source, first.name),
    uncovered.length === 1
      ? `no runbook is there for the alert ${names}: whoever it wakes begins from nothing`
      : `no runbook is there for ${uncovered.length} of ${alerts.length} alerts: ${names}. Whoever they wake begins from nothing`,
    "Write one and name it like the alert, or let the rule's runbook_url lead to a file of the playbook.",
  );
}

function alertsIn({ file, lines }: SourceText): readonly NamedAlert[] {
  const found: { name: string; runbook: string | undefined; source: SourceRef }[] = [];
  for (const [index, line] of lines.entries()) {
    const name = line.length < 200 ? ALERT.exec(line)?.[1] : undefined;
    if (name !== undefined)
      found.push({ name, runbook: undefined, source: { file, line: index + 1 } });
    const last = found.at(-1);
    const runbook = last === undefined ? undefined : RUNBOOK.exec(line)?.[1];
    if (last !== undefined && runbook !== undefined) last.runbook ??= runbook;
  }
  return found;
}

function isCovered(
  { name, runbook }: NamedAlert,
  { runbooks, overlay }: Playbook,
  texts: readonly SourceText[],
): boolean {
  if (runbook !== undefined) return !isMissingHere(runbook, texts);
  const routed = routeAlert(compileRoutes(overlay.routes), { alertname: name });
  if (routed.runbook !== undefined) return true;
  const words = new Set(tellingWords(name.replace(/(?<=[a-z\d])(?=[A-Z])/gu, " ")));
  return runbooks.some(({ title }) =>
    tellingWords(title.replace(/(?<=[a-z\d])(?=[A-Z])/gu, " ")).some((word) => words.has(word)),
  );
}

/** Only a Markdown file in a folder that the playbook has too can be looked for; any other place may hold one. */
function isMissingHere(address: string, texts: readonly SourceText[]): boolean {
  const path = address.replace(/[?#].*$/u, "");
  const [, folder, file] = /([^/]+)\/([^/]+\.(?:md|markdown))$/iu.exec(path) ?? [];
  if (folder === undefined || file === undefined) return false;
  const siblings = texts.filter((text) => `/${text.file}`.includes(`/${folder}/`));
  return siblings.length > 0 && !siblings.some((text) => text.file.endsWith(`${folder}/${file}`));
}
