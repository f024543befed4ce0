/** Incidents that are merged, split and related, and alerts that are moved, also when it makes no sense. */

import type { IncidentStatus } from "../../src/domain/incident.ts";
import { moveAlerts } from "../../src/operations/alert/move.ts";
import { mergeIncidents } from "../../src/operations/incident/merge.ts";
import { relateIncidents } from "../../src/operations/incident/relate.ts";
import { splitIncident } from "../../src/operations/incident/split.ts";
import { listAlertsOfIncident } from "../../src/store/alerts.ts";
import { listIncidents, loadIncidentByNumber } from "../../src/store/incidents.ts";
import type { ByHand, Hand } from "./by-hand.ts";

/** Most often what nobody has answered into what somebody has, by anybody: that could quieten a page. */
const merge: ByHand = async (hand) => {
  const { context, chance } = hand;
  const source = await oneOf(hand, chance.happens(0.7) ? ["open"] : ANY);
  const target = await oneOf(hand, chance.happens(0.6) ? ["acknowledged"] : ANY);
  const principal = { ...hand.principal, personId: chance.pick(BY) };
  const duplicate = chance.happens(0.5);
  await mergeIncidents(context, principal, { source, target, reason: "one cause", duplicate });
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

const BY = ["person-ann", "person-ben", "person-cleo"];
const ANY: readonly IncidentStatus[] = ["open", "acknowledged", "resolved", "closed"];

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
