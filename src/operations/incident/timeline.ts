import type { Principal } from "../../domain/permission.ts";
import type { TimelineEntry } from "../../domain/timeline.ts";
import { listEntries } from "../../store/timeline.ts";
import type { OperationContext } from "../context.ts";
import { visibleIncident } from "./change.ts";

const LIMIT_MAX = 1000;

/** An incident's entries after a sequence number, the oldest first. */
export async function incidentTimeline(
  context: OperationContext,
  principal: Principal,
  input: { readonly number: string; readonly afterSeq?: number; readonly limit?: number },
): Promise<readonly TimelineEntry[]> {
  const tx = context.database.read;
  const incident = await visibleIncident(tx, principal, input.number);
  return listEntries(tx, incident.id, {
    afterSeq: input.afterSeq ?? 0,
    limit: Math.min(input.limit ?? LIMIT_MAX, LIMIT_MAX),
  });
}
