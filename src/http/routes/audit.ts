/** The audit log. */

import { auditListSchema, auditQuerySchema } from "../../contract/audit.ts";
import { listAuditEntries } from "../../operations/audit/list.ts";
import type { HttpDependencies } from "../dependencies.ts";
import { presentAuditEntry } from "../present-credentials.ts";
import type { RouteTable } from "../route-table.ts";
import { jsonAnswer } from "./json-content.ts";

/** Adds the route. */
export function addAuditRoutes(table: RouteTable, { context }: HttpDependencies): void {
  table.add(
    { permission: "audit.read" },
    {
      method: "get",
      path: "/api/v1/audit",
      summary: "What was done and by whom, the newest first",
      tags: ["operation"],
      request: { query: auditQuerySchema },
      responses: { 200: jsonAnswer("A page of entries", auditListSchema) },
    },
    async (c) => {
      const { limit, before } = c.req.valid("query");
      const entries = await listAuditEntries(context, c.get("principal"), {
        limit,
        ...(before === undefined ? {} : { beforeSeq: before }),
      });
      const last = entries.at(-1);
      const nextBefore = last === undefined || last.seq === 1 ? null : last.seq;
      return c.json({ entries: entries.map(presentAuditEntry), nextBefore }, 200);
    },
  );
}
