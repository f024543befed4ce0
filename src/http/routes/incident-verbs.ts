/** What is done to an incident. Each verb answers with the incident as it then stands. */

import type { Context } from "hono";
import { z } from "zod";
import {
  changeSeveritySchema,
  incidentDetailSchema,
  incidentNumberSchema,
  noteSchema,
  reopenSchema,
  resolveSchema,
  updateSchema,
} from "../../contract/incident.ts";
import { textSchema } from "../../contract/wire.ts";
import type { OperationContext } from "../../operations/context.ts";
import { acceptRole } from "../../operations/incident/accept-role.ts";
import { acknowledgeIncident } from "../../operations/incident/acknowledge.ts";
import { changeSeverity } from "../../operations/incident/change-severity.ts";
import { closeIncident } from "../../operations/incident/close.ts";
import { escalateIncident } from "../../operations/incident/escalate.ts";
import { noteOnIncident } from "../../operations/incident/note.ts";
import { reopenIncident } from "../../operations/incident/reopen.ts";
import { resolveIncident } from "../../operations/incident/resolve.ts";
import { showIncident } from "../../operations/incident/show.ts";
import { updateOnIncident } from "../../operations/incident/update.ts";
import type { HttpDependencies } from "../dependencies.ts";
import type { HttpEnvironment } from "../environment.ts";
import { presentIncident } from "../present-incident.ts";
import type { RouteTable } from "../route-table.ts";
import { jsonAnswer, jsonBody, optionalJsonBody } from "./json-content.ts";

const params = z.object({ number: incidentNumberSchema });
const roleParams = params.extend({ role: textSchema(200) });

type VerbContext = Context<HttpEnvironment, string>;

/** Adds the routes. */
export function addIncidentVerbRoutes(table: RouteTable, { context }: HttpDependencies): void {
  addAnswering(table, context);
  addTelling(table, context);
  addEnding(table, context);
}

/** Somebody takes it on, or needs others to. */
function addAnswering(table: RouteTable, context: OperationContext): void {
  table.add(
    { permission: "incident.acknowledge" },
    { ...verb("acknowledge", "Say that somebody has it: paging stops"), request: { params } },
    async (c) => {
      const { number } = c.req.valid("param");
      await acknowledgeIncident(context, c.get("principal"), { number, via: "api" });
      return shown(c, context);
    },
  );
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
    { permission: "incident.accept-role" },
    {
      ...verb("roles/{role}/accept", "Take a role, also from somebody else"),
      request: { params: roleParams },
    },
    async (c) => {
      const { number, role } = c.req.valid("param");
      await acceptRole(context, c.get("principal"), { number, role });
      return shown(c, context);
    },
  );
}

/** What is said about it. */
function addTelling(table: RouteTable, context: OperationContext): void {
  table.add(
    { permission: "incident.note" },
    {
      ...verb("notes", "Write a note into the timeline"),
      request: { params, body: jsonBody(noteSchema) },
    },
    async (c) => {
      const { number } = c.req.valid("param");
      const { text } = c.req.valid("json");
      await noteOnIncident(context, c.get("principal"), { number, text });
      return shown(c, context);
    },
  );
  table.add(
    { permission: "incident.update" },
    {
      ...verb("updates", "Tell an audience where it stands; its communication clock starts again"),
      request: { params, body: jsonBody(updateSchema) },
    },
    async (c) => {
      const { number } = c.req.valid("param");
      const { text, audience, publicStatus } = c.req.valid("json");
      await updateOnIncident(context, c.get("principal"), {
        number,
        text,
        ...(audience === undefined ? {} : { audience }),
        ...(publicStatus === undefined ? {} : { publicStatus }),
      });
      return shown(c, context);
    },
  );
  table.add(
    { permission: "incident.change-severity" },
    {
      ...verb("severity", "Change the severity; more people may be paged"),
      request: { params, body: jsonBody(changeSeveritySchema) },
    },
    async (c) => {
      const { number } = c.req.valid("param");
      const { severity, reason } = c.req.valid("json");
      await changeSeverity(context, c.get("principal"), { number, severity, reason });
      return shown(c, context);
    },
  );
}

/** Where it ends, and begins again. */
function addEnding(table: RouteTable, context: OperationContext): void {
  table.add(
    { permission: "incident.resolve" },
    {
      ...verb("resolve", "Say that it is over: clocks stop, everybody who was told hears of it"),
      request: { params, body: optionalJsonBody(resolveSchema) },
    },
    async (c) => {
      const { number } = c.req.valid("param");
      const { reason = "" } = c.req.valid("json");
      await resolveIncident(context, c.get("principal"), { number, reason });
      return shown(c, context);
    },
  );
  table.add(
    { permission: "incident.reopen" },
    {
      ...verb("reopen", "Open it again; paging starts anew"),
      request: { params, body: jsonBody(reopenSchema) },
    },
    async (c) => {
      const { number } = c.req.valid("param");
      const { reason } = c.req.valid("json");
      await reopenIncident(context, c.get("principal"), { number, reason });
      return shown(c, context);
    },
  );
  table.add(
    { permission: "incident.close" },
    {
      ...verb("close", "Put a resolved incident away"),
      request: { params, body: optionalJsonBody(resolveSchema) },
    },
    async (c) => {
      const { number } = c.req.valid("param");
      const { reason = "" } = c.req.valid("json");
      await closeIncident(context, c.get("principal"), { number, reason });
      return shown(c, context);
    },
  );
}

async function shown(c: VerbContext, context: OperationContext) {
  const number = c.req.param("number") ?? "";
  const view = await showIncident(context, c.get("principal"), { number });
  return c.json(presentIncident(view), 200);
}

function verb<P extends string>(name: P, summary: string) {
  return {
    method: "post" as const,
    path: `/api/v1/incidents/{number}/${name}` as const,
    summary,
    tags: ["incidents"],
    responses: { 200: jsonAnswer("The incident as it stands now", incidentDetailSchema) },
  };
}
