import type { Principal } from "../../domain/permission.ts";
import type { TimelineEntry } from "../../domain/timeline.ts";
import {
  type EntryMarks,
  MARKING_KINDS,
  markingBySeq,
  marksOf,
} from "../../domain/told-timeline.ts";
import { listEntries, listEntriesOfKinds } from "../../store/timeline.ts";
import type { OperationContext } from "../context.ts";
import { visibleIncident } from "./change.ts";

/** An entry as it was written, with what later ones say of it. */
export type MarkedEntry = TimelineEntry & { readonly marks: EntryMarks };

const LIMIT_MAX = 1000;

/** An incident's entries after a sequence number, the oldest first. */
export async function incidentTimeline(
  context: OperationContext,
  principal: Principal,
  input: { readonly number: string; readonly afterSeq?: number; readonly limit?: number },
): Promise<readonly MarkedEntry[]> {
  const tx = context.database.read;
  const incident = await visibleIncident(tx, principal, input.number);
  const entries = await listEntries(tx, incident.id, {
    afterSeq: input.afterSeq ?? 0,
    limit: Math.min(input.limit ?? LIMIT_MAX, LIMIT_MAX),
  });
  const marking = markingBySeq(await listEntriesOfKinds(tx, incident.id, MARKING_KINDS));
  return entries.map((entry) => ({ ...entry, marks: marksOf(entry, marking) }));
}
