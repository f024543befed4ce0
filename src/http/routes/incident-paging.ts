/** Who is paged, and whether, as people decide by hand. */

import {
  acknowledgedManySchema,
  acknowledgeManySchema,
  callSchema,
  reassignSchema,
  snoozeSchema,
  unacknowledgeSchema,
} from "../../contract/incident.ts";
import type { OperationContext } from "../../operations/context.ts";
import { acknowledgeMany } from "../../operations/incident/acknowledge-many.ts";
import { addResponder } from "../../operations/incident/add-responder.ts";
import { escalateIncident } from "../../operations/incident/escalate.ts";
import { pageForIncident } from "../../operations/incident/page.ts";
import { reassignIncident } from "../../operations/incident/reassign.ts";
import { snoozeIncident } from "../../operations/incident/snooze.ts";
import { unacknowledgeIncident } from "../../operations/incident/unacknowledge.ts";
import type { HttpDependencies } from "../dependencies.ts";
import type { RouteTable } from "../route-table.ts";
import { params, shown, verb } from "./incident-verb.ts";
import { jsonAnswer, jsonBody, optionalJsonBody } from "./json-content.ts";

/** Adds the routes. */
export function addIncidentPagingRoutes(table: RouteTable, { context }: HttpDependencies): void {
  addCalling(table, context);
  addMoving(table, context);
  addPausing(table, context);
  addMany(table, context);
}

/** Others are called on. */
function addCalling(table: RouteTable, context: OperationContext): void {
  table.add(
    { permission: "incident.escalate" },
    {
      ...verb("escalate", "Call on the next step now; whoever is being paged goes on being paged"),
      request: { params },
    },
    async (c) => {
      const { number } = c.req.valid("param");
      await escalateIncident(context, c.get("principal"), { number, via: "api" });
      return shown(c, context);
    },
  );
  table.add(
    { permission: "incident.page" },
    {
      ...verb("page", "Page somebody now, beside the escalation, also when it is acknowledged"),
      request: { params, body: jsonBody(callSchema) },
    },
    async (c) => {
      const { number } = c.req.valid("param");
      const { whom } = c.req.valid("json");
      await pageForIncident(context, c.get("principal"), { number, whom });
      return shown(c, context);
    },
  );
  table.add(
    { permission: "incident.add-responder" },
    {
      ...verb("responders", "Record that somebody takes part; they are told quietly"),
      request: { params, body: jsonBody(callSchema) },
    },
    async (c) => {
      const { number } = c.req.valid("param");
      const { whom } = c.req.valid("json");
      await addResponder(context, c.get("principal"), { number, whom });
      return shown(c, context);
    },
  );
}

/** It goes to somebody else, or back. */
function addMoving(table: RouteTable, context: OperationContext): void {
  table.add(
    { permission: "incident.reassign" },
    {
      ...verb("reassign", "Move the paging to somebody; who was being paged no longer is"),
      request: { params, body: jsonBody(reassignSchema) },
    },
    async (c) => {
      const { number } = c.req.valid("param");
      const { whom, reason = "" } = c.req.valid("json");
      await reassignIncident(context, c.get("principal"), { number, whom, reason });
      return shown(c, context);
    },
  );
  table.add(
    { permission: "incident.unacknowledge" },
    {
      ...verb("unacknowledge", "Take an acknowledgement back; paging starts from the first step"),
      request: { params, body: optionalJsonBody(unacknowledgeSchema) },
    },
    async (c) => {
      const { number } = c.req.valid("param");
      const { reason = "" } = c.req.valid("json");
      await unacknowledgeIncident(context, c.get("principal"), { number, reason });
      return shown(c, context);
    },
  );
}

function addPausing(table: RouteTable, context: OperationContext): void {
  table.add(
    { permission: "incident.snooze" },
    {
      ...verb("snooze", "Page nobody until then; afterwards paging starts from the first step"),
      request: { params, body: jsonBody(snoozeSchema) },
    },
    async (c) => {
      const { number } = c.req.valid("param");
      const { until, reason = "" } = c.req.valid("json");
      const untilAt = Date.parse(until);
      await snoozeIncident(context, c.get("principal"), { number, untilAt, reason });
      return shown(c, context);
    },
  );
}

function addMany(table: RouteTable, context: OperationContext): void {
  table.add(
    { permission: "incident.acknowledge" },
    {
      method: "post",
      path: "/api/v1/incidents/acknowledge",
      summary: "Acknowledge several incidents, each answered by itself",
      tags: ["incidents"],
      request: { body: jsonBody(acknowledgeManySchema) },
      responses: { 200: jsonAnswer("What became of each", acknowledgedManySchema) },
    },
    async (c) => {
      const { numbers } = c.req.valid("json");
      const input = { numbers, via: "api" };
      const results = await acknowledgeMany(context, c.get("principal"), input);
      return c.json({ results: [...results] }, 200);
    },
  );
}
