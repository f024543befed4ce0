/** Which incident is meant: a number, the short form of one, `last`, or the only one that is open. */

import type { IncidentListJson, IncidentSummaryJson } from "../contract/incident.ts";
import { MS } from "../domain/duration.ts";
import type { ApiClient } from "./api-client.ts";
import { listIncidents } from "./endpoints.ts";
import { CliFailure } from "./failure.ts";

export const NUMBER_HELP =
  "NUMBER is 20261123-007, or 7 for today's seventh, or `last` for the newest; left out, it is the only incident that is open.";

const FULL = /^\d{8}-\d{1,6}$/;
const SHORT = /^\d{1,6}$/;
/** As many as one answer holds: a short number further back is written in full. */
const LOOKED_AT = 200;
/** A short number means an incident of today, also just after midnight, or one that is not over. */
const RECENT_MS = MS.day;

export type IncidentStatus = IncidentSummaryJson["status"];

export interface LookUp {
  /** Which incidents count when none is named; those that are not over when left out. */
  readonly among?: readonly IncidentStatus[];
  readonly now: number;
}

/** Whether a word can only be meant as an incident. */
export function looksLikeIncident(word: string): boolean {
  return word === "last" || FULL.test(word) || SHORT.test(word);
}

/**
 * The full number of the incident that is meant.
 * @throws CliFailure `not-found`, or `conflict` when several could be meant
 */
export async function resolveIncident(
  api: ApiClient,
  written: string | undefined,
  lookUp: LookUp,
): Promise<string> {
  if (written === undefined) return onlyOne(api, lookUp.among ?? ["open", "acknowledged"]);
  if (FULL.test(written)) return padded(written);
  if (written === "last") return last(api);
  if (SHORT.test(written)) return ofShortNumber(api, written, lookUp.now);
  throw new CliFailure("invalid-input", `"${written}" is no incident`, {
    help: ["Write 20261123-007, 7 for today's seventh, or `last`."],
  });
}

/** Numbers are counted with at least three digits. */
function padded(number: string): string {
  const [day = "", count = ""] = number.split("-");
  return `${day}-${String(Number(count)).padStart(3, "0")}`;
}

async function last(api: ApiClient): Promise<string> {
  const { incidents } = await listIncidents(api, { limit: 1 });
  const [newest] = incidents;
  if (newest === undefined) throw new CliFailure("not-found", "there has been no incident yet");
  return newest.number;
}

async function ofShortNumber(api: ApiClient, written: string, now: number): Promise<string> {
  const count = Number(written);
  const { incidents } = await listIncidents(api, { limit: LOOKED_AT });
  const found = incidents.find(
    (incident) =>
      Number(incident.number.split("-")[1]) === count &&
      (!isOver(incident) || now - Date.parse(incident.openedAt) < RECENT_MS),
  );
  if (found !== undefined) return found.number;
  throw new CliFailure(
    "not-found",
    `no incident of today, and none that is open, has the number ${written}`,
    {
      help: [
        "`tocsin incident list` shows them; older ones are written in full, like 20261123-007.",
      ],
    },
  );
}

function isOver(incident: IncidentSummaryJson): boolean {
  return incident.status === "resolved" || incident.status === "closed";
}

async function onlyOne(api: ApiClient, among: readonly IncidentStatus[]): Promise<string> {
  const lists: readonly IncidentListJson[] = await Promise.all(
    among.map((status) => listIncidents(api, { status, limit: 10 })),
  );
  const incidents = lists.flatMap((list) => list.incidents);
  const [first, second] = incidents;
  if (first !== undefined && second === undefined) return first.number;
  const statuses = among.join(" or ");
  if (first === undefined) {
    throw new CliFailure("not-found", `no incident is ${statuses}`, {
      help: ["Name one: `tocsin incident list` shows them."],
    });
  }
  throw new CliFailure("conflict", `several incidents are ${statuses}: say which`, {
    help: incidents.map(({ number, severity, title }) => `${number}  ${severity}  ${title}`),
  });
}
