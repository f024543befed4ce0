/** What people say of entries of a timeline: a star, or what one should have said. */

import type { Command, CommandContext } from "../command.ts";
import { changeIncident } from "../endpoints.ts";
import { usageFailure } from "../failure.ts";
import { NUMBER_HELP, resolveIncident } from "../incident-reference.ts";
import { JSON_OPTION, readAgo } from "../options.ts";
import { printResult } from "./incident-verb.ts";

const ENTRY_HELP = "ENTRY is its number in `tocsin incident timeline`.";
/** It is looked at again when it is over. */
const AMONG = ["open", "acknowledged", "resolved"] as const;
const ABOUT = [NUMBER_HELP.replace("open", AMONG.join(" or ")), ENTRY_HELP];

export const incidentStar: Command = {
  name: "incident star",
  takes: "[NUMBER] ENTRY",
  summary: "Mark an entry of the timeline for the postmortem",
  about: ABOUT,
  example: "tocsin incident star 7 12",
  options: { remove: { type: "boolean", help: "Take the star away" }, ...JSON_OPTION },
  async run(context) {
    const { args } = context;
    const [entry, reference] = [...args.positionals].reverse();
    const body = { starred: !args.flag("remove") };
    return mark(context, { entry, reference, deed: "star", body });
  },
};

export const incidentCorrect: Command = {
  name: "incident correct",
  takes: "[NUMBER] ENTRY [TEXT]",
  summary: "Say what a note or an update should have said, or when a note was",
  about: [...ABOUT, "The original stays in the timeline; the postmortem has both."],
  example: 'tocsin incident correct 7 12 "Rolled back to 4.2.0, not 4.2.1"',
  options: {
    at: {
      type: "string",
      value: "WHEN",
      help: 'When it happened: "10 min ago", 14:30, an instant',
    },
    ...JSON_OPTION,
  },
  async run(context) {
    const { args, terminal } = context;
    const words = [...args.positionals];
    const at = args.text("at");
    const isLoneNumber = (word: string | undefined): boolean => /^\d+$/u.test(word ?? "");
    const text = at !== undefined && isLoneNumber(words.at(-1)) ? undefined : words.pop();
    const entry = words.pop();
    const body = {
      ...(text === undefined ? {} : { text }),
      ...(at === undefined ? {} : { at: readAgo(at, terminal.viewer) }),
    };
    return mark(context, { entry, reference: words[0], deed: "correct", body });
  },
};

async function mark(
  context: CommandContext,
  wanted: {
    readonly entry: string | undefined;
    readonly reference: string | undefined;
    readonly deed: "star" | "correct";
    readonly body: object;
  },
): Promise<number> {
  const { api, terminal } = context;
  const { entry, reference, deed, body } = wanted;
  if (!/^\d+$/u.test(entry ?? "")) {
    throw usageFailure("ENTRY is a number of `tocsin incident timeline`");
  }
  const { now } = terminal.viewer;
  const number = await resolveIncident(api, reference, { now, among: [...AMONG] });
  const verb = `timeline/${entry}/${deed}` as const;
  return printResult(context, await changeIncident(api, number, { verb, body }));
}
