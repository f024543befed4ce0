/** Messages of the playbook, filled with what is known of an incident: looked at, and sent as an update. */

import {
  type DraftInput,
  type DraftsJson,
  publicStatusSchema,
  statedFactsSchema,
} from "../../contract/incident.ts";
import type { Arguments, Command, CommandContext, OptionSpecs } from "../command.ts";
import { changeIncident, draftMessages } from "../endpoints.ts";
import { usageFailure } from "../failure.ts";
import { NUMBER_HELP, resolveIncident } from "../incident-reference.ts";
import { instantOption, JSON_OPTION, labelsOption } from "../options.ts";
import type { Terminal } from "../terminal.ts";
import { printResult, verb } from "./incident-verb.ts";

const FACTS = statedFactsSchema.keyof().options;

const DRAFT_OPTIONS = {
  template: {
    type: "string",
    value: "NAME",
    help: "A message template of the playbook: its id, or words of its title",
  },
  status: {
    type: "string",
    value: "STATUS",
    help: "The public status from now: investigating, identified, monitoring or resolved",
  },
  set: {
    type: "string",
    value: "FACT=TEXT",
    multiple: true,
    help: `What no record has: ${FACTS.join(", ")}. Later messages say the same`,
  },
  next: {
    type: "string",
    value: "TIME",
    help: "When people hear more; by the clock when left out",
  },
} as const satisfies OptionSpecs;

export const incidentDraft: Command = {
  name: "incident draft",
  takes: "[NUMBER]",
  summary: "The playbook's messages with this incident's facts, and what is missing; sends nothing",
  about: [
    NUMBER_HELP,
    "All of them, or one by --template, or those that word a --status. What nobody has recorded stands as [fill in: …].",
  ],
  example: 'tocsin incident draft 7 --status identified --set "cause=a full disk"',
  options: { ...DRAFT_OPTIONS, ...JSON_OPTION },
  async run({ api, args, terminal }) {
    const { now } = terminal.viewer;
    const number = await resolveIncident(api, args.positionals[0], { now, among: [...DRAFTED_IN] });
    const drafts = await draftMessages(api, number, draftInput(args, terminal));
    if (args.flag("json")) terminal.json(drafts);
    else printDrafts(terminal, drafts);
    return 0;
  },
};

/** That it is over is told afterwards. */
const DRAFTED_IN = ["open", "acknowledged", "resolved"] as const;

const sayIt = verb({
  name: "update",
  path: "updates",
  takes: "TEXT",
  summary: "Tell an audience where it stands; its communication clock starts again",
  example: 'tocsin incident update 7 "Payments are slow, a fix is under way" --status identified',
  options: {
    audience: { type: "string", value: "AUDIENCE", help: "Who is told; everybody when left out" },
    status: DRAFT_OPTIONS.status,
  },
});

export const incidentUpdate: Command = {
  ...sayIt,
  takes: "[NUMBER] [TEXT]",
  about: [
    ...(sayIt.about ?? []),
    "With --template the playbook's words are sent, filled as `tocsin incident draft` shows them; refused while something is missing in them.",
  ],
  options: { ...sayIt.options, ...DRAFT_OPTIONS },
  async run(context) {
    const { args } = context;
    if (args.text("template") !== undefined) return sendTemplate(context);
    if (args.positionals.length === 0)
      throw usageFailure("TEXT or --template is missing", `Example: ${sayIt.example}`);
    if (args.texts("set").length > 0 || args.text("next") !== undefined)
      throw usageFailure("--set and --next fill a template: name it with --template");
    return sayIt.run(context);
  },
};

async function sendTemplate(context: CommandContext): Promise<number> {
  const { api, args, terminal } = context;
  const [reference, text] = args.positionals;
  if (text !== undefined) throw usageFailure("Give either TEXT or --template");
  const { now } = terminal.viewer;
  const number = await resolveIncident(api, reference, { now, among: [...DRAFTED_IN] });
  const audience = args.text("audience");
  const body = {
    ...draftInput(args, terminal),
    ...(audience === undefined ? {} : { audience }),
  };
  return printResult(context, await changeIncident(api, number, { verb: "updates", body }));
}

function draftInput(args: Arguments, { viewer }: Terminal): DraftInput {
  const template = args.text("template");
  const publicStatus = statusOf(args.text("status"));
  const facts = factsOf(labelsOption(args, "set"));
  const nextUpdateAt = instantOption(args, "next", viewer.zone);
  return {
    ...(template === undefined ? {} : { template }),
    ...(publicStatus === undefined ? {} : { publicStatus }),
    ...(Object.keys(facts).length === 0 ? {} : { facts }),
    ...(nextUpdateAt === undefined ? {} : { nextUpdateAt }),
  };
}

function statusOf(written: string | undefined): DraftInput["publicStatus"] {
  if (written === undefined) return undefined;
  const states = publicStatusSchema.options;
  const status = states.find((one) => one === written);
  if (status !== undefined) return status;
  throw usageFailure(`--status is one of ${states.join(", ")}, not "${written}"`);
}

function factsOf(given: Readonly<Record<string, string>>): NonNullable<DraftInput["facts"]> {
  return Object.fromEntries(
    Object.entries(given).map(([name, text]) => {
      const fact = FACTS.find((one) => one === name);
      if (fact === undefined) throw usageFailure(`--set knows ${FACTS.join(", ")}, not "${name}"`);
      return [fact, text];
    }),
  );
}

function printDrafts(terminal: Terminal, { drafts }: DraftsJson): void {
  if (drafts.length === 0) terminal.print("The playbook has no message template for this.");
  for (const { title, channel, line, text, missing } of drafts) {
    terminal.print([{ text: title, style: "bold" }, ` (${channel}, line ${line})`], "");
    terminal.print(...text.split("\n"), "");
    if (missing.length > 0)
      terminal.print([{ text: "Missing: ", style: "yellow" }, missing.join("; ")], "");
  }
}
