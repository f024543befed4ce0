/** What lines of phases, checklists and runbooks became. */

import type { Effect } from "../../domain/effect.ts";
import type {
  Phase,
  Playbook,
  Runbook,
  RunbookBlock,
  RunbookStep,
  TypedInto,
} from "../../domain/playbook.ts";
import { classifyCommand } from "../shell/classify.ts";
import { classifyStatement } from "../shell/statement-class.ts";
import type { SyntaxParsers } from "../syntax-parsers.ts";
import { duration, measured } from "./severity-things.ts";
import { facts, quoted, type Thing } from "./thing.ts";

export function phaseThings({ phases }: Playbook): Thing[] {
  const items = (phase: Phase, list: "sources" | "actions" | "objectives", what: string): Thing[] =>
    phase[list].map(({ text, source }) => ({
      what: `${what} of the phase ${quoted(phase.title)}`,
      kind: "phase",
      facts: facts({ text }),
      source,
    }));
  return phases.flatMap((phase) => [
    {
      what: `the phase ${quoted(phase.title)}`,
      kind: "phase" as const,
      facts: facts({ from: duration(phase.start), until: duration(phase.end) }),
      source: phase.source,
    },
    ...items(phase, "sources", "a source"),
    ...items(phase, "actions", "an action"),
    ...items(phase, "objectives", "an objective"),
  ]);
}

export function checklistThings(playbook: Playbook): Thing[] {
  return playbook.checklists.flatMap((checklist) => [
    {
      what: `the checklist ${quoted(checklist.title)}`,
      kind: "checklist" as const,
      facts: facts({ phase: phaseTitle(playbook, checklist.phase) }),
      source: checklist.source,
    },
    ...checklist.groups.flatMap((group) => [
      {
        what: `a group of the checklist ${quoted(checklist.title)}`,
        kind: "checklist" as const,
        facts: facts({ title: group.title, items: String(group.items.length) }),
        source: group.source,
      },
      ...group.items.map(({ text, type, choices, expect, condition, source }) => ({
        what: `a question of the checklist ${quoted(checklist.title)}`,
        kind: "checklist" as const,
        facts: facts({
          question: text,
          answer: choices === undefined ? ANSWERS[type] : `one of ${choices.join(", ")}`,
          "done when": expect,
          measured: measured(condition),
        }),
        source,
      })),
    ]),
  ]);
}

const ANSWERS = {
  choice: "one of several",
  boolean: "yes or no",
  text: "in words",
  list: "a list",
  measure: "a measured value",
} as const;

export function runbookThings(playbook: Playbook, parsers: SyntaxParsers): Thing[] {
  return playbook.runbooks.flatMap((runbook) => [
    {
      what: `the runbook ${quoted(runbook.title)}`,
      kind: "runbook" as const,
      facts: facts({ phase: phaseTitle(playbook, runbook.phase) }),
      source: runbook.source,
    },
    ...runbook.blocks.flatMap((block) => blockThings(playbook, { runbook, block }, parsers)),
  ]);
}

const BLOCKS: Readonly<Record<RunbookBlock["kind"], string>> = {
  sequence: "steps, one after the other",
  hint: "what helps to understand",
  choice: "a choice: one of its ways is taken",
  branch: "a branch: the way depends on what was found",
};

function blockThings(
  playbook: Playbook,
  { runbook, block }: { runbook: Runbook; block: RunbookBlock },
  parsers: SyntaxParsers,
): Thing[] {
  const of = `of the runbook ${quoted(runbook.title)}`;
  const step = (one: RunbookStep): Thing => stepThing(playbook, { step: one, of }, parsers);
  const self: Thing = {
    what: `a part ${of}`,
    kind: "runbook",
    facts: facts({ title: block.title, holds: BLOCKS[block.kind] }),
    source: block.source,
  };
  if ("steps" in block) return [self, ...block.steps.map(step)];
  return [
    self,
    ...block.options.flatMap((option) => [
      {
        what: `one way ${of}`,
        kind: "runbook" as const,
        facts: facts({ title: option.title, "taken when": option.when }),
        source: option.source,
      },
      ...option.steps.map(step),
    ]),
  ];
}

const EFFECTS: Readonly<Record<Effect, string>> = {
  observe: "it only looks, and runs by itself",
  reveal: "it may print secrets, and needs a click; its output is masked",
  change: "it changes something, and needs an approval",
  manual: "a person does it",
  unknown: "it is not known what it does, so a person does it",
};

const PLACES: Readonly<Record<TypedInto["client"], string>> = {
  shell: "a shell that is opened elsewhere, and so by a person",
  sql: "a database's client, by a person",
  redis: "redis-cli, by a person",
  mongosh: "mongosh, by a person",
  script: "a language's console, by a person",
};

function reasonOf({ command, typedInto }: RunbookStep, parsers: SyntaxParsers): string | undefined {
  if (command === undefined) return undefined;
  return typedInto === undefined || typedInto.client === "shell"
    ? classifyCommand(command, parsers).reason
    : classifyStatement(command, typedInto.client, parsers).reason;
}

function stepThing(
  playbook: Playbook,
  { step, of }: { step: RunbookStep; of: string },
  parsers: SyntaxParsers,
): Thing {
  const { text, command, effect, placeholders, optional, expectedOutput, typedInto, source } = step;
  const instead = playbook.overlay.stepOverrides.find((one) => one.command === command);
  return {
    what: command === undefined ? `a step by hand ${of}` : `a command ${of}`,
    kind: "runbook",
    facts: facts({
      step: text === command ? undefined : text,
      command,
      effect: effect === undefined ? undefined : `${effect}: ${EFFECTS[effect]}`,
      "typed into": typedInto === undefined ? undefined : PLACES[typedInto.client],
      why: reasonOf(step, parsers),
      "to fill in": placeholders.map((one) => one.text).join(", "),
      optional: optional === true ? "yes" : undefined,
      "expected output": expectedOutput === undefined ? undefined : quoted(expectedOutput),
      "run instead": instead?.argv.join(" "),
    }),
    source,
  };
}

function phaseTitle({ phases }: Playbook, id: string | undefined): string | undefined {
  return phases.find((phase) => phase.id === id)?.title;
}
