/** Incidents that have to do with each other: merged, split, related, and alerts that go from one to another. */

import {
  incidentDetailSchema,
  mergeSchema,
  moveAlertsSchema,
  relateSchema,
  splitSchema,
} from "../../contract/incident.ts";
import { moveAlerts } from "../../operations/alert/move.ts";
import type { OperationContext } from "../../operations/context.ts";
import { mergeIncidents } from "../../operations/incident/merge.ts";
import { relateIncidents } from "../../operations/incident/relate.ts";
import { showIncident } from "../../operations/incident/show.ts";
import { splitIncident } from "../../operations/incident/split.ts";
import type { HttpDependencies } from "../dependencies.ts";
import { presentIncident } from "../present-incident.ts";
import type { RouteTable } from "../route-table.ts";
import { params, shown, verb } from "./incident-verb.ts";
import { jsonAnswer, jsonBody } from "./json-content.ts";

const TARGET = { 200: jsonAnswer("The incident that goes on", incidentDetailSchema) };

/** Adds the routes. */
export function addIncidentLinkRoutes(table: RouteTable, { context }: HttpDependencies): void {
  addJoining(table, context);
  addMoving(table, context);
}

function addJoining(table: RouteTable, context: OperationContext): void {
  table.add(
    { permission: "incident.merge" },
    {
      ...verb("merge", "End it in another incident, with its alerts and all its group may bring"),
      responses: TARGET,
      request: { params, body: jsonBody(mergeSchema) },
    },
    async (c) => {
      const principal = c.get("principal");
      const { number: source } = c.req.valid("param");
      const { into: target, reason = "", duplicate = false } = c.req.valid("json");
      const input = { source, target, reason, duplicate };
      const { number } = await mergeIncidents(context, principal, input);
      return c.json(presentIncident(await showIncident(context, principal, { number })), 200);
    },
  );
  table.add(
    { permission: "incident.relate" },
    {
      ...verb("relate", "Say that it has to do with another incident: each then shows the other"),
      request: { params, body: jsonBody(relateSchema) },
    },
    async (c) => {
      const { number } = c.req.valid("param");
      const { to, reason = "" } = c.req.valid("json");
      await relateIncidents(context, c.get("principal"), { number, to, reason });
      return shown(c, context);
    },
  );
}

function addMoving(table: RouteTable, context: OperationContext): void {
  table.add(
    { permission: "incident.split" },
    {
      ...verb("split", "Open an incident with some of its alerts; it pages by what they are worth"),
      responses: { 201: jsonAnswer("The new incident", incidentDetailSchema) },
      request: { params, body: jsonBody(splitSchema) },
    },
    async (c) => {
      const principal = c.get("principal");
      const { number: source } = c.req.valid("param");
      const { alerts: alertIds, title, reason = "" } = c.req.valid("json");
      const { number } = await splitIncident(context, principal, {
        number: source,
        alertIds,
        reason,
        ...(title === undefined ? {} : { title }),
      });
      const view = presentIncident(await showIncident(context, principal, { number }));
      return c.json(view, 201, { location: `/api/v1/incidents/${number}` });
    },
  );
  table.add(
    { permission: "alert.move" },
    {
      method: "post",
      path: "/api/v1/alerts/move",
      summary: "Put alerts into another incident, where they stay",
      tags: ["alerts"],
      responses: { 200: jsonAnswer("The incident they are in now", incidentDetailSchema) },
      request: { body: jsonBody(moveAlertsSchema) },
    },
    async (c) => {
      const principal = c.get("principal");
      const { alerts: alertIds, to, reason = "" } = c.req.valid("json");
      const { number } = await moveAlerts(context, principal, { alertIds, to, reason });
      return c.json(presentIncident(await showIncident(context, principal, { number })), 200);
    },
  );
}
