import { incidentDay, incidentNumber } from "../../domain/incident-number.ts";
import type { Tx } from "../../store/database.ts";
import { takeIncidentNumber } from "../../store/incidents.ts";

/** The next free incident number of the day. */
export async function takeNumber(tx: Tx, now: number, timeZone: string): Promise<string> {
  const day = incidentDay(now, timeZone);
  return incidentNumber(day, await takeIncidentNumber(tx, day));
}
