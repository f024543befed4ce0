/** Incidents that have to do with each other: merged, split, related, and alerts that go from one to another. */

import type { AlertJson } from "../../contract/alert.ts";
import type { Arguments, Command, CommandContext } from "../command.ts";
import {
  changeIncident,
  listAlerts,
  mergeIncident,
  moveAlerts,
  showIncident,
  splitIncident,
} from "../endpoints.ts";
import { usageFailure } from "../failure.ts";
import { NUMBER_HELP, resolveIncident } from "../incident-reference.ts";
import { givenOptions, JSON_OPTION } from "../options.ts";
import { pickByName } from "../pick-by-name.ts";
import { printResult } from "./incident-verb.ts";

const REASON = { reason: { type: "string", value: "TEXT", help: "Why" } } as const;
const NUMBERS_HELP = NUMBER_HELP.replace(/; left out.*$/, ".");
const ALERT_HELP = "An ALERT is named by its id, or by its title where only one has it.";
/** As many as one answer holds. */
const LOOKED_AT = "200";
/** `alert list` shows ids of this form. */
const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export const incidentMerge: Command = {
  name: "incident merge",
  takes: "NUMBER",
  summary:
    "End an incident in another: its alerts, and what its group may still bring, join that one",
  about: [
    "The other gets the worse of both severities. Where somebody else had acknowledged it, and nobody this one, its paging begins anew.",
    NUMBERS_HELP,
  ],
  example: 'tocsin incident merge 8 --into 7 --reason "The same database"',
  options: {
    into: { type: "string", value: "NUMBER", help: "The incident that goes on; needed" },
    duplicate: { type: "boolean", help: "It told of the same from the beginning" },
    ...REASON,
    ...JSON_OPTION,
  },
  async run(context) {
    const { api, args, terminal } = context;
    const { now } = terminal.viewer;
    const into = await resolveIncident(api, needed(args, "into", this.example), { now });
    const number = await resolveIncident(api, args.positionals[0], { now });
    const duplicate = args.flag("duplicate");
    const body = { into, duplicate, ...givenOptions(args, ["reason"]) };
    return printResult(context, await mergeIncident(api, number, body));
  },
};

export const incidentSplit: Command = {
  name: "incident split",
  takes: "NUMBER ALERT…",
  summary: "Open an incident with some alerts of another; it pages by what they are worth",
  about: [ALERT_HELP, "They stay in the new one, also when they are reported again.", NUMBERS_HELP],
  example: 'tocsin incident split 7 "Disk is full" --title "Disks of the archive"',
  options: {
    title: { type: "string", value: "TEXT", help: "The title; that of the first alert otherwise" },
    ...REASON,
    ...JSON_OPTION,
  },
  async run(context) {
    const { api, args, terminal } = context;
    const [written, ...alerts] = args.positionals;
    const number = await resolveIncident(api, written, { now: terminal.viewer.now });
    const body = {
      alerts: pickAlerts((await showIncident(api, number)).alerts, alerts),
      ...givenOptions(args, ["title", "reason"]),
    };
    return printResult(context, await splitIncident(api, number, body));
  },
};

export const incidentRelate: Command = {
  name: "incident relate",
  takes: "NUMBER OTHER",
  summary: "Say that two incidents have to do with each other: each then shows the other",
  about: [NUMBERS_HELP],
  example: 'tocsin incident relate 8 20261122-003 --reason "The same rack"',
  options: { ...REASON, ...JSON_OPTION },
  async run(context) {
    const { api, args, terminal } = context;
    const { now } = terminal.viewer;
    const [one, other] = args.positionals;
    const number = await resolveIncident(api, one, { now });
    const to = await resolveIncident(api, other, { now });
    const body = { to, ...givenOptions(args, ["reason"]) };
    return printResult(context, await changeIncident(api, number, { verb: "relate", body }));
  },
};

export const alertMove: Command = {
  name: "alert move",
  takes: "ALERT…",
  summary: "Put alerts into another incident, where they stay, also when they are reported again",
  about: [ALERT_HELP, "Other alerts of their groups go by rule.", NUMBERS_HELP],
  example: 'tocsin alert move "Disk is full" --to 8',
  options: {
    to: { type: "string", value: "NUMBER", help: "The incident they go to; needed" },
    ...REASON,
    ...JSON_OPTION,
  },
  async run(context) {
    const { api, args, terminal } = context;
    const { now } = terminal.viewer;
    const to = await resolveIncident(api, needed(args, "to", this.example), { now });
    const alerts = await idsOf(context);
    const body = { alerts, to, ...givenOptions(args, ["reason"]) };
    return printResult(context, await moveAlerts(api, body));
  },
};

function needed(args: Arguments, option: string, example: string): string {
  const written = args.text(option);
  if (written !== undefined) return written;
  throw usageFailure(`--${option} is missing`, `Example: ${example}`);
}

/** Titles are looked for among what fires. */
async function idsOf({ api, args }: CommandContext): Promise<string[]> {
  const written = args.positionals;
  if (written.every((one) => ID.test(one))) return [...written];
  const { alerts } = await listAlerts(api, { limit: LOOKED_AT });
  return written.map((one) => (ID.test(one) ? one : (pickAlerts(alerts, [one])[0] ?? one)));
}

function pickAlerts(
  alerts: readonly Pick<AlertJson, "id" | "title">[],
  written: readonly string[],
): string[] {
  const named = alerts.map(({ id, title }) => ({ id, name: title }));
  return written.map((one) => pickByName(named, one, "alert").id);
}
