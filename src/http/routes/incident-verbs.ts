/** What is done to an incident. Each verb answers with the incident as it then stands. */

import {
  acceptSeveritySchema,
  changeSeveritySchema,
  noteSchema,
  reopenSchema,
  resolveSchema,
  updateSchema,
} from "../../contract/incident.ts";
import type { OperationContext } from "../../operations/context.ts";
import { acknowledgeIncident } from "../../operations/incident/acknowledge.ts";
import { acceptSeverity, changeSeverity } from "../../operations/incident/change-severity.ts";
import { closeIncident } from "../../operations/incident/close.ts";
import { noteOnIncident } from "../../operations/incident/note.ts";
import { reopenIncident } from "../../operations/incident/reopen.ts";
import { resolveIncident } from "../../operations/incident/resolve.ts";
import { updateOnIncident } from "../../operations/incident/update.ts";
import type { HttpDependencies } from "../dependencies.ts";
import type { RouteTable } from "../route-table.ts";
import { draftInput } from "./incident-drafts.ts";
import { params, shown, verb } from "./incident-verb.ts";
import { jsonBody, optionalJsonBody } from "./json-content.ts";

/** Adds the routes. */
export function addIncidentVerbRoutes(table: RouteTable, { context }: HttpDependencies): void {
  addAnswering(table, context);
  addTelling(table, context);
  addAccepting(table, context);
  addEnding(table, context);
}

/** Somebody takes it on. */
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
      const { text, at } = c.req.valid("json");
      const told = at === undefined ? {} : { toldAt: Date.parse(at) };
      await noteOnIncident(context, c.get("principal"), { number, text, ...told });
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
      const { text, audience, ...draft } = c.req.valid("json");
      await updateOnIncident(context, c.get("principal"), {
        number,
        text,
        audience,
        ...draftInput(draft),
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

/** What answers to checklists speak for. */
function addAccepting(table: RouteTable, context: OperationContext): void {
  table.add(
    { permission: "incident.change-severity" },
    {
      ...verb("severity/accept", "Take the severity that answers to checklists propose"),
      request: { params, body: optionalJsonBody(acceptSeveritySchema) },
    },
    async (c) => {
      const { number } = c.req.valid("param");
      const { severity } = c.req.valid("json");
      const input = { number, ...(severity === undefined ? {} : { severity }) };
      await acceptSeverity(context, c.get("principal"), input);
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
