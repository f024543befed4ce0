/** Fixes of the text around the commands. */

import type { FixRule } from "./fix-rule.ts";
import { markedRange } from "./fix-rule.ts";

/**
 * TOC002: a fence that is left open at the end of the file is closed there, where nothing after it can
 * have been meant as text: no empty line, no heading, no other fence.
 */
export const closeFence: FixRule = (finding, { file, text, lines }) => {
  const opening = /^ {0,3}(?<run>`{3,}|~{3,})/u.exec(lines[finding.line - 1] ?? "")?.groups?.[
    "run"
  ];
  if (opening === undefined) return [];
  const code = text.trimEnd().split("\n").slice(finding.line);
  const isCode = code.length > 0 && code.every((line) => line.trim() !== "");
  if (!isCode || code.some((line) => /^ {0,3}(?:#{2,6}\s|`{3}|~{3})/u.test(line))) return [];
  const end = text.trimEnd().length;
  return [{ file, start: end, end: text.length, text: `\n${opening}\n` }];
};

/** TOC401: a link to a file that is there under the same name in other letters, upper and lower case. */
export const matchCase: FixRule = (finding, at) => {
  const range = markedRange(finding, at);
  if (range === undefined) return [];
  const wanted = range.text.toLowerCase();
  const alike = [...at.presentFiles].filter(
    (path) => path.toLowerCase() === wanted || path.toLowerCase().endsWith(`/${wanted}`),
  );
  const [only, ...others] = alike;
  if (only === undefined || others.length > 0) return [];
  const text = only.slice(-range.text.length);
  return text === range.text ? [] : [{ file: at.file, start: range.start, end: range.end, text }];
};
