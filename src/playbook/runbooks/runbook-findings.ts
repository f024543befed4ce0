/** What is wrong with a runbook's steps beyond the commands themselves: where they stand and what they are called. */

import { diagnostic } from "../diagnostic-codes.ts";
import { spanOf } from "../markdown/source-texts.ts";
import { type DraftBlock, type DraftStep, FENCE_DEPTH } from "./draft-block.ts";
import { isPresent, neededFiles } from "./needed-files.ts";
import type { StepFacts } from "./runbook-draft.ts";
import type { CommandPlace, RunbookReading } from "./runbook-fence.ts";
import { intentOf } from "./runbook-words.ts";

interface Step {
  readonly step: DraftStep;
  readonly facts: StepFacts;
  readonly place: CommandPlace;
}

/** Reports `TOC307`, `TOC309` and `TOC312` for the steps of one runbook. */
export function reportStepFindings(reading: RunbookReading): void {
  const steps: Step[] = [];
  for (const [step, place] of reading.places) {
    const facts = reading.draft.facts.get(step);
    if (facts !== undefined) steps.push({ step, facts, place });
  }
  for (const group of groupsOf(steps)) {
    if (reportTitle(group, reading)) continue;
    for (const one of group) reportUnmarked(one, steps, reading);
  }
  reportMissingFiles(steps, reading);
}

/** The steps that the same words introduce, together. */
function groupsOf(steps: readonly Step[]): readonly (readonly Step[])[] {
  const groups: Step[][] = [];
  for (const one of steps) {
    const last = groups.at(-1);
    const { intro } = one.facts;
    if (intro !== undefined && last?.[0]?.facts.intro === intro) last.push(one);
    else groups.push([one]);
  }
  return groups;
}

/** `TOC312`: "Check …" over a change, "Restart …" over nothing but looking. */
function reportTitle(group: readonly Step[], reading: RunbookReading): boolean {
  const [first] = group;
  const intro = first?.facts.intro;
  const intent = intro === undefined ? undefined : intentOf(intro.text);
  if (first === undefined || intro === undefined || intent === undefined) return false;
  const changing = group.find(({ step }) => step.effect === "change" && !leavesNothing(step));
  const onlyLooks = group.every(({ step }) => step.effect === "observe" && !isSession(step));
  if (intent === "check" ? changing === undefined : !onlyLooks) return false;
  const { document, context } = reading;
  const [start] = intro.text.split(". ");
  const at = spanOf([document], { file: document.file, line: intro.line }, start);
  const message =
    intent === "check"
      ? `${cut(intro.text)} says that this only looks, but \`${firstWords(changing?.step.command)}\` counts as a change`
      : `${cut(intro.text)} says that this changes something, but its commands only look`;
  const help =
    intent === "check"
      ? "Name what is changed, or move the command into a step of its own."
      : "Name what is looked at, or add the command that is missing.";
  context.report(diagnostic("TOC312", at, message, help));
  return true;
}

const QUOTED_MAX = 80;

/** Words of the text in quotes: enough to know them again. */
function cut(text: string): string {
  return text.length > QUOTED_MAX ? `"${text.slice(0, QUOTED_MAX - 1)}…"` : `"${text}"`;
}

/** What a command is, without all it is given. */
function firstWords(command = ""): string {
  const words = command.trim().split(/\s+/u).slice(0, 3).join(" ");
  return words.length > QUOTED_MAX ? `${words.slice(0, QUOTED_MAX - 1)}…` : words;
}

/** `export NAME=…` and `cd` set something up, and change nothing outside. */
function isSession(step: DraftStep): boolean {
  return /^\s*(?:(?:export|set|unset|source|cd|\.)\s|[A-Za-z_]\w*=)/u.test(step.command ?? "");
}

/** A way in, or a pod to look from: gone with the command. */
function leavesNothing(step: DraftStep): boolean {
  const [tool = "", ...words] = (step.command ?? "").trim().split(/\s+/u);
  if (tool !== "kubectl" && tool !== "oc") return false;
  return words.includes("port-forward") || (words.includes("run") && words.includes("--rm"));
}

/**
 * `TOC307`: a change among commands that look, which whoever copies them all does not expect: one whose words
 * do not say so under a heading about looking, or one without a mark beside others in the same fence that have one.
 */
function reportUnmarked(one: Step, steps: readonly Step[], reading: RunbookReading): void {
  const { step, facts, place } = one;
  if (step.effect !== "change" || facts.isMarked || leavesNothing(step)) return;
  const isHidden = facts.isDiagnosis && intentOf(facts.intro?.text ?? "") !== "change";
  const beside = steps.filter((other) => other !== one && inOneFence(reading, one, other));
  const isForgotten =
    beside.some(({ facts: { block } }) => isMark(block)) &&
    facts.block.steps.some(({ effect }) => effect === "observe");
  if (!isHidden && !isForgotten) return;
  const { document, context } = reading;
  const from = place(0);
  const lineEnd = (document.lines[from.line - 1] ?? "").trimEnd().length + 1;
  const named = facts.intro === undefined ? "this command" : cut(facts.intro.text);
  context.report(
    diagnostic(
      "TOC307",
      { file: document.file, ...from, endColumn: lineEnd },
      isHidden
        ? `${named} changes something, and stands where one only looks`
        : `${named} changes something and is not marked, as others beside it are`,
      'Mark it as a way to end the harm, for example "# MITIGATION 1: …", or move it below.',
    ),
  );
}

/** A comment in a fence that begins a way to end the harm; headings above the whole fence mark all or none. */
function isMark(block: DraftBlock): boolean {
  return block.depth === FENCE_DEPTH && (block.kind === "choice" || block.isMitigation);
}

/** Nothing but code stands between the two. */
function inOneFence({ document }: RunbookReading, one: Step, other: Step): boolean {
  const lines = [one.step.source.line, other.step.source.line].sort((a, b) => a - b);
  return !document.lines.slice(lines[0], lines[1]).some((line) => /^[\s>]*(?:```|~~~)/u.test(line));
}

/** `TOC309`: a file that is neither beside the playbook nor named by an earlier command that may make it. */
function reportMissingFiles(steps: readonly Step[], reading: RunbookReading): void {
  const { document, context } = reading;
  const named = new Set<string>();
  for (const { step, place } of steps) {
    const command = step.command ?? "";
    for (const { path, start, end } of neededFiles(command)) {
      if (named.has(path) || isPresent(path, context.presentFiles)) continue;
      const from = place(start);
      const to = place(end);
      context.report(
        diagnostic(
          "TOC309",
          {
            file: document.file,
            ...from,
            ...(to.line === from.line ? { endColumn: to.column } : {}),
          },
          `this command reads ${path}, and there is no such file beside the playbook`,
          "Put it into the playbook's folder, or say in a sentence where it is or how it is made.",
        ),
      );
    }
    for (const word of command.split(/[\s'"<>|=]+/u)) named.add(word);
  }
}
