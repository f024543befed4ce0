import type { App } from "../src/app.ts";
import type { Incident } from "../src/domain/incident.ts";
import { openIncident } from "../src/domain/open-incident.ts";
import { severityRules } from "../src/domain/severity-rules.ts";
import { loadInForce } from "../src/operations/roster/load.ts";
import { systemClock } from "../src/platform/clock.ts";
import { insertIncidents } from "../src/store/incidents.ts";

const BATCH = 500;

/** Stores open incidents that have nothing to do before their due time; then their second step is called. */
export async function addStandingIncidents(
  { context }: App,
  count: number,
  dueAt: (index: number) => number,
): Promise<void> {
  const { playbook, roster } = await loadInForce(context.database.read);
  const rules = severityRules(playbook, "P0");
  if (rules === undefined) throw new Error("the playbook has a P0");
  const make = (index: number): Incident => {
    const id = context.newId();
    const { incident } = openIncident(
      {
        id,
        number: id,
        title: `standing incident ${id}`,
        rules,
        severityReason: "bench",
        playbookHash: playbook.hash,
        integrationId: null,
        groupKey: null,
        team: null,
        by: { kind: "system" },
        alerts: [],
      },
      { now: context.clock.now(), roster },
    );
    return standing(incident, dueAt(index));
  };
  for (let first = 0; first < count; first += BATCH) {
    const length = Math.min(BATCH, count - first);
    const incidents = Array.from({ length }, (_, offset) => make(first + offset));
    await context.database.transaction((tx) => insertIncidents(tx, incidents));
    // The engine and the sockets get their turn between batches.
    await systemClock.sleep(0);
  }
}

/** The first step has fired; the second is due then. */
function standing(incident: Incident, dueAt: number): Incident {
  const afterMs = incident.rules.steps[1]?.afterMs ?? 0;
  return {
    ...incident,
    dueAt,
    clocks: [],
    escalation: { ...incident.escalation, roundStartedAt: dueAt - afterMs, fired: [0] },
  };
}
