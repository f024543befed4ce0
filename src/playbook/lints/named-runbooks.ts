import type { Diagnostic, Playbook, SourceRef } from "../../domain/playbook.ts";
import { diagnostic } from "../diagnostic-codes.ts";
import { type SourceText, spanOf } from "../markdown/source-texts.ts";
import { closestName } from "../words/closest-name.ts";
import { NAME_LEADS, RUNBOOK_NOUNS } from "../words/runbook-reference-words.ts";
import { anyOf } from "../words/wording.ts";
import type { Lint } from "./lint.ts";
import { tellingWords } from "./telling-words.ts";

/** `"Redis memory" runbook`, or `Redis Memory runbook`: a name in quotes, or words with capitals. */
const REFERENCE = new RegExp(
  `(?:["“]([^"“”\\n]{3,60})["”]|((?:[A-Z][\\w-]{0,30} ){1,5}))\\s?(?:${anyOf(RUNBOOK_NOUNS)})(?![\\w-])`,
  "giu",
);

/**
 * TOC403: an item of a checklist or of a phase sends its reader to a runbook that is not there.
 * Only where the name is plainly one; a runbook or a file that shares a telling word with it will do.
 */
export const lintNamedRunbooks: Lint = (playbook, texts) => {
  if (playbook.runbooks.length === 0) return [];
  const known = new Set([
    ...playbook.runbooks.flatMap(({ title }) => ownWords(title)),
    ...texts.flatMap(({ file }) => ownWords(file)),
    ...playbook.related.flatMap(({ path, title }) => ownWords(`${path} ${title}`)),
    ...playbook.links.flatMap(({ title }) => ownWords(title)),
    ...ownWords(playbook.title),
  ]);
  return itemsOf(playbook).flatMap(({ text, source }) =>
    namesIn(text)
      .filter((name) => ownWords(name).length > 0)
      .filter((name) => ownWords(name).every((word) => !known.has(word)))
      .filter((name) => !isLinked(texts, source, name))
      .map((name) => absent(playbook, { name, source, texts })),
  );
};

function absent(
  { runbooks }: Playbook,
  { name, source, texts }: { name: string; source: SourceRef; texts: readonly SourceText[] },
): Diagnostic {
  const titles = runbooks.map(({ title }) => title);
  const meant = closestName(name, titles);
  return diagnostic(
    "TOC403",
    spanOf(texts, source, name),
    `this sends its reader to a runbook "${name}", and there is none`,
    meant === undefined
      ? `Write the runbook, or name one that is there: ${titles.slice(0, 5).join(", ")}.`
      : `Did you mean "${meant}"?`,
  );
}

/** Steps of runbooks name those of other sets, with a link or without: only who writes one knows them. */
function itemsOf({ checklists, phases }: Playbook) {
  return [
    ...checklists.flatMap(({ groups }) => groups.flatMap(({ items }) => items)),
    ...phases.flatMap(({ actions }) => actions),
  ];
}

function namesIn(text: string): string[] {
  if (text.length > 500) return [];
  return [...text.matchAll(REFERENCE)].flatMap(([, quoted, capitals]) => {
    if (quoted !== undefined) return [quoted.trim()];
    const words = (capitals ?? "").trim().split(" ");
    // The expression does not tell capitals apart, because its nouns may have them.
    const from = words.findLastIndex((word) => !/^[A-Z]/u.test(word)) + 1;
    const own = words.slice(from);
    while (own[0] !== undefined && NAME_LEADS.has(own[0].toLowerCase())) own.shift();
    return own.length === 0 ? [] : [own.join(" ")];
  });
}

/** A link says itself where it leads. */
function isLinked(texts: readonly SourceText[], { file, line }: SourceRef, name: string): boolean {
  const text = texts.find((one) => one.file === file)?.lines[line - 1] ?? "";
  return text.includes(`[${name}`) || text.includes(`${name}]`);
}

/** What tells this runbook from others: without what only leads to a name. */
function ownWords(text: string): readonly string[] {
  return tellingWords(text, NAME_LEADS);
}
