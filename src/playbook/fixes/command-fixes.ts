/** Fixes of command lines whose meaning the shell, or curl, undoes. */

import type { Playbook, RunbookStep } from "../../domain/playbook.ts";
import type { FixRule } from "./fix-rule.ts";
import { markedRange, wordAround } from "./fix-rule.ts";

/** A blank for several words, which quotes would make one. */
const SEVERAL_WORDS = /^<(?:.*\s)?(?:options?|flags?|args?|arguments?|parameters|command)>$/iu;

/** TOC303: `<pod-name>` becomes `"<pod-name>"`, one word for the shell and still a blank. */
export const quotePlaceholder: FixRule = (finding, at) => {
  const range = markedRange(finding, at);
  if (range === undefined || !/^<[^<>"'`$\\\n]+>$/u.test(range.text)) return [];
  if (SEVERAL_WORDS.test(range.text)) return [];
  return [{ file: at.file, start: range.start, end: range.end, text: `"${range.text}"` }];
};

/** What single quotes would change the meaning of, or could not hold. */
const NOT_QUOTABLE = /['`$\\<>|;\n]/u;

/** TOC301: an address or query that the shell takes apart is put into single quotes whole. */
export const quoteWord: FixRule = (finding, at) => {
  const range = markedRange(finding, at);
  if (range === undefined) return [];
  const word = wordAround(at.text, range);
  const isAddress = /^(?:https?:\/\/|[\w.-]+(?::\d+)?\/)[^\s]*\?/iu.test(word.text);
  // `{a,b}` may be meant; `{job="api"}` cannot be.
  const isQuery = /[=~]"/u.test(word.text);
  if (!isAddress || !isQuery || NOT_QUOTABLE.test(word.text)) return [];
  return [{ file: at.file, start: word.start, end: word.end, text: `'${word.text}'` }];
};

/** TOC302: curl is told to take the address as it is, where its brackets cannot be meant for curl. */
export const turnGlobbingOff: FixRule = (finding, at) => {
  const range = markedRange(finding, at);
  if (range === undefined || !isForTheServer(range.text)) return [];
  const lineStart = at.text.lastIndexOf("\n", range.start - 1) + 1;
  const before = at.text.slice(lineStart, range.start);
  const [call, ...others] = [...before.matchAll(/(?<![\w./-])curl(?=\s)/gu)];
  if (call === undefined || others.length > 0) return [];
  const end = lineStart + call.index + "curl".length;
  return [{ file: at.file, start: end, end, text: " -g" }];
};

/** `[5m]`, which curl refuses, and `{job="api"}`; not `[1-9]` and `{a,b}`. */
function isForTheServer(bracketed: string): boolean {
  return (
    /^\[\d+(?:ms|[smhdwy])\]$/u.test(bracketed) || /^\{[^{}]*[=~]["'][^{}]*\}$/u.test(bracketed)
  );
}

/** TOC306: no terminal is asked for by a command that is known to need none. */
export const askForNoTerminal: FixRule = (finding, at) => {
  const range = markedRange(finding, at);
  if (range === undefined || !/^(?:-[a-z]*t[a-z]*|--tty(?:=true)?)$/u.test(range.text)) return [];
  const effect = stepAt(at.playbook, finding)?.effect;
  if (effect === undefined || effect === "manual" || effect === "unknown") return [];
  const without = range.text.startsWith("--") ? "-" : range.text.replace("t", "");
  return without === "-"
    ? [{ file: at.file, start: range.start - 1, end: range.end, text: "" }]
    : [{ file: at.file, start: range.start, end: range.end, text: without }];
};

type Steps = ReadonlyMap<string, RunbookStep>;
const known = new WeakMap<Playbook, Steps>();

/** The step whose command stands on a line. */
function stepAt(
  playbook: Playbook,
  { file, line }: { readonly file: string; readonly line: number },
): RunbookStep | undefined {
  const steps = known.get(playbook) ?? stepsByLine(playbook);
  known.set(playbook, steps);
  return steps.get(`${file}:${line}`);
}

function stepsByLine({ runbooks }: Playbook): Steps {
  const found = new Map<string, RunbookStep>();
  for (const block of runbooks.flatMap(({ blocks }) => blocks)) {
    const steps = "steps" in block ? block.steps : block.options.flatMap((one) => one.steps);
    for (const step of steps) {
      // A comment of one line may stand above the command.
      const last = step.source.line + (step.command ?? "").split("\n").length;
      for (let line = step.source.line; line <= last; line += 1) {
        const key = `${step.source.file}:${line}`;
        if (line === step.source.line || !found.has(key)) found.set(key, step);
      }
    }
  }
  return found;
}
