/** What people do to an incident. Each verb says afterwards where the incident stands, and who is paged next. */

import type { IncidentMode } from "../../domain/incident-mode.ts";
import type { Arguments, Command, CommandContext } from "../command.ts";
import { changeIncident, changeRole, declareIncident, showIncident } from "../endpoints.ts";
import { usageFailure } from "../failure.ts";
import { looksLikeIncident, NUMBER_HELP, resolveIncident } from "../incident-reference.ts";
import { commanderOf } from "../incident-view.ts";
import { givenOptions, JSON_OPTION } from "../options.ts";
import { printResult, verb } from "./incident-verb.ts";

export const incidentDeclare: Command = {
  name: "incident declare",
  takes: "TITLE",
  summary: "Open an incident by hand: its clocks start, its people are paged",
  example: 'tocsin incident declare "Checkout answers 500" --severity P1',
  options: {
    severity: {
      type: "string",
      value: "ID",
      help: "A severity of the playbook; the worst when left out",
    },
    description: { type: "string", value: "TEXT", help: "What is known: the first note" },
    team: { type: "string", value: "TEAM", help: "Whose incident it is" },
    drill: {
      type: "boolean",
      help: "Nothing is wrong: everybody is paged, and told that it is a drill",
    },
    test: { type: "boolean", help: "The same, to try Tocsin out" },
    ...JSON_OPTION,
  },
  async run(context) {
    const { api, args } = context;
    const [title = ""] = args.positionals;
    const options = givenOptions(args, ["severity", "description", "team"]);
    const mode = modeOption(args);
    const body = { title, ...options, ...(mode === "real" ? {} : { mode }) };
    return printResult(context, await declareIncident(api, body));
  },
};

function modeOption(args: Arguments): IncidentMode {
  const [isDrill, isTest] = [args.flag("drill"), args.flag("test")];
  if (isDrill && isTest) throw usageFailure("it is a drill or a test, not both");
  if (isDrill) return "drill";
  return isTest ? "test" : "real";
}

export const incidentNote: Command = verb({
  name: "note",
  path: "notes",
  takes: "TEXT",
  summary: "Write something into the timeline",
  example: 'tocsin incident note 7 "Rolled back to 4.2.1" --at "10 min ago"',
  options: {
    at: { type: "string", value: "WHEN", help: 'When it was: "10 min ago", 14:30, an instant' },
  },
});

const changeSeverity = verb({
  name: "severity",
  path: "severity",
  takes: "SEVERITY",
  summary: "Change the severity: other clocks, other people",
  example: 'tocsin incident severity 7 P0 --reason "All regions are affected"',
  options: { reason: { type: "string", value: "TEXT", help: "Why; needed without --accept" } },
  needs: "reason",
});

export const incidentSeverity: Command = {
  ...changeSeverity,
  takes: "[NUMBER] [SEVERITY]",
  about: [
    ...(changeSeverity.about ?? []),
    "--accept takes the severity that answers to the checklists propose, with the playbook's line as its reason; named, only if that is it.",
  ],
  options: {
    ...changeSeverity.options,
    accept: { type: "boolean", help: "Take the severity that is proposed" },
  },
  async run(context) {
    if (context.args.flag("accept")) return acceptSeverity(context);
    if (context.args.positionals.length > 0) return changeSeverity.run(context);
    throw usageFailure("SEVERITY is missing", `Example: ${changeSeverity.example}`);
  },
};

async function acceptSeverity(context: CommandContext): Promise<number> {
  const { api, args, terminal } = context;
  const words = [...args.positionals];
  const [first] = words;
  const reference = first !== undefined && looksLikeIncident(first) ? words.shift() : undefined;
  const [severity] = words;
  const number = await resolveIncident(api, reference, { now: terminal.viewer.now });
  const body = severity === undefined ? {} : { severity };
  return printResult(context, await changeIncident(api, number, { verb: "severity/accept", body }));
}

export const incidentResolve: Command = verb({
  name: "resolve",
  path: "resolve",
  summary: "Say that it is over: clocks and paging stop, whoever was told hears of it",
  example: 'tocsin incident resolve 7 --reason "Rolled back"',
  options: { reason: { type: "string", value: "TEXT", help: "What ended it" } },
});

export const incidentReopen: Command = verb({
  name: "reopen",
  path: "reopen",
  summary: "Open a resolved or closed incident again, and page anew",
  example: 'tocsin incident reopen last --reason "The errors are back"',
  options: { reason: { type: "string", value: "TEXT", help: "Why; needed" } },
  needs: "reason",
  among: ["resolved"],
});

export const incidentClose: Command = verb({
  name: "close",
  path: "close",
  summary: "Put a resolved incident away: its alert then opens a new one",
  example: 'tocsin incident close last --reason "Postmortem is written"',
  options: { reason: { type: "string", value: "TEXT", help: "Why" } },
  among: ["resolved"],
});

export const incidentCommand: Command = {
  name: "incident command",
  takes: "[NUMBER]",
  summary: "Take command, or another role, also from somebody else",
  about: [NUMBER_HELP],
  example: "tocsin incident command 7",
  options: {
    role: { type: "string", value: "ROLE", help: "Another role than the incident commander's" },
    ...JSON_OPTION,
  },
  async run(context) {
    const { api, args, terminal } = context;
    const number = await resolveIncident(api, args.positionals[0], { now: terminal.viewer.now });
    const role = args.text("role") ?? commanderOf(await showIncident(api, number));
    return printResult(context, await changeRole(api, number, { role, deed: "accept" }));
  },
};
