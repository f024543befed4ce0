/**
 * Whether a compiled playbook holds what a person read in its document.
 *
 * Found is what stands at the same line and says the same. Titles may be one line off, because an
 * underlined heading, or a label above its list, is a matter of where one begins to count.
 */

import { posix } from "node:path";
import { durationMs } from "../../src/domain/duration.ts";
import type { IsoDuration, Phase, Playbook } from "../../src/domain/playbook.ts";
import { commandShas } from "./command-sha.ts";
import type { Fact, FactKind, FactOf } from "./golden.ts";
import {
  behaviours,
  checklistItems,
  itemsOf,
  runbookBlocks,
  runbookParts,
  runbookSteps,
  stepsOf,
} from "./playbook-contents.ts";

interface Placed {
  readonly source: { readonly line: number };
}

type Finders = {
  readonly [Kind in FactKind]: (playbook: Playbook, fact: FactOf<Kind>) => boolean;
};

const FINDERS: Finders = {
  // The compiled title says not where it was read.
  title: ({ title }, { text }) => isSameName(title, text),
  severity: ({ severities }, fact) =>
    severities.some(
      (one, index) => isNear(one, fact) && isSameName(one.id, fact.id) && index + 1 === fact.rank,
    ),
  sla: findSla,
  example: findExample,
  action: ({ severities }, fact) =>
    severities
      .filter(({ id }) => isSameName(id, fact.severity))
      .flatMap(({ responseActions }) => responseActions)
      .some((action) => isAt(action, fact) && action.kind === fact.does),
  "escalation-step": ({ escalation }, { severity, role, after, line }) =>
    escalation
      .filter((path) => severity === undefined || isSameName(path.severity, severity))
      .flatMap(({ steps }) => steps)
      .some(
        (step) =>
          isAt(step, { line }) &&
          isSameName(step.role, role) &&
          (after === undefined || isSameTime(step.after, after)),
      ),
  phase: ({ phases }, fact) =>
    phases.some(
      (phase) =>
        isNear(phase, fact) &&
        (fact.start === undefined || isSameTime(phase.start, fact.start)) &&
        (fact.end === undefined || isSameTime(phase.end, fact.end)),
    ),
  "phase-action": (playbook, fact) =>
    playbook.phases
      .filter((phase) => isNear(phase, { line: fact.phaseLine }))
      .flatMap((phase) => thingsToDo(playbook, phase))
      .some((item) => isAt(item, fact)),
  checklist: ({ checklists }, fact) =>
    checklists
      .flatMap((list) => [{ source: list.source, items: itemsOf(list) }, ...list.groups])
      .some((list) => isNear(list, fact) && list.items.length === fact.items),
  "checklist-item": (playbook, fact) =>
    checklistItems(playbook).some((item) => isAt(item, fact) && item.type === fact.answer),
  runbook: ({ runbooks }, fact) =>
    runbooks.some((runbook) => isNear(runbook, fact) && isSameTitle(runbook.title, fact.title)),
  command: findCommand,
  output: isInert,
  "manual-step": (playbook, fact) =>
    runbookSteps(playbook).some((step) => isAt(step, fact) && step.command === undefined),
  choice: findOptions,
  branch: findOptions,
  template: ({ templates }, fact) =>
    templates.some(
      (template) =>
        [template, { source: template.titleSource ?? template.source }].some((place) =>
          isNear(place, fact),
        ) && isSameChannel(template.channel, fact.channel),
    ),
  "postmortem-section": ({ postmortem }, fact) =>
    [
      ...postmortem.sections.flatMap((section) => [section, ...(section.parts ?? [])]),
      ...(postmortem.titleSource === undefined
        ? []
        : [{ source: postmortem.titleSource, level: postmortem.titleSource.level }]),
    ].some((section) => isNear(section, fact) && section.level === fact.level),
  // A playbook has one postmortem, and so one time for it; where it was read is not said.
  "postmortem-due": ({ postmortem }, fact) => isSameTime(postmortem.dueAfter, fact.value),
  rotation: ({ rotations }, fact) =>
    rotations.some((one) => isNear(one, fact) && one.columns.length === fact.columns),
  shift: ({ rotations }, fact) =>
    rotations
      .flatMap(({ shifts }) => shifts)
      .some((shift) => isAt(shift, fact) && shift.start === fact.start),
  contact: ({ contacts }, fact) =>
    contacts.some(
      (contact) => isAt(contact, fact) && fact.has.every((way) => contact[way] !== undefined),
    ),
  access: ({ access }, fact) => access.some((one) => isAt(one, fact)),
  link: ({ links }, fact) => links.some((link) => isAt(link, fact) && link.url === fact.url),
  related: ({ related }, fact) =>
    related.some((one) => isAt(one, fact) && isSamePath(one, fact.path)),
  text: isText,
};

/** Whether the playbook, compiled from the fact's document alone, holds the fact. */
export function holdsFact(playbook: Playbook, fact: Fact): boolean {
  const find = FINDERS[fact.kind] as (playbook: Playbook, fact: Fact) => boolean;
  return find(playbook, fact);
}

/** A level's own targets are told apart by level and clock; only a time without a level needs its line. */
function findSla({ severities, promises = [] }: Playbook, fact: FactOf<"sla">): boolean {
  const { severity } = fact;
  const isPromised = promises.some(
    (one) => isAt(one, fact) && one.clock === fact.clock && isSameTime(one.time, fact.value),
  );
  if (severity === undefined && isPromised) return true;
  return severities.some(({ id, sla, source }) => {
    const isMeant =
      severity === undefined ? (sla.source ?? source).line === fact.line : isSameName(id, severity);
    return isMeant && isSameTime(sla[fact.clock], fact.value);
  });
}

function findExample({ severities }: Playbook, fact: FactOf<"example">): boolean {
  const wanted = fact.condition;
  return severities
    .filter(({ id }) => isSameName(id, fact.severity))
    .flatMap(({ examples }) => examples)
    .some(
      ({ source, condition }) =>
        source.line === fact.line &&
        (wanted === undefined ||
          (condition?.operator === wanted.operator &&
            condition.value === wanted.value &&
            condition.unit === wanted.unit)),
    );
}

/** A responder sees a phase's checklists and runbooks with it, so what they ask for is part of it. */
function thingsToDo(playbook: Playbook, phase: Phase): Placed[] {
  const { checklists, runbooks } = playbook;
  return [
    ...phase.actions,
    ...phase.objectives,
    ...checklists.filter((one) => one.phase === phase.id).flatMap(itemsOf),
    ...runbooks.filter((one) => one.phase === phase.id).flatMap(stepsOf),
  ];
}

/** By the first line: how many of the next ones belong to a command is not what is asked. */
function findCommand(playbook: Playbook, fact: FactOf<"command">): boolean {
  return runbookSteps(playbook).some(({ command, effect, optional, source }) => {
    if (command === undefined || source.line !== fact.line) return false;
    const [firstLine = ""] = command.split("\n");
    return (
      [...commandShas(firstLine), ...commandShas(command)].includes(fact.sha) &&
      (fact.effect === undefined || effect === fact.effect) &&
      (fact.optional !== true || optional === true)
    );
  });
}

/** The lines of the options say which choice it is: where its introduction stands matters less. */
function findOptions(playbook: Playbook, fact: FactOf<"choice" | "branch">): boolean {
  return runbookBlocks(playbook).some(
    (block) =>
      block.kind === fact.kind &&
      "options" in block &&
      block.options.length === fact.options.length &&
      block.options.every(({ source }, index) => source.line === fact.options[index]),
  );
}

function isInert(playbook: Playbook, { line }: { readonly line: number }): boolean {
  return !behaviours(playbook).some((behaviour) => isAt(behaviour, { line }));
}

/** Nothing is made of it: no behaviour, and nothing of a runbook but a remark beside its steps. */
function isText(playbook: Playbook, fact: FactOf<"text">): boolean {
  return isInert(playbook, fact) && !runbookParts(playbook).some((part) => isAt(part, fact));
}

function isAt({ source }: Placed, { line }: { readonly line: number }): boolean {
  return source.line === line;
}

function isNear({ source }: Placed, { line }: { readonly line: number }): boolean {
  return Math.abs(source.line - line) <= 1;
}

function isSameTime(one: IsoDuration | undefined, other: IsoDuration): boolean {
  return one !== undefined && durationMs(one) === durationMs(other);
}

/** "SEV-1" is "sev 1", and a title is the same with its emphasis or without. */
function isSameName(one: string, other: string): boolean {
  return lettersOf(one) === lettersOf(other);
}

/** The word that says what kind of thing has the title is no part of it: "Issue: Disk full". */
function isSameTitle(one: string, other: string): boolean {
  return isSameName(withoutKind(one), withoutKind(other));
}

function withoutKind(title: string): string {
  return title.replace(/^\p{L}+:\s+/u, "");
}

function lettersOf(text: string): string {
  return (
    text
      .normalize("NFKD")
      .toLowerCase()
      .match(/[\p{L}\p{N}]/gu) ?? []
  ).join("");
}

const NAMED_CHANNELS: ReadonlySet<string> = new Set(["slack", "status-page", "email"]);

function isSameChannel(compiled: string, read: string): boolean {
  return compiled === read || (read === "other" && !NAMED_CHANNELS.has(compiled));
}

/** Goldens hold a path as it is written; the compiled one counts from the playbook's folder. */
function isSamePath({ path, source }: Playbook["related"][number], written: string): boolean {
  const folder = posix.dirname(source.file);
  const fromFolder = posix.join(written.startsWith("/") ? "" : folder, barePath(written));
  return path === fromFolder || barePath(path) === barePath(written);
}

function barePath(path: string): string {
  return path.replace(/#.*$/u, "").replace(/^(?:\.?\/)+/u, "");
}
