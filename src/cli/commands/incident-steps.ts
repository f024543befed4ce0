/** What the playbook asks for in an incident: what is next, all of it, and saying that something is done. */

import type {
  IncidentStepsJson,
  NextStepJson,
  PlaybookStepJson,
} from "../../contract/incident-step.ts";
import type { Command, CommandContext } from "../command.ts";
import { doStep, readSteps } from "../endpoints.ts";
import { CliFailure, usageFailure } from "../failure.ts";
import { NUMBER_HELP, resolveIncident } from "../incident-reference.ts";
import { JSON_OPTION } from "../options.ts";
import type { Styled } from "../styled.ts";
import type { Cell } from "../table.ts";
import { showDistance, showInstant, type Viewer } from "../when.ts";

export const incidentNext: Command = {
  name: "incident next",
  takes: "[NUMBER]",
  summary: "What to do next by the playbook, and what is done of the rest",
  about: [NUMBER_HELP],
  example: "tocsin incident next 7",
  options: JSON_OPTION,
  async run(context) {
    const { api, args, terminal } = context;
    const number = await resolveIncident(api, args.positionals[0], { now: terminal.viewer.now });
    return printSteps(context, await readSteps(api, number));
  },
};

export const incidentDone: Command = {
  name: "incident done",
  takes: "[NUMBER] STEP",
  summary: "Say that a step of the playbook is done, or skip it",
  about: [
    NUMBER_HELP,
    "STEP is its number in `tocsin incident next`, or words of it; `next` for the next one.",
  ],
  example: "tocsin incident done 7 3",
  options: {
    skip: { type: "string", value: "WHY", help: "It does not matter here, and why" },
    ...JSON_OPTION,
  },
  async run(context) {
    const { api, args, terminal } = context;
    const words = [...args.positionals];
    const wanted = words.pop();
    if (wanted === undefined)
      throw usageFailure("STEP is missing", `Example: ${incidentDone.example}`);
    const { now } = terminal.viewer;
    const number = await resolveIncident(api, words[0], { now, among: [...DONE_IN] });
    const { key } = stepOf(await readSteps(api, number), wanted);
    const skip = args.text("skip");
    const body = { step: key, ...(skip === undefined ? {} : { skip }) };
    return printSteps(context, await doStep(api, number, body));
  },
};

/** What was done late is done, too. */
const DONE_IN = ["open", "acknowledged", "resolved"] as const;

function stepsOf({ phases }: IncidentStepsJson): readonly PlaybookStepJson[] {
  return phases.flatMap(({ steps }) => steps);
}

function stepOf(all: IncidentStepsJson, wanted: string): PlaybookStepJson {
  const steps = stepsOf(all);
  const word = wanted.toLowerCase();
  const named = steps.filter(
    ({ key, text }) => key === wanted || text.toLowerCase().includes(word),
  );
  const next = word === "next" ? all.next : null;
  const numbered = /^\d+$/u.test(wanted) ? steps[Number(wanted) - 1] : undefined;
  const found = next ?? numbered ?? (named.length === 1 ? named[0] : undefined);
  if (found !== undefined) return found;
  const help = "`tocsin incident next` lists them with their numbers.";
  const kind = named.length > 1 ? "several steps" : "no step";
  throw new CliFailure("invalid-input", `"${wanted}" is ${kind} of this playbook`, {
    help: [help],
  });
}

function printSteps({ args, terminal }: CommandContext, all: IncidentStepsJson): number {
  if (args.flag("json")) {
    terminal.json(all);
    return 0;
  }
  const { viewer } = terminal;
  terminal.print(
    all.next === null
      ? { text: "Nothing that the playbook asks for is left to do.", style: "green" }
      : ["Next: ", ...nextStepLine(all.next, viewer)],
  );
  let number = 0;
  for (const { title, startsAt, endsAt, steps } of all.phases) {
    terminal.print("", [{ text: title, style: "bold" }, windowText({ startsAt, endsAt }, viewer)]);
    terminal.table({
      rows: steps.map((step): readonly Cell[] => {
        number += 1;
        return [
          String(number),
          tick(step),
          step.text,
          { text: remark(step, viewer), style: "dim" },
        ];
      }),
    });
  }
  return 0;
}

/** "Check monitoring dashboards (line 210, Phase 1: Detection, 3 min left)". */
export function nextStepLine(
  { text, line, phase, endsAt, kind }: NextStepJson,
  viewer: Viewer,
): readonly (string | Styled)[] {
  const left = endsAt === null ? "" : `, ${timeLeft(endsAt, viewer)}`;
  const how = kind === "point" ? "; `tocsin incident answer` answers it" : "";
  return [{ text, style: "bold" }, ` (line ${line}, ${phase}${left}${how})`];
}

function timeLeft(endsAt: string, viewer: Viewer): string {
  const distance = showDistance(endsAt, viewer);
  return Date.parse(endsAt) > viewer.now ? `due ${distance}` : `was due ${distance}`;
}

function windowText(
  { startsAt, endsAt }: { readonly startsAt: string | null; readonly endsAt: string | null },
  viewer: Viewer,
): string {
  if (endsAt === null) return "";
  const until = `until ${showInstant(endsAt, viewer)}`;
  return startsAt !== null && Date.parse(startsAt) > viewer.now
    ? `  from ${showInstant(startsAt, viewer)} ${until}`
    : `  ${until}, ${showDistance(endsAt, viewer)}`;
}

function tick({ done }: PlaybookStepJson): Styled {
  if (done === null) return { text: "–", style: "yellow" };
  return done.outcome === "done"
    ? { text: "done", style: "green" }
    : { text: "skipped", style: "dim" };
}

function remark({ done, line }: PlaybookStepJson, viewer: Viewer): string {
  if (done === null) return `line ${line}`;
  const who = done.by ?? "";
  const when = done.at === null ? "" : showInstant(done.at, viewer);
  return [who, when, done.because].filter((part) => part !== "").join(", ");
}
