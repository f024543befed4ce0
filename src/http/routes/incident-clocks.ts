/** The clocks of an incident: paused with a reason, resumed, and their breaches excused. */

import {
  excuseClockSchema,
  pauseClockSchema,
  resumeClockSchema,
} from "../../contract/incident-clock.ts";
import { changeClock } from "../../operations/incident/change-clock.ts";
import type { HttpDependencies } from "../dependencies.ts";
import type { RouteTable } from "../route-table.ts";
import { params, shown, verb } from "./incident-verb.ts";
import { jsonBody } from "./json-content.ts";

const PERMISSION = { permission: "incident.change-clock" } as const;

/** Adds the routes. */
export function addIncidentClockRoutes(table: RouteTable, { context }: HttpDependencies): void {
  table.add(
    PERMISSION,
    {
      ...verb("clocks/pause", "Pause a clock until then: time passes and does not count"),
      request: { params, body: jsonBody(pauseClockSchema) },
    },
    async (c) => {
      const { until, ...rest } = given(c.req.valid("json"));
      const change = { kind: "pause-clock", ...rest, untilAt: Date.parse(until) } as const;
      const { number } = c.req.valid("param");
      await changeClock(context, c.get("principal"), { number, change });
      return shown(c, context);
    },
  );
  table.add(
    PERMISSION,
    {
      ...verb("clocks/resume", "Let a paused clock run again"),
      request: { params, body: jsonBody(resumeClockSchema) },
    },
    async (c) => {
      const change = { kind: "resume-clock", ...given(c.req.valid("json")) } as const;
      const { number } = c.req.valid("param");
      await changeClock(context, c.get("principal"), { number, change });
      return shown(c, context);
    },
  );
  table.add(
    PERMISSION,
    {
      ...verb("clocks/excuse", "Say why a clock was breached; it stays breached"),
      request: { params, body: jsonBody(excuseClockSchema) },
    },
    async (c) => {
      const change = { kind: "excuse-clock", ...given(c.req.valid("json")) } as const;
      const { number } = c.req.valid("param");
      await changeClock(context, c.get("principal"), { number, change });
      return shown(c, context);
    },
  );
}

/** Without an audience that was not given. */
function given<T extends { audience?: string | undefined }>({ audience, ...rest }: T) {
  return { ...rest, ...(audience === undefined ? {} : { audience }) };
}
