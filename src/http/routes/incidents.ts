/** Reading incidents, and declaring one. What is done to one is in `incident-verbs.ts`. */

import { z } from "zod";
import {
  declareIncidentSchema,
  incidentDetailSchema,
  incidentListSchema,
  incidentNumberSchema,
  listIncidentsQuerySchema,
} from "../../contract/incident.ts";
import { timelineQuerySchema, timelineSchema } from "../../contract/timeline.ts";
import type { OperationContext } from "../../operations/context.ts";
import { declareIncident } from "../../operations/incident/declare.ts";
import { listVisibleIncidents } from "../../operations/incident/list.ts";
import { showIncident } from "../../operations/incident/show.ts";
import { incidentTimeline } from "../../operations/incident/timeline.ts";
import type { HttpDependencies } from "../dependencies.ts";
import { presentEntry, presentIncident, presentSummary } from "../present-incident.ts";
import type { RouteTable } from "../route-table.ts";
import { jsonAnswer, jsonBody } from "./json-content.ts";

const tags = ["incidents"];
const params = z.object({ number: incidentNumberSchema });

/** Adds the routes. */
export function addIncidentRoutes(table: RouteTable, { context }: HttpDependencies): void {
  addCollection(table, context);
  addReading(table, context);
}

function addCollection(table: RouteTable, context: OperationContext): void {
  table.add(
    { permission: "incident.read" },
    {
      method: "get",
      path: "/api/v1/incidents",
      summary: "Incidents, the newest first",
      tags,
      request: { query: listIncidentsQuerySchema },
      responses: { 200: jsonAnswer("A page of incidents", incidentListSchema) },
    },
    async (c) => {
      const { status, limit, before } = c.req.valid("query");
      const incidents = await listVisibleIncidents(context, c.get("principal"), {
        limit,
        ...(status === undefined ? {} : { statuses: [status] }),
        ...(before === undefined ? {} : { beforeId: before }),
      });
      const last = incidents.length < limit ? undefined : incidents.at(-1);
      const page = { incidents: incidents.map(presentSummary), nextBefore: last?.id ?? null };
      return c.json(page, 200);
    },
  );
  table.add(
    { permission: "incident.declare" },
    {
      method: "post",
      path: "/api/v1/incidents",
      summary: "Declare an incident",
      tags,
      request: { body: jsonBody(declareIncidentSchema) },
      responses: { 201: jsonAnswer("The incident; Location is its address", incidentDetailSchema) },
    },
    async (c) => {
      const principal = c.get("principal");
      const { title, severity, team, description, mode } = c.req.valid("json");
      const { number } = await declareIncident(context, principal, {
        title,
        ...(severity === undefined ? {} : { severity }),
        ...(team === undefined ? {} : { team }),
        ...(description === undefined ? {} : { description }),
        ...(mode === undefined ? {} : { mode }),
      });
      const shown = presentIncident(await showIncident(context, principal, { number }));
      return c.json(shown, 201, { location: `/api/v1/incidents/${number}` });
    },
  );
}

function addReading(table: RouteTable, context: OperationContext): void {
  table.add(
    { permission: "incident.read" },
    {
      method: "get",
      path: "/api/v1/incidents/{number}",
      summary: "One incident with its clocks, paging, alerts and notifications",
      tags,
      request: { params },
      responses: { 200: jsonAnswer("The incident", incidentDetailSchema) },
    },
    async (c) => {
      const view = await showIncident(context, c.get("principal"), c.req.valid("param"));
      return c.json(presentIncident(view), 200);
    },
  );
  table.add(
    { permission: "incident.read" },
    {
      method: "get",
      path: "/api/v1/incidents/{number}/timeline",
      summary: "What happened, the oldest first",
      tags,
      request: { params, query: timelineQuerySchema },
      responses: { 200: jsonAnswer("At most 1,000 entries", timelineSchema) },
    },
    async (c) => {
      const { after } = c.req.valid("query");
      const entries = await incidentTimeline(context, c.get("principal"), {
        ...c.req.valid("param"),
        afterSeq: after,
      });
      const lastSeq = entries.at(-1)?.seq ?? after;
      const page = {
        entries: entries.map((entry) => presentEntry(entry, entry.marks)),
        lastSeq,
      };
      return c.json(page, 200);
    },
  );
}
