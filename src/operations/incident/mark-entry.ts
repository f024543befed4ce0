import { AppError } from "../../domain/error.ts";
import type { Incident } from "../../domain/incident.ts";
import type { Principal } from "../../domain/permission.ts";
import { MARKING_KINDS, markingBySeq, marksOf } from "../../domain/told-timeline.ts";
import type { Tx } from "../../store/database.ts";
import { listEntries, listEntriesOfKinds } from "../../store/timeline.ts";
import type { OperationContext } from "../context.ts";
import { changeIncident } from "./change.ts";

/** Marks an entry for whoever writes the postmortem, or takes the mark away. */
export async function starEntry(
  context: OperationContext,
  principal: Principal,
  input: { readonly number: string; readonly entry: number; readonly starred: boolean },
): Promise<Incident> {
  const { number, ...star } = input;
  return changeIncident(context, principal, {
    number,
    permission: "incident.star",
    input: (by) => ({ kind: "star-entry", by, ...star }),
  });
}

/**
 * Says what a note or an update should have said, or when what a note tells was. The original stays.
 * @throws AppError `not-found` where there is no such entry, `invalid-input` where it is of another kind.
 */
export async function correctEntry(
  context: OperationContext,
  principal: Principal,
  input: {
    readonly number: string;
    readonly entry: number;
    readonly text?: string;
    readonly toldAt?: number;
  },
): Promise<Incident> {
  const { number, ...correction } = input;
  return changeIncident(context, principal, {
    number,
    permission: "incident.correct",
    input: async (by, incident, tx) => {
      const was = await wordsOf(tx, incident, correction);
      return { kind: "correct-entry", by, was, ...correction };
    },
  });
}

/** What the entry says until now. */
async function wordsOf(
  tx: Tx,
  incident: Incident,
  { entry: seq, toldAt }: { readonly entry: number; readonly toldAt?: number },
): Promise<string> {
  const [found] = await listEntries(tx, incident.id, { afterSeq: seq - 1, limit: 1 });
  if (found === undefined) {
    throw new AppError("not-found", `${incident.number} has no entry ${seq}.`);
  }
  if (found.kind !== "note" && (found.kind !== "update" || toldAt !== undefined)) {
    const what = found.kind === "update" ? "An update went out when it did" : "Tocsin wrote it";
    throw new AppError(
      "invalid-input",
      `Entry ${seq} cannot be corrected so. ${what}: write a note instead.`,
    );
  }
  const marking = markingBySeq(await listEntriesOfKinds(tx, incident.id, MARKING_KINDS));
  return marksOf(found, marking).correction?.text ?? found.data.text;
}
