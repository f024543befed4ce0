import { expect, it } from "vitest";
import { freshDatabase } from "../../test/support/database.ts";
import { anAlert, anIncident } from "../../test/support/store-fixtures.ts";
import { saveAlerts } from "./alerts.ts";
import { firingAlerts } from "./firing-alerts.ts";
import { insertIncidents } from "./incidents.ts";

it("those of incidents that are not closed, and those that are held", async () => {
  const database = await freshDatabase();
  const [open, closed] = [anIncident(), anIncident({ status: "closed" })];
  const hold = { reasons: [{ kind: "silenced", silenceId: "s" }], reviewAt: 1 } as const;
  await database.transaction(async (tx) => {
    await insertIncidents(tx, [open, closed]);
    await saveAlerts(tx, [
      anAlert({ title: "open", incidentId: open.id }),
      anAlert({ title: "over", incidentId: open.id, status: "resolved" }),
      anAlert({ title: "closed", incidentId: closed.id }),
      anAlert({ title: "held", hold }),
    ]);
  });
  const titles: string[] = [];
  for await (const piece of firingAlerts(database.read)) {
    titles.push(...piece.map(({ title }) => title));
  }
  expect(titles).toEqual(["open", "held"]);
});
