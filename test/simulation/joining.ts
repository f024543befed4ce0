/** Incidents that are merged, split and related, and alerts that are moved, also when it makes no sense. */

import type { IncidentStatus } from "../../src/domain/incident.ts";
import type { Principal } from "../../src/domain/permission.ts";
import { moveAlerts } from "../../src/operations/alert/move.ts";
import { acknowledgeIncident } from "../../src/operations/incident/acknowledge.ts";
import { mergeIncidents } from "../../src/operations/incident/merge.ts";
import { relateIncidents } from "../../src/operations/incident/relate.ts";
import { splitIncident } from "../../src/operations/incident/split.ts";
import { listAlertsOfIncident } from "../../src/store/alerts.ts";
import { listIncidents, loadIncidentByNumber } from "../../src/store/incidents.ts";
import type { ByHand, Hand } from "./by-hand.ts";

/** By anybody. Often somebody has just acknowledged the one, and nobody the other: that could quieten a page. */
const merge: ByHand = async (hand) => {
  const { context, chance, number: source } = hand;
  const target = await oneOf(hand, chance.happens(0.8) ? UNDER_WAY : ANY);
  if (chance.happens(0.4)) {
    await acknowledgeIncident(context, somebody(hand), { number: target, via: "api" });
  }
  const duplicate = chance.happens(0.5);
  await mergeIncidents(context, somebody(hand), { source, target, reason: "one cause", duplicate });
};

const relate: ByHand = async (hand) => {
  const { context, principal, number } = hand;
  await relateIncidents(context, principal, { number, to: await oneOf(hand, ANY), reason: "" });
};

const split: ByHand = async (hand) => {
  const { context, principal, number } = hand;
  const alertIds = await someAlerts(hand);
  await splitIncident(context, principal, { number, alertIds, reason: "another cause" });
};

const move: ByHand = async (hand) => {
  const { context, principal } = hand;
  const alertIds = await someAlerts(hand);
  await moveAlerts(context, principal, { alertIds, to: await oneOf(hand, ANY), reason: "" });
};

export const JOINING: readonly ByHand[] = [merge, merge, split, move, relate];

const UNDER_WAY: readonly IncidentStatus[] = ["open", "acknowledged"];
const ANY: readonly IncidentStatus[] = ["open", "acknowledged", "resolved", "closed"];

function somebody({ principal, chance }: Hand): Principal {
  const name = chance.pick(["Ann", "Ben", "Cleo"]);
  return { ...principal, name, personId: `person-${name.toLowerCase()}` };
}

async function oneOf({ context, chance }: Hand, statuses: readonly IncidentStatus[]) {
  const found = await listIncidents(context.database.read, { statuses, limit: 6 });
  return found.length === 0 ? "" : chance.pick(found).number;
}

async function someAlerts({ context, number, chance }: Hand): Promise<readonly string[]> {
  const { read } = context.database;
  const incident = await loadIncidentByNumber(read, number);
  const alerts = await listAlertsOfIncident(read, incident?.id ?? "", { limit: 10 });
  const chosen = alerts.filter(() => chance.happens(0.5));
  return (chosen.length === 0 ? alerts : chosen).map(({ id }) => id);
}
