/** Looking at incidents: list, show, timeline. */

import type { Command, CommandContext } from "../command.ts";
import { listIncidents, readTimeline, showIncident } from "../endpoints.ts";
import { NUMBER_HELP, resolveIncident } from "../incident-reference.ts";
import { printIncident, timelineRows } from "../incident-view.ts";
import { givenOptions, JSON_OPTION, wholeNumber } from "../options.ts";
import { showDistance, showInstant } from "../when.ts";
import { severityText, statusText, titleText } from "../wording.ts";

const LISTED = 20;
/** `incident show` ends with so many entries. */
const ENTRIES_SHOWN = 10;

export const incidentList: Command = {
  name: "incident list",
  summary: "Incidents, the newest first",
  example: "tocsin incident list --status open",
  options: {
    status: { type: "string", value: "STATUS", help: "open, acknowledged, resolved or closed" },
    limit: { type: "string", value: "N", help: `At most so many; ${LISTED} when left out` },
    before: { type: "string", value: "CURSOR", help: "The next page, as the list before it says" },
    ...JSON_OPTION,
  },
  run: list,
};

async function list({ api, args, terminal }: CommandContext): Promise<number> {
  const found = await listIncidents(api, {
    limit: wholeNumber(args, "limit") ?? LISTED,
    ...givenOptions(args, ["status", "before"]),
  });
  if (args.flag("json")) {
    terminal.json(found);
    return 0;
  }
  if (found.incidents.length === 0) terminal.print("There is none.");
  const { viewer } = terminal;
  terminal.table({
    headings: ["Number", "Severity", "Status", "Title", "Opened", "Ago"],
    rows: found.incidents.map((incident) => [
      { text: incident.number, style: "bold" },
      severityText(incident.severity, incident.severityName),
      incident.mergedInto === null
        ? statusText(incident.status)
        : { text: `in ${incident.mergedInto}`, style: "dim" },
      titleText(incident),
      showInstant(incident.openedAt, viewer),
      showDistance(incident.openedAt, viewer),
    ]),
  });
  if (found.nextBefore !== null) {
    terminal.print("", `For older ones add --before ${found.nextBefore}`);
  }
  return 0;
}

export const incidentShow: Command = {
  name: "incident show",
  takes: "[NUMBER]",
  summary: "Where an incident stands: clocks, who is next, who was told, what happened",
  about: [NUMBER_HELP],
  example: "tocsin incident show last",
  options: JSON_OPTION,
  async run({ api, args, terminal }) {
    const number = await resolveIncident(api, args.positionals[0], { now: terminal.viewer.now });
    const incident = await showIncident(api, number);
    if (args.flag("json")) {
      terminal.json(incident);
      return 0;
    }
    const after = Math.max(0, incident.lastSeq - ENTRIES_SHOWN);
    const { entries } = await readTimeline(api, number, after);
    printIncident(incident, entries, terminal);
    return 0;
  },
};

export const incidentTimeline: Command = {
  name: "incident timeline",
  takes: "[NUMBER]",
  summary: "Everything that happened in an incident",
  about: [NUMBER_HELP],
  example: "tocsin incident timeline 7 --after 12",
  options: {
    after: { type: "string", value: "SEQ", help: "Only entries after this sequence number" },
    ...JSON_OPTION,
  },
  async run({ api, args, terminal }) {
    const number = await resolveIncident(api, args.positionals[0], { now: terminal.viewer.now });
    const found = await readTimeline(api, number, wholeNumber(args, "after") ?? 0);
    if (args.flag("json")) terminal.json(found);
    else terminal.table({ rows: timelineRows(found.entries, terminal.viewer) });
    return 0;
  },
};
