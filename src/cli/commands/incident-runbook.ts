/** The runbook of an incident: what would run, word for word. */

import type { IncidentRunbookJson, PlannedStepJson } from "../../contract/runbook.ts";
import type { Command } from "../command.ts";
import { readRunbook } from "../endpoints.ts";
import { NUMBER_HELP, resolveIncident } from "../incident-reference.ts";
import { JSON_OPTION } from "../options.ts";
import { shownPipe } from "../shown-argv.ts";
import type { Style } from "../styled.ts";
import type { Terminal } from "../terminal.ts";

export const incidentRunbook: Command = {
  name: "incident runbook",
  takes: "[NUMBER]",
  summary: "The steps of its runbooks: what each would run, what is missing, what is a person's",
  about: [
    NUMBER_HELP,
    "Commands are shown as they would be started: without a shell, each word by itself. A value that is not known yet stands as <name>.",
  ],
  example: "tocsin incident runbook 7",
  options: JSON_OPTION,
  async run({ api, args, terminal }) {
    const number = await resolveIncident(api, args.positionals[0], { now: terminal.viewer.now });
    const runbook = await readRunbook(api, number);
    if (args.flag("json")) terminal.json(runbook);
    else printRunbook(terminal, runbook);
    return 0;
  },
};

const STYLES: Readonly<Record<string, Style>> = {
  observe: "green",
  reveal: "yellow",
  change: "red",
  refused: "red",
};

function printRunbook(terminal: Terminal, { steps }: IncidentRunbookJson): void {
  if (steps.length === 0) {
    terminal.print("No runbook of the playbook is for this incident.");
    return;
  }
  let runbook: string | undefined;
  for (const step of steps) {
    if (step.runbook !== runbook) terminal.print("", [{ text: step.runbook, style: "bold" }]);
    runbook = step.runbook;
    printStep(terminal, step);
  }
}

function printStep(terminal: Terminal, step: PlannedStepJson): void {
  const { number, text, option, does, effect, stages } = step;
  const word = effect ?? (does === "tick" ? "by hand" : does);
  const of =
    option === null
      ? ""
      : option.kind === "choice"
        ? `choice ${option.number}: `
        : `if ${option.when ?? option.title}: `;
  const head = `${String(number).padStart(3)}  `;
  terminal.print([head, { text: word.padEnd(8), style: STYLES[word] ?? "dim" }, ` ${of}${text}`]);
  const line = stages.length > 0 ? shownPipe(stages) : step.command;
  if (line !== null && line !== text) terminal.print(`       ${line}`);
  for (const remark of remarksOf(step))
    terminal.print([{ text: `       ${remark}`, style: "dim" }]);
}

function remarksOf({ does, reason, help, inputs, notes }: PlannedStepJson): readonly string[] {
  const missing = inputs.filter(({ value }) => value === null);
  return [
    ...(does === "refused" ? [`refused: ${reason ?? ""}`, ...(help === null ? [] : [help])] : []),
    ...notes,
    ...inputs.flatMap(({ name, value, from }) =>
      value === null ? [] : [`${name} is ${value} (${from ?? ""})`],
    ),
    ...missing.map(({ name, listedBy, choices }) =>
      listedBy === null
        ? `missing: ${name}${choices === undefined ? "" : ` (${choices.join(" or ")})`}`
        : `missing: ${name}, as step ${listedBy} lists it`,
    ),
  ];
}
