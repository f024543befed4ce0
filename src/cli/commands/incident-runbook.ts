/** The runbook of an incident: what would run, word for word. */

import type { IncidentRunbookJson, PlannedStepJson, StepRunJson } from "../../contract/runbook.ts";
import type { Command, CommandContext } from "../command.ts";
import { approveStep, readRunbook, runStep } from "../endpoints.ts";
import { CliFailure, usageFailure } from "../failure.ts";
import { NUMBER_HELP, resolveIncident } from "../incident-reference.ts";
import { JSON_OPTION, labelsOption } from "../options.ts";
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

export const incidentRun: Command = {
  name: "incident run",
  takes: "[NUMBER] STEP",
  summary: "Run a step of its runbook, or ask for one that changes something",
  about: [
    NUMBER_HELP,
    "STEP is its number in `tocsin incident runbook`. What looks runs at once, and its output is shown. What changes something waits for `tocsin incident approve`.",
  ],
  example: "tocsin incident run 7 3 --set pod-name=web-1",
  options: {
    set: {
      type: "string",
      value: "NAME=VALUE",
      multiple: true,
      help: "A value that the step needs; repeatable",
    },
    ...JSON_OPTION,
  },
  async run(context) {
    const { api, args } = context;
    const { number, step } = await stepOf(context);
    let runbook = await runStep(api, number, { step, inputs: labelsOption(args, "set") });
    for (
      let waited = 0;
      waited < WAIT_MAX_MS && isUnderWay(runOf(runbook, step));
      waited += LOOK_EVERY_MS
    ) {
      await context.surroundings.wait(LOOK_EVERY_MS);
      runbook = await readRunbook(api, number);
    }
    return showRun(context, runbook, step);
  },
};

export const incidentApprove: Command = {
  name: "incident approve",
  takes: "[NUMBER] STEP",
  summary: "Approve a change that waits: exactly what is shown, once, within 15 minutes",
  about: [NUMBER_HELP, "STEP is its number in `tocsin incident runbook`."],
  example: "tocsin incident approve 7 5",
  options: {
    yes: { type: "boolean", help: "Without asking; what is approved is printed all the same" },
    ...JSON_OPTION,
  },
  async run(context) {
    const { api, args, terminal, surroundings } = context;
    const { number, step } = await stepOf(context);
    const run = runOf(await readRunbook(api, number), step);
    if (run?.state !== "waiting")
      throw new CliFailure("conflict", `nothing of step ${step} waits for an approval`, {
        help: [`\`tocsin incident run ${number} ${step}\` asks for it.`],
      });
    if (!args.flag("json")) terminal.print(`  ${shownPipe(run.argv.map((argv) => ({ argv })))}`);
    if (!args.flag("yes")) {
      if (!surroundings.canAsk)
        throw usageFailure("nobody is there to be asked", "Look at what is shown, and give --yes.");
      const answer = await surroundings.ask(
        `This changes something. Approve it for ${number}? [y/N] `,
      );
      if (!/^y(?:es)?$/iu.test(answer?.trim() ?? "")) {
        terminal.print("Nothing was approved.");
        return 1;
      }
    }
    const runbook = await approveStep(api, number, { step, digest: run.digest });
    return showRun(context, runbook, step);
  },
};

/** A step that looks takes 30 s at most. */
const WAIT_MAX_MS = 40_000;
const LOOK_EVERY_MS = 500;

async function stepOf({
  api,
  args,
  terminal,
}: CommandContext): Promise<{ number: string; step: number }> {
  const words = [...args.positionals];
  const step = words.pop() ?? "";
  if (!/^\d{1,4}$/u.test(step))
    throw usageFailure(
      "STEP is missing",
      "`tocsin incident runbook` lists the steps with their numbers.",
    );
  const number = await resolveIncident(api, words[0], { now: terminal.viewer.now });
  return { number, step: Number(step) };
}

function runOf({ steps }: IncidentRunbookJson, step: number): StepRunJson | null {
  return steps.find(({ number }) => number === step)?.run ?? null;
}

function isUnderWay(run: StepRunJson | null): boolean {
  return run?.state === "queued" || run?.state === "running";
}

function showRun(
  { args, terminal }: CommandContext,
  runbook: IncidentRunbookJson,
  step: number,
): number {
  const run = runOf(runbook, step);
  if (args.flag("json")) terminal.json(run);
  else if (run !== null) {
    if (run.output !== null && run.output !== "") terminal.print(run.output.trimEnd());
    terminal.print(stateLine(run));
  }
  return run?.outcome === null || run?.outcome === "succeeded" ? 0 : 1;
}

function stateLine(run: StepRunJson): string {
  const { outcome, state, reason, durationMs } = run;
  if (outcome !== null) return `${outcome}${reason === "" ? "" : `: ${reason}`} (${durationMs} ms)`;
  if (state === "waiting") return "It waits for an approval: `tocsin incident approve`.";
  return state === "queued" ? "A runner takes it next." : "It is running.";
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
