/** Things that stand in two places, for programs and for people, and have to be the same. */

import type { Finding } from "./finding.ts";

/** Rows of a Markdown table: the text of each cell, without code marks. */
function tableRows(text: string): readonly (readonly string[])[] {
  return text
    .split("\n")
    .filter((line) => line.startsWith("|") && !/^\|[\s:|-]+$/u.test(line))
    .map((line) =>
      line
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.replaceAll("`", "").trim()),
    );
}

/** Where the table of folders that people read says something else than the rules. */
export function findTableDrift(
  path: string,
  text: string,
  rules: Readonly<Record<string, readonly string[]>>,
): Finding[] {
  const rows = tableRows(text).filter(([folder]) => /^src\/\w+\/$/u.test(folder ?? ""));
  const shown = new Map(
    rows.map((cells) => [
      (cells[0] ?? "").replace(/^src\/|\/$/gu, ""),
      (cells.at(-1) ?? "").match(/\b[a-z]+\b/gu) ?? [],
    ]),
  );
  const missing = [...Object.keys(rules), ...shown.keys()].filter(
    (folder) => shown.get(folder) === undefined || rules[folder] === undefined,
  );
  const absent = [...new Set(missing)].map((folder) => ({
    path,
    message: `src/${folder}/ stands either in this table or in test/tidy/import-rules.ts, not in both.`,
  }));
  const different = Object.entries(rules).flatMap(([folder, allowed]) => {
    const told = shown.get(folder);
    if (told === undefined || sameSet(told, allowed.length === 0 ? ["nothing"] : allowed))
      return [];
    const message = `src/${folder}/ may import ${allowed.join(", ") || "nothing"} by test/tidy/import-rules.ts; the table says ${told.join(", ")}.`;
    return [{ path, message }];
  });
  return [...absent, ...different];
}

function sameSet(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((value) => other.includes(value));
}

/** Pages that an index does not link to. */
export function findUnlisted(index: string, text: string, pages: readonly string[]): Finding[] {
  const folder = index.slice(0, index.lastIndexOf("/") + 1);
  return pages
    .filter((page) => page !== index && page.startsWith(folder))
    .map((page) => page.slice(folder.length))
    .filter((page) => !page.includes("/") && !text.includes(`(${page})`))
    .map((page) => ({
      path: index,
      message: `${page} is not in this list: add a line with a link.`,
    }));
}
