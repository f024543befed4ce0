/** Schedules over a period, and overrides of them. */

import {
  addOverrideSchema,
  onCallHoursSchema,
  overrideListSchema,
  overrideParamsSchema,
  overrideSchema,
  planSchema,
  scheduleQuerySchema,
} from "../../contract/schedule.ts";
import { addOverride } from "../../operations/override/add.ts";
import { listOwnOverrides } from "../../operations/override/list.ts";
import { removeOverride } from "../../operations/override/remove.ts";
import { showSchedules } from "../../operations/schedule/show.ts";
import type { HttpDependencies } from "../dependencies.ts";
import { presentHours, presentOverride, presentPlan } from "../present-schedule.ts";
import type { RouteTable } from "../route-table.ts";
import { jsonAnswer, jsonBody } from "./json-content.ts";

const tags = ["schedules"];

/** Adds the routes. */
export function addScheduleRoutes(table: RouteTable, { context }: HttpDependencies): void {
  table.add(
    { permission: "oncall.read" },
    {
      method: "get",
      path: "/api/v1/schedules",
      summary: "Every schedule over a period: who, gaps, hours and conflicts",
      tags,
      request: { query: scheduleQuerySchema },
      responses: { 200: jsonAnswer("The plan", planSchema) },
    },
    async (c) => {
      const { from, to } = c.req.valid("query");
      const period = { startsAt: Date.parse(from), endsAt: Date.parse(to) };
      return c.json(presentPlan(await showSchedules(context, c.get("principal"), period)), 200);
    },
  );
  table.add(
    { permission: "oncall.read" },
    {
      method: "get",
      path: "/api/v1/oncall/hours",
      summary: "How much everybody is on call over a period",
      tags,
      request: { query: scheduleQuerySchema },
      responses: { 200: jsonAnswer("Hours", onCallHoursSchema) },
    },
    async (c) => {
      const { from, to } = c.req.valid("query");
      const period = { startsAt: Date.parse(from), endsAt: Date.parse(to) };
      return c.json(presentHours(await showSchedules(context, c.get("principal"), period)), 200);
    },
  );
  table.add(
    { permission: "oncall.read" },
    {
      method: "get",
      path: "/api/v1/overrides",
      summary: "Overrides that have not ended",
      tags,
      responses: { 200: jsonAnswer("Overrides", overrideListSchema) },
    },
    async (c) => {
      const overrides = await listOwnOverrides(context, c.get("principal"));
      return c.json({ overrides: overrides.map(presentOverride) }, 200);
    },
  );
  table.add(
    { permission: "oncall.override" },
    {
      method: "post",
      path: "/api/v1/overrides",
      summary: "Change who is on call in a schedule for a while",
      tags,
      request: { body: jsonBody(addOverrideSchema) },
      responses: { 201: jsonAnswer("The override", overrideSchema) },
    },
    async (c) => {
      const { startsAt, endsAt, instead, ...input } = c.req.valid("json");
      const override = await addOverride(context, c.get("principal"), {
        ...input,
        ...(instead === undefined ? {} : { instead }),
        startsAt: startsAt === undefined ? context.clock.now() : Date.parse(startsAt),
        endsAt: Date.parse(endsAt),
      });
      return c.json(presentOverride(override), 201);
    },
  );
  table.add(
    { permission: "oncall.override" },
    {
      method: "delete",
      path: "/api/v1/overrides/{id}",
      summary: "Take an override back; one that has begun ends now",
      tags,
      request: { params: overrideParamsSchema },
      responses: { 204: { description: "It is gone, or has ended" } },
    },
    async (c) => {
      await removeOverride(context, c.get("principal"), c.req.valid("param"));
      return c.body(null, 204);
    },
  );
}
