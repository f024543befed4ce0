/** What people say of entries of a timeline: a star, or what one should have said. */

import { z } from "zod";
import {
  correctEntrySchema,
  entryNumberSchema,
  starEntrySchema,
} from "../../contract/entry-mark.ts";
import { incidentNumberSchema } from "../../contract/incident.ts";
import { correctEntry, starEntry } from "../../operations/incident/mark-entry.ts";
import type { HttpDependencies } from "../dependencies.ts";
import type { RouteTable } from "../route-table.ts";
import { shown, verb } from "./incident-verb.ts";
import { jsonBody, optionalJsonBody } from "./json-content.ts";

const params = z.object({ number: incidentNumberSchema, entry: entryNumberSchema });

/** Adds the routes. */
export function addTimelineEntryRoutes(table: RouteTable, { context }: HttpDependencies): void {
  table.add(
    { permission: "incident.star" },
    {
      ...verb("timeline/{entry}/star", "Mark an entry for the postmortem, or take the mark away"),
      request: { params, body: optionalJsonBody(starEntrySchema) },
    },
    async (c) => {
      const { number, entry } = c.req.valid("param");
      const { starred } = c.req.valid("json");
      await starEntry(context, c.get("principal"), { number, entry, starred });
      return shown(c, context);
    },
  );
  table.add(
    { permission: "incident.correct" },
    {
      ...verb(
        "timeline/{entry}/correct",
        "Say what a note or an update should have said, or when a note was; the original stays",
      ),
      request: { params, body: jsonBody(correctEntrySchema) },
    },
    async (c) => {
      const { text, at } = c.req.valid("json");
      await correctEntry(context, c.get("principal"), {
        ...c.req.valid("param"),
        ...(text === undefined ? {} : { text }),
        ...(at === undefined ? {} : { toldAt: Date.parse(at) }),
      });
      return shown(c, context);
    },
  );
}
